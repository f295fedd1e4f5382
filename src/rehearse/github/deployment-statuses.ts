/** How a deployment goes. https://docs.github.com/rest/deployments/statuses */
import { created, found, ok, unprocessable, type Answer } from './answer';
import { findDeployment, type Deployment } from './deployments';
import { nodeId } from './names';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { userShape } from './users';

const STATES = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const;

export interface DeploymentStatus {
  readonly id: number;
  readonly state: (typeof STATES)[number];
  readonly description: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: string;
  readonly createdAt: string;
}

export type DeploymentStatusOptions = Partial<DeploymentStatus> & Pick<DeploymentStatus, 'state'>;

/** Adds a status; a success makes earlier deployments to that environment inactive, unless `autoInactive` says no. */
export function addDeploymentStatus(
  repository: Repository,
  deployment: Deployment,
  { state, ...more }: DeploymentStatusOptions,
  autoInactive = true,
): DeploymentStatus {
  const rest = { description: '', environmentUrl: '', logUrl: '', creator: 'octocat' };
  const status = { ...rest, id: repository.nextId(), state, createdAt: repository.time(), ...more };
  deployment.statuses.push(status);
  deployment.updatedAt = status.createdAt;
  const prior = repository.deployments.slice(0, repository.deployments.indexOf(deployment));
  if (state === 'success' && autoInactive)
    for (const other of prior.filter((one) => isReplaced(one, deployment)))
      addDeploymentStatus(repository, other, { state: 'inactive', creator: status.creator });
  return status;
}

/** Production stays, and so does what never succeeded. */
function isReplaced({ environment, transient, production, statuses }: Deployment, by: Deployment): boolean {
  return environment === by.environment && !transient && !production && statuses.at(-1)?.state === 'success';
}

function statusShape(repository: Repository, deployment: Deployment, status: DeploymentStatus) {
  const { id, state, description, createdAt, environmentUrl, logUrl } = status;
  const deployment_url = `${repository.url}/deployments/${deployment.id}`;
  return {
    ...{ url: `${deployment_url}/statuses/${id}`, id, node_id: nodeId('DES', id), state, description },
    ...{ creator: userShape(repository, status.creator), environment: deployment.environment, target_url: logUrl },
    ...{ log_url: logUrl, environment_url: environmentUrl, created_at: createdAt, updated_at: createdAt },
    ...{ deployment_url, repository_url: repository.url },
  } satisfies Schema<'deployment-status'>;
}

function createStatus(call: Call): Answer {
  const { repository, fields, login: creator } = call;
  const deployment = findDeployment(call);
  const state = fields.choice('state', STATES);
  if (state === undefined) throw unprocessable(`Invalid request.\n\n"state" wasn't supplied.`);
  const given = {
    ...{ state, creator, description: fields.text('description') ?? '' },
    logUrl: fields.text('log_url') ?? fields.text('target_url') ?? '',
    environmentUrl: fields.text('environment_url') ?? '',
  };
  const status = addDeploymentStatus(repository, deployment, given, fields.flag('auto_inactive') ?? true);
  return created(statusShape(repository, deployment, status));
}

const STATUSES = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';

export const deploymentStatusRoutes: readonly Route[] = [
  {
    call: `GET ${STATUSES}`,
    needs: [{ deployments: 'read' }],
    answer: (call) => {
      const deployment = findDeployment(call);
      const newestFirst = deployment.statuses.toReversed();
      return listed(call.url, newestFirst, (status) => statusShape(call.repository, deployment, status));
    },
  },
  { call: `POST ${STATUSES}`, needs: [{ deployments: 'write' }], answer: createStatus },
  {
    call: `GET ${STATUSES}/{status_id}`,
    needs: [{ deployments: 'read' }],
    answer: (call) => {
      const deployment = findDeployment(call);
      const status = found(deployment.statuses.find(({ id }) => String(id) === call.parameter('status_id')));
      return ok(statusShape(call.repository, deployment, status));
    },
  },
];
