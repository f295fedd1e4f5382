import type { Environment, GitHubEnvironment, Platform } from '../model/platform';
import type { Deploying } from './deploying';
import { AWS_AUDIENCE, GITHUB_ISSUER, type PolicyDocument, type Statement } from './policy';

/** The ids that GitHub has for an owner and a repository; names can be given to somebody else, ids cannot. */
export interface RepositoryIds {
  readonly owner: string;
  readonly repository: string;
}

/** The ids of repositories by their names, where they are known. */
export type KnownIds = Readonly<Record<string, RepositoryIds>>;

/**
 * Who may be a role: jobs of these repositories in those of these GitHub environments that one of their workflows uses,
 * a statement for each repository, every subject in full, without a wildcard. With ids: both forms of the subject (GitHub writes ids for repositories created, renamed or transferred
 * after 2026-07-15), and only the repository that has the id, whoever gets its name. Without: the form with names.
 */
export function trustPolicy(
  { account }: Environment,
  { owner }: Platform,
  repositories: readonly Deploying[],
  gates: readonly GitHubEnvironment[],
  ids: KnownIds,
): PolicyDocument {
  const Principal = { Federated: `arn:aws:iam::${account}:oidc-provider/${GITHUB_ISSUER}` };
  const statements = repositories.flatMap(({ name, workflows }): Statement[] => {
    const used = gates.filter(({ usedBy }) => usedBy.some((workflow) => workflows.includes(workflow)));
    if (used.length === 0) return [];
    const Condition = { StringEquals: claims(`${owner}/${name}`, used, ids[name]) };
    return [{ Sid: wordsTogether(name), Effect: 'Allow', Principal, Action: ACTION, Condition }];
  });
  return { Version: '2012-10-17', Statement: statements };
}

const ACTION = 'sts:AssumeRoleWithWebIdentity';

function claims(
  repository: string,
  gates: readonly GitHubEnvironment[],
  ids: RepositoryIds | undefined,
): Record<string, string | string[]> {
  const [owner = '', name = ''] = repository.split('/');
  const subjects = (prefix: string): string[] =>
    gates.map((gate) => `repo:${prefix}:environment:${gate.name.replaceAll(':', '%3A')}`);
  const classic = subjects(repository);
  const key = (claim: string): string => `${GITHUB_ISSUER}:${claim}`;
  if (ids === undefined) return { [key('aud')]: AWS_AUDIENCE, [key('sub')]: classic };
  const immutable = subjects(`${owner}@${ids.owner}/${name}@${ids.repository}`);
  return {
    [key('aud')]: AWS_AUDIENCE,
    [key('sub')]: [...classic, ...immutable],
    [key('repository_id')]: ids.repository,
  };
}

/** `2_bbws_tenants` as `2BbwsTenants`: what CloudFormation takes for a name, and IAM for that of a statement. */
export function wordsTogether(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
