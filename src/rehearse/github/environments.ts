/** GitHub environments and their protection. https://docs.github.com/rest/deployments/environments */
import { found, ok } from './answer';
import { nodeId } from './names';
import { counted } from './pages';
import type { Repository } from './repository';
import type { Route } from './route';
import type { Schema } from './schemas';
import { teamShape, userShape } from './users';

export type Reviewer = { readonly team: string } | { readonly user: string };

export interface BranchPolicy {
  readonly id: number;
  /** A name, or a pattern. */
  readonly name: string;
  readonly type: 'branch' | 'tag';
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  /** Any one of them opens it; nobody: no rule of that kind. */
  reviewers: readonly Reviewer[];
  preventSelfReview: boolean;
  /** Minutes; 0: no rule of that kind. */
  wait: number;
  /** Who may use it: any branch, protected branches, or these. */
  branches: 'any' | 'protected' | readonly BranchPolicy[];
  adminsBypass: boolean;
  variables: Record<string, string>;
  readonly createdAt: string;
}

export interface EnvironmentOptions {
  /** @default - nobody */
  readonly reviewers?: readonly Reviewer[];
  /** @default false */
  readonly preventSelfReview?: boolean;
  /** @default 0 */
  readonly wait?: number;
  /** Names of branches, or `{ tag }`. @default any */
  readonly branches?: 'any' | 'protected' | readonly (string | { readonly tag: string })[];
  /** @default true */
  readonly adminsBypass?: boolean;
  /** @default - none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Adds an environment; without options it has no protection, as one that its first use creates. */
export function addEnvironment(repository: Repository, name: string, options: EnvironmentOptions = {}): Environment {
  const { reviewers = [], preventSelfReview = false, wait = 0, branches = 'any', adminsBypass = true } = options;
  const policy = (given: string | { readonly tag: string }): BranchPolicy =>
    typeof given === 'string'
      ? { id: repository.nextId(), name: given, type: 'branch' }
      : { id: repository.nextId(), name: given.tag, type: 'tag' };
  const environment = {
    ...{ id: repository.nextId(), name, reviewers, preventSelfReview, wait, adminsBypass },
    branches: typeof branches === 'string' ? branches : branches.map(policy),
    variables: { ...options.variables },
    createdAt: repository.time(),
  };
  repository.environments.push(environment);
  return environment;
}

export function findEnvironment({ environments }: Repository, name: string): Environment | undefined {
  return environments.find((known) => known.name.toLowerCase() === name.toLowerCase());
}

/** Without its rules, as reviews and runs that wait show it. */
export function environmentNames(repository: Repository, { id, name }: Environment) {
  const path = `environments/${encodeURIComponent(name)}`;
  const html_url = `${repository.html}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`;
  return { id, node_id: nodeId('EN', id), name, url: `${repository.url}/${path}`, html_url };
}

export function reviewerShape(repository: Repository, reviewer: Reviewer) {
  return 'team' in reviewer
    ? { type: 'Team' as const, reviewer: teamShape(repository.host, repository.owner, reviewer.team) }
    : { type: 'User' as const, reviewer: userShape(repository, reviewer.user) };
}

function rules(repository: Repository, environment: Environment) {
  const { id, reviewers, preventSelfReview, wait, branches } = environment;
  const rule = (type: string, offset: number) => ({ id: id * 10 + offset, node_id: nodeId('GA', id), type });
  const asked = reviewers.map((reviewer) => reviewerShape(repository, reviewer));
  return [
    ...(wait > 0 ? [{ ...rule('wait_timer', 1), wait_timer: wait }] : []),
    ...(asked.length > 0
      ? [{ ...rule('required_reviewers', 2), prevent_self_review: preventSelfReview, reviewers: asked }]
      : []),
    ...(branches === 'any' ? [] : [rule('branch_policy', 3)]),
  ];
}

export function environmentShape(repository: Repository, environment: Environment) {
  const { branches, adminsBypass, createdAt } = environment;
  const kinds = { protected_branches: branches === 'protected', custom_branch_policies: branches !== 'protected' };
  return {
    ...environmentNames(repository, environment),
    ...{ created_at: createdAt, updated_at: createdAt, can_admins_bypass: adminsBypass },
    protection_rules: rules(repository, environment),
    deployment_branch_policy: branches === 'any' ? null : kinds,
    // The description of the API does not have it, its answers do.
  } satisfies Schema<'environment'> & { can_admins_bypass: boolean };
}

export function policyShape({ id, name, type }: BranchPolicy) {
  return { id, node_id: nodeId('DBP', id), name, type } satisfies Schema<'deployment-branch-policy'>;
}

const READ = [{ actions: 'read' }] as const;

export const environmentRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/environments',
    needs: READ,
    answer: ({ url, repository }) =>
      counted(url, 'environments', repository.environments, (one) => environmentShape(repository, one)),
  },
  {
    call: 'GET /repos/{owner}/{repo}/environments/{environment_name}',
    needs: READ,
    answer: (call) => {
      const { repository } = call;
      return ok(environmentShape(repository, found(findEnvironment(repository, call.parameter('environment_name')))));
    },
  },
  {
    call: 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies',
    needs: READ,
    answer: (call) => {
      const { branches } = found(findEnvironment(call.repository, call.parameter('environment_name')));
      return counted(call.url, 'branch_policies', typeof branches === 'string' ? [] : branches, policyShape);
    },
  },
];
