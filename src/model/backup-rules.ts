import { DESTROYED_PREFIX } from './gitops';
import type { GitOpsRepoSpec } from './gitops-spec';
import { staysInside } from './names';
import type { Findings } from './problem';

/** Rules of what is kept when a tenant is destroyed: the scripts that back data up, and the place in the bucket. */
export function checkBackups(findings: Findings, { backups = [], state, tenants }: GitOpsRepoSpec): void {
  backups.forEach(({ script, actions = [] }, i) => {
    const field = `backups[${i}]`;
    // Jobs with credentials check out nothing else of people's scripts.
    const there = staysInside(script) && /^\.github(\/[\w.-]+)+$/.test(script);
    const example = 'a path such as ".github/backups/snapshot-database.sh"';
    findings.expect(there, `${field}.script`, `"${script}" is no plain path below .github/`, example);
    actions.forEach((action, j) => {
      const one = /^[a-z0-9-]+:[A-Z][A-Za-z]+$/.test(action);
      const instead = 'an action of IAM such as "rds:CreateDBSnapshot"';
      findings.expect(one, `${field}.actions[${j}]`, `"${action}" is no single action`, instead);
    });
  });
  for (const [field, path] of [
    ['state.plansPrefix', state.plansPrefix ?? ''],
    ['tenants.stateKey', tenants.stateKey],
  ] as const) {
    const wrong = `what is kept of destroyed tenants lies below ${DESTROYED_PREFIX}`;
    findings.expect(!path.startsWith(DESTROYED_PREFIX), field, wrong, 'a place of its own');
  }
}
