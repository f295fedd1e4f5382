/** Runs the steps of a job on a machine of its own, reads its outputs, and leaves nothing behind. */
import { setTimeout } from 'node:timers';
import { anyOf } from './any-of';
import { resolveText, resolveTexts, resolveWhole } from './evaluate';
import { NotModelledError, reasonOf } from './failure';
import { checkActions, checkModelled, createMachine, type JobRequest } from './job-machine';
import type { JobResult, LegPlan } from './job-plan';
import { createFolders, type Machine, removeFolders, trackingIdOf, type StepRecord } from './machine';
import { scopeOf, type Frame } from './step-scope';
import { runSteps } from './steps';
import { child, type Token } from './token';
import type { World } from './world';

export interface JobEnd {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: readonly string[];
  readonly records: readonly StepRecord[];
  /** What all steps wrote into the job summary. */
  readonly summary: string;
}

/** GitHub's own limit for a job, in minutes. */
const LONGEST = 360;

export async function runJob(request: JobRequest, world: World): Promise<JobEnd> {
  const { plan, facts } = request;
  checkModelled(plan.job.token, plan.scope);
  const services = await world.options.host.openJob(facts);
  const folders = createFolders();
  const clock = new JobClock(plan, world.options.limitMinutes);
  try {
    const machine = createMachine(request, world, { services, folders, signal: clock.signal });
    const inputs = plan.layer.inputs;
    const frame: Frame = { machine, inputs, steps: {}, github: {}, env: {}, composite: '', failed: false };
    checkActions(plan, machine);
    services.lost?.addEventListener('abort', () => {
      world.programs.endJob(trackingIdOf(folders));
    });
    await runSteps(frame, plan.job.steps);
    if (machine.isLost) return lostJob(machine);
    await runPosts(machine);
    if (clock.timedOut)
      machine.print(`##[error]The job has exceeded the maximum execution time of ${clock.minutes} minutes.`);
    const outputs = readOutputs(plan.job.token, frame);
    const { result, log, records, summary } = machine;
    return { result, outputs, log, records, summary };
  } finally {
    clock.stop();
    world.programs.endJob(trackingIdOf(folders));
    removeFolders(folders);
    await world.options.host.closeJob(facts);
  }
}

/** What actions left for the end of the job; each is tried, whatever became of the others. */
async function runPosts(machine: Machine): Promise<void> {
  for (const work of machine.posts.splice(0).reverse())
    try {
      await work();
    } catch (error) {
      if (error instanceof NotModelledError) throw error;
      machine.print(`##[error]${reasonOf(error)}`);
      machine.failed = true;
    }
}

/** GitHub hears nothing more of the machine: the steps that it knows of are what there is. */
function lostJob({ log, records, summary }: Machine): JobEnd {
  const told = '##[error]The hosted runner lost communication with the server.';
  return { result: 'failure', outputs: {}, log: [...log, told], records, summary };
}

/** Cancels the job when its time is up, or when its run or its matrix is cancelled. */
class JobClock {
  readonly signal: AbortSignal;
  readonly minutes: number;
  timedOut = false;
  private readonly timer: NodeJS.Timeout;

  constructor(plan: LegPlan, most: number) {
    const asked = resolveWhole(child(plan.job.token, 'timeout-minutes'), plan.scope) ?? LONGEST;
    this.minutes = Math.min(asked > 0 ? asked : LONGEST, most);
    const own = new AbortController();
    this.timer = setTimeout(() => {
      this.timedOut = true;
      own.abort();
    }, this.minutes * 60_000);
    this.signal = anyOf(plan.signal, own.signal);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/**
 * An empty output is none, and one that shows something hidden is dropped; what cannot be evaluated fails the job:
 * actions/runner JobExtension.cs.
 */
function readOutputs(job: Token, frame: Frame): Record<string, string> {
  const { machine } = frame;
  const evaluate = <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      machine.print(`##[error]Failed to evaluate ${what}. ${reasonOf(error)}`);
      machine.failed = true;
      return undefined;
    }
  };
  evaluate('environment url', () => resolveText(child(job, 'environment', 'url'), scopeOf(frame, {})));
  const resolved = evaluate('job outputs', () => resolveTexts(child(job, 'outputs'), scopeOf(frame, {})));
  const outputs = Object.entries(resolved ?? {});
  const kept = outputs.filter(([name, value]) => {
    if (value === '' || !machine.options.masks.finds(value)) return value !== '';
    machine.print(`##[warning]Skip output '${name}' since it may contain secret.`);
    return false;
  });
  return Object.fromEntries(kept);
}
