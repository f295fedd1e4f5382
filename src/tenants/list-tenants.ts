import type { TenantPlatform } from '../model/tenant-platform';
import { findRoot, readTenants } from './read-tenants';

/** A folder of a tenant, and the environments that it has a variable file for. */
export interface ListedTenant {
  readonly tenant: string;
  readonly environments: readonly string[];
}

/** All folders of tenants in their order, also of those that cannot be read. Throws UnreadableFolderError. */
export function listTenants(directory: string, platform: TenantPlatform): ListedTenant[] {
  const listed: ListedTenant[] = [];
  const tenants = readTenants(findRoot(directory), platform);
  for (let step = tenants.next(); ; step = tenants.next()) {
    if (step.done === true) {
      const unread = step.value.filter(({ id }) => id === 'V00').map(({ file }) => file);
      return [...listed, ...unread.map((tenant) => ({ tenant, environments: [] }))];
    }
    const { name, variableFiles } = step.value;
    const environments = new Set(variableFiles.flatMap(({ environment }) => environment ?? []));
    listed.push({ tenant: name, environments: [...environments].sort() });
  }
}
