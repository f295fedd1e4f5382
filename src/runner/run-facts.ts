/** What stays the same during a run, and its journal. */
import type { Event } from './event';
import { githubContext, type RunIdentity } from './github-context';
import type { JobPlace, JobResult } from './job-plan';
import type { JobEnd } from './job-run';
import { forFork, type Permissions } from './permissions';
import type { Program } from './program';
import type { Value } from './value';
import type { World } from './world';

/** How a job ended, for people and programs. */
export interface JobReport extends JobEnd {
  readonly permissions: Permissions | undefined;
  readonly place: JobPlace;
}

/** What ran, and what went wrong. */
export class RunJournal {
  readonly jobs = new Map<string, JobReport>();
  readonly errors: string[] = [];

  /** A job that never began. */
  record(displayName: string, place: JobPlace, result: JobResult, reason?: string): void {
    const log = reason === undefined ? [] : [`##[error]${reason}`];
    if (result === 'failure' && reason !== undefined) this.errors.push(`${displayName}: ${reason}`);
    const nothing = { outputs: {}, records: [], summary: '', permissions: undefined };
    this.report(displayName, { ...nothing, result, log, place });
  }

  /** Two jobs may have one name on GitHub; here the second gets a number. */
  report(displayName: string, report: JobReport): void {
    let name = displayName;
    for (let i = 2; this.jobs.has(name); i += 1) name = `${displayName} #${i}`;
    this.jobs.set(name, report);
  }
}

interface Given {
  readonly world: World;
  readonly program: Program;
  readonly event: Event;
  readonly identity: RunIdentity;
  /** Folder of the repository as of the run's commit. */
  readonly root: string;
}

export class RunFacts implements Given {
  readonly journal = new RunJournal();
  readonly world: World;
  readonly program: Program;
  readonly event: Event;
  readonly identity: RunIdentity;
  readonly root: string;

  constructor(given: Given) {
    ({ world: this.world, program: this.program, event: this.event } = given);
    ({ identity: this.identity, root: this.root } = given);
  }

  /** None for a pull request from a fork; Dependabot, which is treated as one elsewhere, has them. */
  get vars(): Readonly<Record<string, string>> {
    return this.withholdsVariables ? {} : this.world.options.settings.vars;
  }

  /** The settings page of GitHub: variables "are not passed to workflows that are triggered by a pull request from a fork". */
  get withholdsVariables(): boolean {
    return this.event.fork && this.event.actor !== 'dependabot[bot]';
  }

  /** None for code of a fork. */
  get secrets(): Readonly<Record<string, string>> {
    return this.event.fork ? {} : this.world.options.settings.secrets;
  }

  limit(permissions: Permissions): Permissions {
    return this.event.fork ? forFork(permissions) : permissions;
  }

  /** The `github` context as far as it is the same for all steps of a job. */
  githubFor(job: string): Value {
    const { event, identity: run, program, world } = this;
    const { name, path } = program.file;
    const { repository } = world.options.settings;
    const places = { apiUrl: 'https://api.github.com', serverUrl: 'https://github.com', token: '', workspace: '' };
    return githubContext({ event, run, repository, workflow: { name, path }, job, ...places });
  }
}
