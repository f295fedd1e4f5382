/** A run that goes on, and what people do about it. */
import type { RunReport } from '../../runner/run-workflows';
import type { JobClaims } from '../identity/claims';

/** What happens at a GitHub environment that asks for reviewers. */
export type Decision =
  | { readonly by: readonly string[]; readonly state: 'approved' | 'rejected' }
  /** An administrator opens it past its reviewers: the history shows nobody. */
  | { readonly bypass: true };

/** Who decides, by GitHub environment: a person who approves, several in turn, or what else happens. */
export type Approvals = Readonly<Record<string, string | readonly string[] | Decision>>;

/** When the machine of a job dies. */
export interface Death {
  /** End of the job's name as people see it: `Deploy`. */
  readonly job: string;
  /** Such as `cloudformation:ExecuteChangeSet`. */
  readonly action: string;
  /** Which of these calls, counted from one. @default 1 */
  readonly nth?: number;
  /** Whether the call is still carried out. */
  readonly done: boolean;
}

export interface RunStart {
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  /** @default workflow_dispatch, or push for a workflow that has it and no inputs are given */
  readonly event?: string;
  /** @default refs/heads/main */
  readonly ref?: string;
  /** Commit, and its files. @default - the newest */
  readonly commit?: { readonly sha: string; readonly root: string };
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly approve?: Approvals;
  /** What happens in the world when a job reaches that GitHub environment, before it is opened. */
  readonly meanwhile?: Readonly<Record<string, () => void | Promise<void>>>;
  /** Jobs that stand for something shown elsewhere, by their id: they succeed with these outputs. */
  readonly given?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What GitHub's tokens say of the jobs, where it is not what the workflow makes them. @default - as it is */
  readonly claims?: (claims: JobClaims) => JobClaims;
  /** The machine of a job dies at a call to the cloud. @default - none does */
  readonly dies?: Death;
  /** @default alice */
  readonly actor?: string;
  readonly triggeringActor?: string;
  readonly attempt?: number;
}

/** How a run ended. */
export interface RunEnd {
  readonly id: string;
  readonly conclusion: RunReport['run'];
  readonly report: RunReport;
  /** Logs and summaries of all jobs, and errors. */
  readonly printed: string;
  /** Steps as `job > step: outcome`, those of actions too. */
  readonly trail: readonly string[];
  /** Outputs of a job by its name. */
  outputs(job: string): Readonly<Record<string, string>>;
}

export function runEnd(id: string, report: RunReport): RunEnd {
  const jobs = [...report.jobs];
  const printed = jobs.flatMap(([name, { log, summary }]) => [`--- ${name}`, ...log, summary]);
  const trail = jobs.flatMap(([name, { records }]) => records.map((step) => `${name} > ${step.name}: ${step.outcome}`));
  const outputs = (job: string): Readonly<Record<string, string>> => report.jobs.get(job)?.outputs ?? {};
  return { id, conclusion: report.run, report, printed: [...printed, ...report.errors].join('\n'), trail, outputs };
}

export function decisionFor(approve: Approvals, environment: string): Decision | undefined {
  const said = approve[environment];
  if (said === undefined) return undefined;
  if (typeof said === 'string') return { by: [said], state: 'approved' };
  return 'by' in said || 'bypass' in said ? said : { by: said, state: 'approved' };
}
