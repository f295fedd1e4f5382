import type { Delivery } from './deliveries';

/** What decides which workflows of tenants there are. */
interface Promoted {
  readonly environments: readonly {
    readonly name: string;
    readonly follows?: string | undefined;
    readonly production?: boolean | undefined;
  }[];
}

/**
 * The workflows by which tenants are changed and looked at. Tenants get into the first environment by a workflow that
 * people own. Rules, workflows, the table script and the trust of accounts agree by reading this list.
 */
export function tenantDeliveries({ environments }: Promoted, destroyable: readonly string[]): Delivery[] {
  const all = environments.map(({ name }) => name);
  const first = environments.find(({ follows }) => follows === undefined)?.name;
  const bulk = bulkEnvironments({ environments });
  const promoted = environments.flatMap(({ name, follows }): Delivery[] => {
    if (follows === undefined) return [];
    // Where the first environment is deployed to by hand, nothing there can prove a tenant.
    const reads = follows === first ? [name] : [follows, name];
    return [{ workflow: deployTenant(name), deploys: [name], reads }];
  });
  return [
    ...promoted,
    { workflow: DESTROY_TENANT, deploys: destroyable, reads: destroyable },
    { workflow: 'drift-detection', deploys: [], reads: all },
    { workflow: BULK_OPERATIONS, deploys: bulk, reads: bulk },
  ];
}

/** Name of the workflow that takes tenants out of an environment for good. */
export const DESTROY_TENANT = 'destroy-tenant';

/** Name of the workflow that takes many tenants at once. */
export const BULK_OPERATIONS = 'bulk-operations';

/** Where many tenants may be taken at once: never where real customers are served. */
export function bulkEnvironments({ environments }: Promoted): string[] {
  return environments.filter(({ production }) => production !== true).map(({ name }) => name);
}

/** Name of the workflow by which a tenant gets into an environment. */
export function deployTenant(environment: string): string {
  return `deploy-tenant-${environment}`;
}

/** Every workflow file that the tool writes into a repository of tenants. */
export function emittedTenantWorkflows({ environments }: Promoted, destroyable: readonly string[]): string[] {
  const promoted = environments.flatMap(({ name, follows }) => (follows === undefined ? [] : [deployTenant(name)]));
  const destroying = destroyable.length > 0 ? [DESTROY_TENANT] : [];
  const bulk = bulkEnvironments({ environments }).length > 0 ? [BULK_OPERATIONS] : [];
  return ['validate-tenant-config', ...promoted, ...destroying, 'drift-detection', ...bulk].map(
    (name) => `${name}.yml`,
  );
}
