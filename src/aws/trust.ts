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
 * each in a statement of its own, without a wildcard. With ids: both forms of the subject (GitHub writes ids for repositories created, renamed or transferred
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
  const statements = repositories.flatMap(({ name, workflows }) =>
    gates
      .filter(({ usedBy }) => usedBy.some((workflow) => workflows.includes(workflow)))
      .map((gate): Statement => {
        const Condition = { StringEquals: claims(`${owner}/${name}`, gate.name, ids[name]) };
        return { Sid: sidOf(name, gate.name), Effect: 'Allow', Principal, Action: ACTION, Condition };
      }),
  );
  return { Version: '2012-10-17', Statement: statements };
}

const ACTION = 'sts:AssumeRoleWithWebIdentity';

function claims(repository: string, gate: string, ids: RepositoryIds | undefined): Record<string, string | string[]> {
  const [owner = '', name = ''] = repository.split('/');
  const environment = `environment:${gate.replaceAll(':', '%3A')}`;
  const classic = `repo:${repository}:${environment}`;
  const key = (claim: string): string => `${GITHUB_ISSUER}:${claim}`;
  if (ids === undefined) return { [key('aud')]: AWS_AUDIENCE, [key('sub')]: [classic] };
  const immutable = `repo:${owner}@${ids.owner}/${name}@${ids.repository}:${environment}`;
  return { [key('aud')]: AWS_AUDIENCE, [key('sub')]: [classic, immutable], [key('repository_id')]: ids.repository };
}

/** A Sid has letters and digits only. */
function sidOf(...names: readonly string[]): string {
  return names.map(wordsTogether).join('');
}

/** `2_bbws_tenants` as `2BbwsTenants`: what CloudFormation takes for a name. */
export function wordsTogether(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
