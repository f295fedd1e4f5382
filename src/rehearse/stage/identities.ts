/** Changes of who may be a role in an account of the platform. */
import type { AccountIdentity, Role } from '../../aws/account-identity';
import { accountIdentities } from '../../aws/account-roles';
import { deployingIn } from '../../aws/deploying';
import { GITHUB_ISSUER, listOf, type PolicyDocument } from '../../aws/policy';
import type { Environment } from '../../model/platform';
import { OWNER_ID } from './job-claims';
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

/**
 * Lets all roles trust the repository by its ids: by subjects with names and by subjects with ids, or those of them that
 * are kept.
 */
export function trustIds(stage: Stage, keep: (subject: string) => boolean = () => true): void {
  const { accounts, project, repository } = stage.parts;
  const { platform } = project.model;
  const ids = { [project.model.name]: { owner: OWNER_ID, repository: String(repository.id) } };
  accounts.splice(0, accounts.length, ...accountIdentities(platform, deployingIn([project.model]), ids));
  const sub = `${GITHUB_ISSUER}:sub`;
  for (const environment of platform.environments)
    changeTrust(stage, environment, ({ Version, Statement }) => ({
      Version,
      Statement: Statement.map((each) => {
        const { StringEquals = {} } = each.Condition ?? {};
        const kept = listOf(StringEquals[sub]).filter(keep);
        return { ...each, Condition: { StringEquals: { ...StringEquals, [sub]: kept } } };
      }),
    }));
}
