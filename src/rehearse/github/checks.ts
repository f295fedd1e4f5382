/** Check runs. https://docs.github.com/rest/checks/runs */
import { created, found, ok, type Answer } from './answer';
import { commitOf } from './commits';
import type { Fields } from './fields';
import { idOf, nodeId } from './names';
import { counted } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { appShape } from './users';

const STATUSES = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const;
const CONCLUSIONS = [
  ...(['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required'] as const),
] as const;

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  name: string;
  status: (typeof STATUSES)[number];
  /** Null until it is completed. */
  conclusion: (typeof CONCLUSIONS)[number] | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  detailsUrl: string | null;
  externalId: string;
  startedAt: string | null;
  completedAt: string | null;
  /** Bot whose app made it. */
  readonly app: string;
}

export type CheckRunOptions = Partial<CheckRun> & Pick<CheckRun, 'sha' | 'name'>;

/** Adds a check run; with a conclusion it is completed. */
export function addCheckRun(repository: Repository, { sha, name, ...more }: CheckRunOptions): CheckRun {
  const at = repository.time();
  const done = more.conclusion !== undefined && more.conclusion !== null;
  const run: CheckRun = {
    ...{ id: repository.nextId(), sha, name, status: done ? 'completed' : 'queued', conclusion: null, externalId: '' },
    ...{ title: null, summary: null, text: null, detailsUrl: null, startedAt: at, completedAt: done ? at : null },
    ...{ app: 'github-actions[bot]', ...more },
  };
  repository.checkRuns.push(run);
  return run;
}

function checkShape(repository: Repository, run: CheckRun) {
  const { id, sha: head_sha, name, status, conclusion, title, summary, text, startedAt, completedAt } = run;
  const url = `${repository.url}/check-runs/${id}`;
  return {
    ...{ id, head_sha, node_id: nodeId('CR', id), external_id: run.externalId, name, status, conclusion, url },
    ...{ html_url: `${repository.html}/runs/${id}`, details_url: run.detailsUrl },
    ...{ started_at: startedAt, completed_at: completedAt, pull_requests: [], check_suite: { id: idOf(head_sha) } },
    output: { title, summary, text, annotations_count: 0, annotations_url: `${url}/annotations` },
    app: appShape(repository, run.app),
  } satisfies Schema<'check-run'>;
}

/** What a request says; a conclusion completes the run. */
function given({ fields, repository }: Call): Partial<CheckRun> {
  const conclusion = fields.choice('conclusion', CONCLUSIONS);
  const status = conclusion === undefined ? fields.choice('status', STATUSES) : 'completed';
  const completedAt = fields.text('completed_at') ?? (status === 'completed' ? repository.time() : undefined);
  return {
    ...(conclusion !== undefined && { conclusion }),
    ...(status !== undefined && { status }),
    ...(completedAt !== undefined && { completedAt }),
    ...texts(fields, { details_url: 'detailsUrl', external_id: 'externalId', started_at: 'startedAt', name: 'name' }),
    ...texts(fields.part('output'), { title: 'title', summary: 'summary', text: 'text' }),
  };
}

/** The texts that are there, under the names that they have here. */
function texts(fields: Fields, names: Readonly<Record<string, string>>): Record<string, string> {
  const rows = Object.entries(names).map(([field, name]) => [name, fields.text(field)] as const);
  return Object.fromEntries(rows.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

function createCheck(call: Call): Answer {
  const { repository, fields, login: app } = call;
  const [name, ref] = [fields.required('name'), fields.required('head_sha')];
  const sha = commitOf(repository, ref)?.sha ?? ref;
  return created(checkShape(repository, addCheckRun(repository, { ...given(call), name, sha, app })));
}

function findCheck(call: Call): CheckRun {
  return found(call.repository.checkRuns.find(({ id }) => String(id) === call.parameter('check_run_id')));
}

/** The last one of each name, unless all are asked for. */
function list(call: Call): Answer {
  const { repository, url } = call;
  const { sha } = found(commitOf(repository, call.parameter('ref')));
  const own = repository.checkRuns.filter((run) => run.sha === sha);
  const shown = call.query('filter') === 'all' ? own : [...new Map(own.map((run) => [run.name, run])).values()];
  const chosen = shown
    .filter(({ name }) => [undefined, name].includes(call.query('check_name')))
    .filter(({ status }) => [undefined, status].some((one) => one === call.query('status')));
  return counted(url, 'check_runs', chosen.reverse(), (run) => checkShape(repository, run));
}

const WRITE = [{ checks: 'write' }] as const;

export const checkRoutes: readonly Route[] = [
  { call: 'POST /repos/{owner}/{repo}/check-runs', needs: WRITE, answer: createCheck },
  {
    call: 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: [{ checks: 'read' }],
    answer: (call) => ok(checkShape(call.repository, findCheck(call))),
  },
  {
    call: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: WRITE,
    answer: (call) => ok(checkShape(call.repository, Object.assign(findCheck(call), given(call)))),
  },
  { call: 'GET /repos/{owner}/{repo}/commits/{ref+}/check-runs', needs: [{ checks: 'read' }], answer: list },
];
