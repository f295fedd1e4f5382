import type { GitOpsRepoSpec } from './gitops-spec';
import type { Findings } from './problem';
import { checkShape } from './shape';
import { tenantPlatformShape } from './tenant-platform-shape';

/** The table of tenants has the environments of the platform, and the key of a state belongs to one tenant. */
export function checkTenantPlatform(findings: Findings, { tenants, platform }: GitOpsRepoSpec): void {
  if (!checkShape(findings, 'tenants', tenants, tenantPlatformShape)) return;
  for (const row of platform.environments) {
    const found = tenants.environments.find(({ name }) => name === row.name);
    const field = `tenants.environments.${row.name}`;
    findings.expect(found !== undefined, field, 'it is missing', 'a row for each environment of the platform');
    for (const key of ['account', 'region'] as const) {
      const same = found === undefined || found[key] === row[key];
      findings.expect(same, `${field}.${key}`, `"${found?.[key] ?? ''}" is not that of the platform`, `"${row[key]}"`);
    }
  }
  for (const { name } of tenants.environments) {
    const known = platform.environments.some((each) => each.name === name);
    findings.expect(known, `tenants.environments.${name}`, 'the platform has no such environment', 'no such row');
  }
  const alone = tenants.stateKey.includes('{tenant}');
  findings.expect(alone, 'tenants.stateKey', 'all tenants would share it', 'a key with {tenant} in it');
  const plain = /^[\w.{}/-]+$/.test(tenants.stateKey);
  findings.expect(plain, 'tenants.stateKey', `"${tenants.stateKey}" is no plain key`, 'letters, digits and _ . / -');
}
