import type { Environment, Platform } from '../model/platform';
import type { AccountIdentity, Role } from './account-identity';
import type { Deploying } from './deploying';
import { AWS_AUDIENCE, GITHUB_ISSUER, type PolicyDocument } from './policy';
import { calledPermissions, stackPermissions } from './stack-permissions';
import { providerPermissions, type ProviderPolicies } from './tenant-permissions';
import { trustPolicy, type KnownIds } from './trust';
import { deployPermissions, readPermissions, stackRoleOf } from './workflow-permissions';

/** GitHub's credentials action asks for this long, in seconds. */
const SESSION = 3600;

/** The roles of one account. What jobs do themselves a rehearsal judges; the rest it cannot. */
export interface AccountRoles {
  readonly environment: Environment;
  readonly deploy: Role;
  /** Where the table gives reading a role of its own. */
  readonly read: Role | undefined;
  /** What CloudFormation does in the name of the deploy role. */
  readonly called: PolicyDocument;
  /** What Terraform's provider does in the name of a role, where tenants are applied. */
  readonly provider: ProviderPolicies | undefined;
  /** The role that CloudFormation may take instead. */
  readonly stack: Role;
}

/** The roles of an environment's account, for these repositories. */
export function accountRoles(
  environment: Environment,
  platform: Platform,
  repositories: readonly Deploying[],
  ids: KnownIds = {},
): AccountRoles {
  const { account, role, readRole } = environment;
  const gates = platform.githubEnvironments.filter((gate) => gate.environment === environment.name);
  const deploying = gates.filter(({ access }) => access === 'deploy');
  const reading = gates.filter(({ access }) => access === 'read');
  const trusting = (trusted: typeof gates): PolicyDocument =>
    trustPolicy(environment, platform, repositories, trusted, ids);
  const read: Role | undefined =
    readRole === undefined
      ? undefined
      : {
          ...{ name: readRole, trust: trusting(reading), maxSeconds: SESSION },
          permissions: [readPermissions(repositories, environment)],
        };
  const trust = trusting(read === undefined ? [...deploying, ...reading] : deploying);
  return {
    environment,
    deploy: { name: role, trust, permissions: [deployPermissions(repositories, environment)], maxSeconds: SESSION },
    read,
    called: calledPermissions(repositories, environment),
    provider: providerPermissions(repositories, environment),
    stack: {
      ...{ name: stackRoleOf(environment), trust: cloudFormationTrust(account), maxSeconds: SESSION },
      permissions: [stackPermissions(repositories, environment)],
    },
  };
}

/** CloudFormation itself, and only for stacks of this account. */
function cloudFormationTrust(account: string): PolicyDocument {
  const Condition = { StringEquals: { 'aws:SourceAccount': account } };
  const Principal = { Service: 'cloudformation.amazonaws.com' };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }] };
}

/** What a rehearsal judges by: each account of a platform, with the roles that jobs come for. */
export function accountIdentities(
  platform: Platform,
  repositories: readonly Deploying[],
  ids: KnownIds = {},
): AccountIdentity[] {
  return platform.environments.map((environment) => {
    const { deploy, read } = accountRoles(environment, platform, repositories, ids);
    const providers = [{ issuer: GITHUB_ISSUER, audiences: [AWS_AUDIENCE] }];
    return { account: environment.account, providers, roles: read === undefined ? [deploy] : [deploy, read] };
  });
}
