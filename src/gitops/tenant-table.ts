import { environmentTable } from '../delivery/environment-table';
import type { Script } from '../github/script';
import type { GitOpsModel } from '../model/gitops';
import { tenantDeliveries } from '../model/gitops-deliveries';
import { nameIn } from '../model/lambda';
import type { Environment } from '../model/platform';
import { readSessionPolicy } from './read-session-policy';

/**
 * The table of a repository of tenants: what the platform says of a GitHub environment, and where the state, the plans
 * and the services of that environment are. What differs from tenant to tenant keeps `{tenant}` in it.
 */
export function tenantTable(model: GitOpsModel): Script {
  const { platform, destroyable } = model;
  const workflows = tenantDeliveries(platform, destroyable).map(({ workflow }) => workflow);
  const policy = `'${JSON.stringify(readSessionPolicy(model)).replaceAll('{env}', `'"$environment"'`)}'`;
  return environmentTable(platform, { workflows, settings, policy, outputs: outputs(model) });
}

function settings({ production, soakHours }: Environment): string[] {
  return [`production=${production} soak_hours=${soakHours}`];
}

function outputs({ state, cluster, service, targetGroup }: GitOpsModel): string[] {
  const inShell = (pattern: string): string => nameIn(pattern, '${environment}');
  const names = {
    'state-bucket': state.bucket,
    'state-key': state.key,
    'lock-table': state.lockTable ?? '',
    'plans-prefix': state.plansPrefix,
    'kms-key': state.kmsKey ?? '',
    cluster,
    service,
    'target-group': targetGroup,
  };
  return [
    ...Object.entries(names).map(([name, pattern]) => `${name}=${inShell(pattern)}`),
    'production=$production',
    'soak-hours=$soak_hours',
  ];
}
