/** Workflow runs. https://docs.github.com/rest/actions/workflow-runs */
import { found, ok, type Answer } from './answer';
import type { Review, Waiting } from './approvals';
import type { Job } from './jobs';
import { counted } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import { runShape } from './run-shape';
import { withinRange } from './times';
import { findWorkflow, workflowOf } from './workflows';

export interface WorkflowRun {
  readonly id: number;
  /** File of the workflow; GitHub may add `@` and a ref. */
  path: string;
  /** Name of the workflow. */
  name: string;
  displayTitle: string;
  runNumber: number;
  attempt: number;
  event: string;
  /** requested, queued, waiting, pending, in_progress, completed */
  status: string;
  /** Null until it is completed. */
  conclusion: string | null;
  branch: string | null;
  sha: string;
  actor: string;
  triggeringActor: string;
  /** `owner/name` that the commit came from; null where that repository is gone. */
  headRepository: string | null;
  createdAt: string;
  updatedAt: string;
  reviews: Review[];
  /** Environments that wait for a review, or for their timer. */
  waiting: Waiting[];
  jobs: Job[];
}

export type RunOptions = Partial<WorkflowRun> & Pick<WorkflowRun, 'path'>;

/** Adds a run: by default one that goes on, started by hand on the default branch. */
export function addRun(repository: Repository, { path, ...more }: RunOptions): WorkflowRun {
  const at = repository.time();
  const { actor = 'octocat', name = workflowOf(repository, path).name } = more;
  const earlier = repository.runs.filter((known) => known.path === path).length;
  const run: WorkflowRun = {
    ...{ id: repository.nextId(), path, name, displayTitle: name, runNumber: earlier + 1, attempt: 1 },
    ...{ event: 'workflow_dispatch', status: 'in_progress', conclusion: null, branch: repository.defaultBranch },
    ...{ sha: '0'.repeat(40), actor, triggeringActor: actor, headRepository: repository.fullName },
    ...{ createdAt: at, updatedAt: at, reviews: [], waiting: [], jobs: [] },
    ...more,
  };
  workflowOf(repository, path, name);
  repository.runs.push(run);
  return run;
}

/** The run that a call is about. */
export function findRun(call: Call): WorkflowRun {
  return found(call.repository.runs.find(({ id }) => String(id) === call.parameter('run_id')));
}

/** `status` is a status or a conclusion; the newest comes first. */
function listRuns(call: Call, runs: readonly WorkflowRun[]): Answer {
  const { repository, url } = call;
  const asked = (name: string, ...values: (string | null)[]): boolean => {
    const wanted = call.query(name);
    return wanted === undefined || values.includes(wanted);
  };
  const chosen = runs
    .filter(({ branch, event, sha, actor }) =>
      [asked('branch', branch), asked('event', event), asked('head_sha', sha), asked('actor', actor)].every(Boolean),
    )
    .filter(({ status, conclusion, createdAt }) => {
      return asked('status', status, conclusion) && withinRange(createdAt, call.query('created'));
    })
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
  return counted(url, 'workflow_runs', chosen, (run) => runShape(repository, run));
}

export const runRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/actions/runs',
    needs: [{ actions: 'read' }],
    answer: (call) => listRuns(call, call.repository.runs),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    needs: [{ actions: 'read' }],
    answer: (call) => ok(runShape(call.repository, findRun(call))),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    needs: [{ actions: 'read' }],
    answer: (call) => {
      const { path } = findWorkflow(call);
      return listRuns(
        call,
        call.repository.runs.filter((run) => run.path.replace(/@.*$/, '') === path),
      );
    },
  },
];
