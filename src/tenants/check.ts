import type { TenantPlatform } from '../model/tenant-platform';
import { sorted, type Finding } from './finding';
import { readTenants } from './read-tenants';
import { checkAccount } from './rules/account';
import { checkBackend } from './rules/backend';
import { Copies } from './rules/copy';
import { checkDeclared } from './rules/declared';
import { checkDomain } from './rules/domain';
import { checkEmpty } from './rules/empty';
import { checkEnvironment } from './rules/environment';
import { checkFargate } from './rules/fargate';
import { checkForm } from './rules/form';
import { checkImages } from './rules/image';
import { checkLiterals } from './rules/literal';
import { checkMinima } from './rules/minima';
import { checkName, checkNamePattern } from './rules/name';
import { checkOutside } from './rules/outside';
import { checkPlaceholders } from './rules/placeholder';
import { checkPriority, PriorityUses } from './rules/priority';
import { checkProfile } from './rules/profile';
import { checkSecrets } from './rules/secret';
import { checkTypes } from './rules/types';
import type { Tenant, TenantRule } from './tenant';

const TENANT_RULES: readonly TenantRule[] = [
  ...[checkName, checkNamePattern, checkEnvironment, checkDomain, checkPriority, checkEmpty, checkPlaceholders],
  ...[checkBackend, checkProfile, checkAccount, checkSecrets, checkMinima, checkFargate, checkDeclared, checkTypes],
  ...[checkForm, checkImages, checkLiterals, checkOutside],
];

/** Everything that is wrong with these tenants, sorted. A pure function of what was read. */
export function checkTenants(tenants: Iterable<Tenant>, platform: TenantPlatform): Finding[] {
  const priorities = new PriorityUses(platform.fields.priority);
  const copies = new Copies(platform);
  const findings: Finding[] = [];
  for (const tenant of tenants) {
    findings.push(...tenant.findings);
    for (const rule of TENANT_RULES) findings.push(...rule(tenant, platform));
    priorities.add(tenant);
    copies.add(tenant);
  }
  return sorted([...findings, ...priorities.findings(), ...copies.findings()]);
}

/** Checks the folder that holds the tenants; `root` is a real path. Throws UnreadableFolderError. */
export function checkFolder(root: string, platform: TenantPlatform): { findings: Finding[]; tenants: number } {
  const outside: Finding[] = [];
  let count = 0;
  function* counted(): Generator<Tenant> {
    const reading = readTenants(root, platform);
    for (let next = reading.next(); ; next = reading.next()) {
      if (next.done === true) {
        outside.push(...next.value);
        return;
      }
      count += 1;
      yield next.value;
    }
  }
  const findings = checkTenants(counted(), platform);
  return { findings: outside.length === 0 ? findings : sorted([...findings, ...outside]), tenants: count };
}
