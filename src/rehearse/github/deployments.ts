/** Deployments. https://docs.github.com/rest/deployments/deployments */
import { created, found, ok, problem, Refusal, validationFailed, type Answer } from './answer';
import { commitOf } from './commits';
import type { DeploymentStatus } from './deployment-statuses';
import { nodeId } from './names';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { stateOf } from './statuses';
import { userShape } from './users';

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whether it will be gone one day, as that of a pull request. */
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: string;
  readonly createdAt: string;
  updatedAt: string;
  /** The oldest comes first. */
  statuses: DeploymentStatus[];
}

export type DeploymentOptions = Partial<Deployment> & Pick<Deployment, 'sha'>;

export function addDeployment(repository: Repository, { sha, ...more }: DeploymentOptions): Deployment {
  const at = repository.time();
  const { environment = 'production' } = more;
  const deployment: Deployment = {
    ...{ id: repository.nextId(), sha, ref: sha, task: 'deploy', environment, description: null, payload: {} },
    ...{ transient: false, production: environment === 'production', creator: 'octocat' },
    ...{ createdAt: at, updatedAt: at, statuses: [], ...more },
  };
  repository.deployments.push(deployment);
  return deployment;
}

export function deploymentShape(repository: Repository, deployment: Deployment) {
  const { id, sha, ref, task, payload, environment, description, createdAt, updatedAt } = deployment;
  const url = `${repository.url}/deployments/${id}`;
  return {
    ...{ url, id, node_id: nodeId('DE', id), sha, ref, task, payload, environment, description },
    ...{ original_environment: environment, created_at: createdAt, updated_at: updatedAt },
    ...{ transient_environment: deployment.transient, production_environment: deployment.production },
    ...{ creator: userShape(repository, deployment.creator), statuses_url: `${url}/statuses` },
    repository_url: repository.url,
  } satisfies Schema<'deployment'>;
}

export function findDeployment(call: Call): Deployment {
  return found(call.repository.deployments.find(({ id }) => String(id) === call.parameter('deployment_id')));
}

/** By default every status of the commit must be a success. */
function checkContexts({ repository, fields }: Call, sha: string, ref: string): void {
  const all = repository.statuses.filter((status) => status.sha === sha).map(({ context }) => context);
  const asked = fields.texts('required_contexts') ?? [...new Set(all)];
  if (asked.length > 0 && stateOf(repository, sha, asked) !== 'success')
    throw new Refusal(problem(409, `Conflict: Commit status checks failed for ${ref}.`));
}

function createDeployment(call: Call): Answer {
  const { repository, fields, login: creator } = call;
  const ref = fields.required('ref');
  const commit = commitOf(repository, ref);
  if (commit === undefined)
    throw validationFailed({
      resource: 'Deployment',
      code: 'invalid',
      field: 'ref',
      message: `No ref found for: ${ref}`,
    });
  checkContexts(call, commit.sha, ref);
  const environment = fields.text('environment') ?? 'production';
  const deployment = addDeployment(repository, {
    ...{ sha: commit.sha, ref, environment, creator, task: fields.text('task') ?? 'deploy' },
    ...{ description: fields.text('description') ?? null, payload: fields.part('payload').plain() },
    transient: fields.flag('transient_environment') ?? false,
    production: fields.flag('production_environment') ?? environment === 'production',
  });
  return created(deploymentShape(repository, deployment));
}

/** The newest comes first. */
function list(call: Call): Answer {
  const { repository, url } = call;
  const fits = (name: string, value: string): boolean => [undefined, value].includes(call.query(name));
  const chosen = repository.deployments
    .filter(({ sha, ref }) => fits('sha', sha) && fits('ref', ref))
    .filter(({ task, environment }) => fits('task', task) && fits('environment', environment))
    .reverse();
  return listed(url, chosen, (deployment) => deploymentShape(repository, deployment));
}

export const deploymentRoutes: readonly Route[] = [
  { call: 'GET /repos/{owner}/{repo}/deployments', needs: [{ deployments: 'read' }], answer: list },
  { call: 'POST /repos/{owner}/{repo}/deployments', needs: [{ deployments: 'write' }], answer: createDeployment },
  {
    call: 'GET /repos/{owner}/{repo}/deployments/{deployment_id}',
    needs: [{ deployments: 'read' }],
    answer: (call) => ok(deploymentShape(call.repository, findDeployment(call))),
  },
];
