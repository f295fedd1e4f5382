/** Changes of who may be a role in an account of the platform. */
import type { AccountIdentity, Role } from '../../aws/account-identity';
import type { PolicyDocument } from '../../aws/policy';
import type { Environment } from '../../model/platform';
import type { Stage } from './stage';

/** Puts another identity in the place of that of an environment's account. */
export function changeAccount(
  { parts }: Stage,
  { account, name }: Environment,
  change: (identity: AccountIdentity) => AccountIdentity,
): void {
  const index = parts.accounts.findIndex((each) => each.account === account);
  const found = parts.accounts[index];
  if (found === undefined)
    throw new Error(`No identity is known of account ${account}, which should be that of ${name}.`);
  parts.accounts[index] = change(found);
}

/** Changes whom the roles of an environment's account trust. */
export function changeTrust(
  stage: Stage,
  environment: Environment,
  change: (trust: PolicyDocument) => PolicyDocument,
): void {
  const changed = (role: Role): Role => ({ ...role, trust: change(role.trust) });
  changeAccount(stage, environment, (identity) => ({ ...identity, roles: identity.roles.map(changed) }));
}
