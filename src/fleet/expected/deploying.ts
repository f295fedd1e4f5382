/** Jobs that change an environment, and what stands before and after them. */
import { posix } from 'node:path';
import type { Platform } from '../../model/platform';
import { effectsOf } from '../../verify/facts/effects';
import { isCodeGateCall, isGateCall, isGateJob } from '../../verify/facts/gates';
import { after, before } from '../../verify/facts/graph';
import { isRollback } from '../../verify/facts/reach';
import { possibleTexts } from '../../verify/facts/values';
import { valueOf, type Job, type Workflow } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import { changingJobs } from '../pipelines/changes';

export interface Deploying {
  /** The workflow that an event starts. */
  readonly workflow: Workflow;
  readonly job: Job;
  /** Jobs of that workflow, of the called ones too, that end before it begins. */
  readonly earlier: readonly Job[];
  readonly later: readonly Job[];
  /** GitHub environments that it may run in. */
  readonly environments: readonly string[];
}

/** What deploys, ways back and destruction left out. */
export function deployingJobs(repository: Repository): Deploying[] {
  return repository.workflows
    .filter(({ triggers }) => triggers.some(({ key }) => key !== 'workflow_call'))
    .filter(({ source }) => !/roll[-_ ]?back|destroy/i.test(posix.basename(source.path)))
    .flatMap((workflow) => {
      return changingJobs(repository, workflow)
        .filter(({ job, effects }) => !isRollback(job) && effects.some(({ kind }) => kind !== 'destroy'))
        .map(({ job }) => describe(repository, workflow, job));
    });
}

function describe(repository: Repository, workflow: Workflow, job: Job): Deploying {
  const callers = workflow.jobs.filter((each) => reaches(repository, each, job));
  const around = job.workflow === workflow ? [] : callers;
  const [earlier, later] = [around.flatMap(before), around.flatMap(after)];
  return {
    ...{ workflow, job },
    earlier: within(repository, [...before(job), ...earlier]),
    later: within(repository, [...after(job), ...later]),
    environments: environmentsOf(repository, job, around),
  };
}

/** A called workflow gets its environment from each caller on its own. */
function environmentsOf(repository: Repository, job: Job, callers: readonly Job[]): string[] {
  if (job.environment === undefined) return [];
  const { text } = job.environment;
  const input = /^\$\{\{\s*inputs\.([\w-]+)\s*\}\}$/.exec(text)?.[1] ?? '';
  const given = callers.flatMap((caller) => {
    const value = valueOf(caller.with, input);
    return value === undefined ? [] : possibleTexts(value.text, { repository, job: caller });
  });
  return given.length > 0 ? given : possibleTexts(text, { repository, job });
}

function reaches(repository: Repository, from: Job, job: Job, depth = 0): boolean {
  const called = depth < 4 ? repository.calledBy(from) : undefined;
  return called?.jobs.some((each) => each === job || reaches(repository, each, job, depth + 1)) ?? false;
}

/** These jobs, and those of the workflows that they call. */
function within(repository: Repository, jobs: readonly Job[], depth = 0): Job[] {
  return jobs.flatMap((job) => {
    const called = depth < 4 ? repository.calledBy(job) : undefined;
    return called === undefined ? [job] : [job, ...within(repository, called.jobs, depth + 1)];
  });
}

/** Checks of code that end before the first change: jobs, or steps of the same job. */
export function gatesBefore(repository: Repository, { job, earlier }: Deploying): Job[] {
  const steps = repository.stepsOf(job);
  const [first] = effectsOf(repository, job);
  const until = first === undefined ? steps.length : steps.indexOf(first.step);
  const inside = steps.slice(0, until).some((step) => repository.commandsOf(step).some(isCodeGateCall));
  return [...earlier.filter(isGateJob), ...(inside ? [job] : [])];
}

/** Checks that follow the change. */
export function checksAfter(repository: Repository, { job, later }: Deploying): Job[] {
  const steps = repository.stepsOf(job);
  const last = effectsOf(repository, job).at(-1);
  const from = last === undefined ? 0 : steps.indexOf(last.step);
  const inside = steps.slice(from).some((step) => {
    return repository.commandsOf(step).some((call) => call !== last?.call && isGateCall(call));
  });
  return [...(inside ? [job] : []), ...later.filter(isGateJob)];
}

/** Whether a job deploys to an environment that follows another. */
export function isPromotion({ environments, workflow }: Deploying, platform: Platform): boolean {
  const later = platform.environments.filter(({ follows }) => follows !== undefined).map(({ name }) => name);
  const known = platform.githubEnvironments.filter(({ name }) => environments.includes(name));
  if (known.length > 0) return known.every(({ environment }) => later.includes(environment));
  const words = posix
    .basename(workflow.source.path)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => later.includes(word));
}
