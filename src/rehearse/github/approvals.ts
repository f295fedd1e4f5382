/** Reviews of runs that wait for an environment. https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run */
import { found, ok, unprocessable } from './answer';
import { addDeployment, deploymentShape } from './deployments';
import { environmentNames, findEnvironment, reviewerShape, type Environment } from './environments';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import { findRun, type WorkflowRun } from './runs';
import type { Schema } from './schemas';
import { userShape } from './users';

/** An entry of a run's review history. */
export interface Review {
  readonly state: 'approved' | 'rejected' | 'pending';
  /** Null where the account was deleted. */
  readonly user: string | null;
  /** Names. */
  readonly environments: readonly string[];
  readonly comment?: string;
}

export interface Waiting {
  readonly environment: string;
  /** Null where no timer runs. */
  readonly timerStartedAt: string | null;
}

function reviewShape(repository: Repository, { state, user, environments, comment = '' }: Review) {
  const known = environments.map((name) => {
    const environment = findEnvironment(repository, name);
    if (environment === undefined) return { name };
    const { createdAt } = environment;
    return { ...environmentNames(repository, environment), created_at: createdAt, updated_at: createdAt };
  });
  return {
    ...{ state, comment, environments: known },
    user: user === null ? null : userShape(repository, user),
  } satisfies Omit<Schema<'environment-approvals'>, 'user'> & { user: Schema<'nullable-simple-user'> };
}

/** Any one reviewer, a person or a member of a team, may; with self-review prevented, not who started the run. */
function mayReview({ teams }: Repository, environment: Environment, run: WorkflowRun, login: string): boolean {
  if (environment.preventSelfReview && login === run.triggeringActor) return false;
  return environment.reviewers.some((reviewer) =>
    'user' in reviewer ? reviewer.user === login : teams[reviewer.team]?.includes(login) === true,
  );
}

function waitingShape({ repository, login }: Call, run: WorkflowRun, { environment: name, timerStartedAt }: Waiting) {
  const environment = found(findEnvironment(repository, name));
  return {
    environment: environmentNames(repository, environment),
    ...{ wait_timer: environment.wait, wait_timer_started_at: timerStartedAt },
    current_user_can_approve: mayReview(repository, environment, run, login),
    reviewers: environment.reviewers.map((reviewer) => reviewerShape(repository, reviewer)),
  } satisfies Schema<'pending-deployment'>;
}

/** Notes the review; whoever runs the workflow finds it in the history, and the environment no longer waiting. */
function review(call: Call): unknown[] {
  const { repository, fields, login } = call;
  const run = findRun(call);
  const ids = fields.numbers('environment_ids') ?? [];
  const state = fields.choice('state', ['approved', 'rejected']);
  const comment = fields.required('comment');
  if (state === undefined) throw unprocessable(`Invalid request.\n\n"state" wasn't supplied.`);
  const chosen = ids.map((id) => found(repository.environments.find((known) => known.id === id)));
  const refused = chosen.find(
    (environment) =>
      !run.waiting.some((waiting) => waiting.environment === environment.name) ||
      !mayReview(repository, environment, run, login),
  );
  if (refused !== undefined || chosen.length === 0)
    throw unprocessable(`There was a problem reviewing the deployments: ${login} cannot review them.`);
  const environments = chosen.map(({ name }) => name);
  run.reviews.push({ state, user: login, environments, comment });
  run.waiting = run.waiting.filter(({ environment }) => !environments.includes(environment));
  return environments.map((environment) => {
    const deployment = addDeployment(repository, {
      sha: run.sha,
      ref: run.branch ?? run.sha,
      environment,
      creator: login,
    });
    return deploymentShape(repository, deployment);
  });
}

export const approvalRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
    needs: [{ actions: 'read' }],
    answer: (call) => ok(findRun(call).reviews.map((one) => reviewShape(call.repository, one))),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments',
    needs: [{ actions: 'read' }],
    answer: (call) => {
      const run = findRun(call);
      return ok(run.waiting.map((waiting) => waitingShape(call, run, waiting)));
    },
  },
  {
    call: 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments',
    needs: [{ actions: 'read', deployments: 'write' }],
    answer: (call) => ok(review(call)),
  },
];
