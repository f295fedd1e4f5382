/** Jobs of runs. https://docs.github.com/rest/actions/workflow-jobs */
import { found, ok } from './answer';
import { nodeId } from './names';
import { counted } from './pages';
import type { Repository } from './repository';
import type { Route } from './route';
import { findRun, type WorkflowRun } from './runs';
import type { Schema } from './schemas';

type Status = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | null;

export interface JobStep {
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
}

export interface Job {
  readonly id: number;
  readonly name: string;
  /** Of the run that it was part of. */
  attempt: number;
  status: Status;
  conclusion: Conclusion;
  startedAt: string;
  completedAt: string | null;
  labels: readonly string[];
  runner: string | null;
  steps: readonly JobStep[];
}

export type JobOptions = Partial<Job> & Pick<Job, 'name'>;

/** Adds a job to a run: by default one that goes on. */
export function addJob(repository: Repository, run: WorkflowRun, { name, ...more }: JobOptions): Job {
  const job: Job = {
    ...{ id: repository.nextId(), name, attempt: run.attempt, status: 'in_progress', conclusion: null, steps: [] },
    ...{ startedAt: repository.time(), completedAt: null, labels: ['ubuntu-24.04'], runner: 'GitHub Actions 1' },
    ...more,
  };
  run.jobs.push(job);
  return job;
}

function jobShape({ url, html }: Repository, run: WorkflowRun, job: Job) {
  const { id, name, status, conclusion, startedAt, completedAt, labels, runner } = job;
  return {
    ...{ id, run_id: run.id, node_id: nodeId('CR', id), run_attempt: job.attempt, name, status, conclusion },
    ...{ head_sha: run.sha, head_branch: run.branch, workflow_name: run.name, labels: [...labels] },
    ...{ run_url: `${url}/actions/runs/${run.id}`, url: `${url}/actions/jobs/${id}` },
    ...{ html_url: `${html}/actions/runs/${run.id}/job/${id}`, check_run_url: `${url}/check-runs/${id}` },
    ...{ created_at: startedAt, started_at: startedAt, completed_at: completedAt },
    ...{ runner_id: runner === null ? null : 1, runner_name: runner },
    ...{ runner_group_id: runner === null ? null : 0, runner_group_name: runner === null ? null : 'GitHub Actions' },
    steps: job.steps.map((step, i) => ({ ...step, number: i + 1 })),
  } satisfies Schema<'job'>;
}

export const jobRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
    needs: [{ actions: 'read' }],
    answer: (call) => {
      const run = findRun(call);
      const jobs = run.jobs.filter(({ attempt }) => call.query('filter') === 'all' || attempt === run.attempt);
      return counted(call.url, 'jobs', jobs, (job) => jobShape(call.repository, run, job));
    },
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}',
    needs: [{ actions: 'read' }],
    answer: (call) => {
      const own = ({ id }: Job): boolean => String(id) === call.parameter('job_id');
      const run = found(call.repository.runs.find(({ jobs }) => jobs.some(own)));
      return ok(jobShape(call.repository, run, found(run.jobs.find(own))));
    },
  },
];
