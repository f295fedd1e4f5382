import { platform, TenantsEventHandler, TenantsInstances } from '../../repos';
import { accountRoles, type AccountRoles } from '../../src/aws/account-roles';
import { deployingIn, type Deploying } from '../../src/aws/deploying';
import type { KnownIds } from '../../src/aws/trust';
import { resolveLambda } from '../../src/model/lambda';
import { findEnvironment, resolvePlatform, type Platform } from '../../src/model/platform';
import { orders } from '../model/specs';
import { workspaceWith } from '../support/run-script';

/** A platform and what deploys to it. */
export interface Accounts {
  readonly platform: Platform;
  readonly repositories: readonly Deploying[];
}

/** The fleet's own, as shipped: reading without a role of its own. */
export function fleetAccounts(): Accounts {
  const models = [TenantsEventHandler, TenantsInstances].map(
    (Repository) => new Repository({ outdir: workspaceWith() }).model,
  );
  return { platform: resolvePlatform(platform), repositories: deployingIn(models) };
}

/** Another organisation, with roles for reading and a table for records. */
export function otherAccounts(): Accounts {
  const model = resolveLambda(orders);
  return { platform: model.platform, repositories: deployingIn([model]) };
}

export function rolesIn({ platform: table, repositories }: Accounts, name: string, ids: KnownIds = {}): AccountRoles {
  return accountRoles(findEnvironment(table, name), table, repositories, ids);
}
