/** Statuses of commits. https://docs.github.com/rest/commits/statuses */
import { created, found, ok, unprocessable, type Answer } from './answer';
import { commitOf } from './commits';
import { nodeId } from './names';
import { listed, pageOf } from './pages';
import type { Repository } from './repository';
import { minimalRepository } from './repository-shape';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { userShape } from './users';

const STATES = ['error', 'failure', 'pending', 'success'] as const;

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: (typeof STATES)[number];
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: string;
}

export type CommitStatusOptions = Partial<CommitStatus> & Pick<CommitStatus, 'sha' | 'state'>;

export function addStatus(repository: Repository, { sha, state, ...more }: CommitStatusOptions): CommitStatus {
  const rest = { context: 'default', description: null, targetUrl: null, creator: 'octocat' };
  const status = { ...rest, id: repository.nextId(), sha, state, createdAt: repository.time(), ...more };
  repository.statuses.push(status);
  return status;
}

/** The last status of each context, the newest first. */
function latest({ statuses }: Repository, sha: string): CommitStatus[] {
  const own = statuses.filter((status) => status.sha === sha);
  return [...new Map(own.map((status) => [status.context, status])).values()].reverse();
}

/** `pending` while one of them is not there. */
export function stateOf(repository: Repository, sha: string, contexts?: readonly string[]): string {
  const known = latest(repository, sha).filter(({ context }) => contexts === undefined || contexts.includes(context));
  const states = known.map(({ state }) => state);
  if (states.includes('failure') || states.includes('error')) return 'failure';
  const all = states.length >= (contexts?.length ?? 1);
  return all && !states.includes('pending') ? 'success' : 'pending';
}

function simpleShape(repository: Repository, status: CommitStatus) {
  const { id, sha, state, context, description, targetUrl: target_url, createdAt, creator } = status;
  return {
    ...{ url: `${repository.url}/statuses/${sha}`, id, node_id: nodeId('SC', id), state, description, target_url },
    ...{ context, created_at: createdAt, updated_at: createdAt },
    avatar_url: userShape(repository, creator).avatar_url,
  } satisfies Schema<'simple-commit-status'>;
}

function statusShape(repository: Repository, status: CommitStatus) {
  const creator = userShape(repository, status.creator);
  return { ...simpleShape(repository, status), creator } satisfies Schema<'status'>;
}

function createStatus(call: Call): Answer {
  const { repository, fields, login: creator } = call;
  const sha = call.parameter('sha');
  if (!repository.commits.some((commit) => commit.sha === sha)) throw unprocessable(`No commit found for SHA: ${sha}`);
  const state = fields.choice('state', STATES);
  if (state === undefined) throw unprocessable(`Invalid request.\n\n"state" wasn't supplied.`);
  const [description, targetUrl] = ['description', 'target_url'].map((field) => fields.text(field) ?? null);
  const context = fields.text('context') ?? 'default';
  const more = { description: description ?? null, targetUrl: targetUrl ?? null, context, creator };
  return created(statusShape(repository, addStatus(repository, { sha, state, ...more })));
}

function combined(call: Call): Answer {
  const { repository, url } = call;
  const { sha } = found(commitOf(repository, call.parameter('ref')));
  const statuses = latest(repository, sha);
  const { items, headers } = pageOf(url, statuses);
  const body = {
    ...{ state: stateOf(repository, sha), sha, total_count: statuses.length },
    statuses: items.map((status) => simpleShape(repository, status)),
    repository: minimalRepository(repository),
    ...{ commit_url: `${repository.url}/commits/${sha}`, url: `${repository.url}/commits/${sha}/status` },
  } satisfies Schema<'combined-commit-status'>;
  return { ...ok(body), headers };
}

export const statusRoutes: readonly Route[] = [
  { call: 'POST /repos/{owner}/{repo}/statuses/{sha}', needs: [{ statuses: 'write' }], answer: createStatus },
  { call: 'GET /repos/{owner}/{repo}/commits/{ref+}/status', needs: [{ statuses: 'read' }], answer: combined },
  {
    call: 'GET /repos/{owner}/{repo}/commits/{ref+}/statuses',
    needs: [{ statuses: 'read' }],
    answer: (call) => {
      const { sha } = found(commitOf(call.repository, call.parameter('ref')));
      const all = call.repository.statuses.filter((status) => status.sha === sha).reverse();
      return listed(call.url, all, (status) => statusShape(call.repository, status));
    },
  },
];
