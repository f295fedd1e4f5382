/** A job with steps: its machine is made, its steps run, its outputs are read, and nothing is left behind. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers';
import { ActionFinder } from './actions';
import { resolveText, resolveTexts, resolveValue, type Scope } from './evaluate';
import { NotModelledError } from './failure';
import type { JobFacts, JobServices } from './host';
import type { JobResult, LegPlan } from './job-plan';
import { createFolders, Machine, removeFolders, type StepRecord } from './machine';
import { Masks } from './masks';
import { scopeOf, type Frame } from './step-scope';
import { runSteps } from './steps';
import { child, items, plainText, type Token } from './token';
import { isList, toTable, type Value } from './value';
import type { World } from './world';

export interface JobEnd {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: readonly string[];
  readonly records: readonly StepRecord[];
  readonly summary: string;
}

export interface JobRequest {
  readonly plan: LegPlan;
  readonly facts: JobFacts;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
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
    const frame = frameOf(machine, plan);
    checkActions(plan, machine);
    await runSteps(frame, plan.job.steps);
    for (const work of machine.posts.splice(0).reverse()) await work();
    if (clock.timedOut)
      machine.print(`##[error]The job has exceeded the maximum execution time of ${clock.minutes} minutes.`);
    const outputs = readOutputs(plan.job.token, frame);
    world.programs.endJob(machine.trackingId);
    return { result: machine.result, outputs, log: machine.log, records: machine.records, summary: machine.summary };
  } finally {
    clock.stop();
    removeFolders(folders);
    await world.options.host.closeJob(facts);
  }
}

/** Cancels the job when its time is up, or when its run or its matrix is cancelled. */
class JobClock {
  readonly signal: AbortSignal;
  readonly minutes: number;
  timedOut = false;
  private readonly timer: NodeJS.Timeout;

  constructor(plan: LegPlan, most: number) {
    const said = child(plan.job.token, 'timeout-minutes');
    const asked = said === undefined ? LONGEST : Math.trunc(Number(resolveText(said, plan.scope)));
    this.minutes = Math.min(asked > 0 ? asked : LONGEST, most);
    const own = new AbortController();
    this.timer = setTimeout(() => {
      this.timedOut = true;
      own.abort();
    }, this.minutes * 60_000);
    this.signal = AbortSignal.any([plan.signal, own.signal]);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** What needs another machine than this one, or Docker, is refused before anything runs. */
function checkModelled(job: Token, scope: Scope): void {
  for (const key of ['container', 'services', 'snapshot'])
    if (child(job, key) !== undefined && resolveText(child(job, key), scope) !== '')
      throw new NotModelledError(`jobs.*.${key}`);
  const runsOn = resolveValue(child(job, 'runs-on'), scope);
  const labels = typeof runsOn === 'string' ? runsOn : (toTable(runsOn)['labels'] ?? runsOn);
  const list = isList(labels) ? labels : [labels];
  const other = list.find((label) => !/^(ubuntu-|self-hosted$|linux$|x64$)/i.test(String(label)));
  if (other !== undefined)
    throw new NotModelledError(`runs-on ${typeof other === 'object' ? JSON.stringify(other) : String(other)}`);
}

/** GitHub fetches all actions of others before the first step: what cannot be had fails the job then. */
function checkActions({ job }: LegPlan, { options }: Machine): void {
  for (const step of items(child(job.token, 'steps'))) {
    const uses = plainText(child(step, 'uses'));
    if (uses !== undefined && !/^[.$][\\/]/.test(uses)) options.actions.find(uses, options.folders.workspace);
  }
}

function createMachine(
  { plan, facts, vars, secrets }: JobRequest,
  world: World,
  {
    services,
    folders,
    signal,
  }: { services: JobServices; folders: ReturnType<typeof createFolders>; signal: AbortSignal },
): Machine {
  const { root, settings, host, system } = world.options;
  const { file } = plan.layer.program;
  const github: Record<string, Value> = {
    ...toTable(plan.contexts['github']),
    event_path: join(folders.temp, 'event.json'),
    token: services.token,
    api_url: services.apiUrl,
    workspace: folders.workspace,
  };
  writeFileSync(join(folders.temp, 'event.json'), JSON.stringify(facts.event.payload, undefined, 2));
  const known = { ...secrets, GITHUB_TOKEN: services.token, github_token: services.token };
  const contexts = { ...plan.contexts, github, vars, secrets: known };
  const masks = new Masks();
  for (const secret of Object.values(known)) masks.add(secret);
  const scope = { contexts };
  const env = {
    ...resolveTexts(child(file.token, 'env'), scope),
    ...resolveTexts(child(plan.job.token, 'env'), scope),
  };
  const sources = { repository: facts.repository, root, folders: settings.actions, standIns: host.standIns(facts) };
  return new Machine({
    contexts,
    env,
    system: { ...system, ...services.env },
    defaults: defaultsOf(file.token, plan.job.token, { contexts: { ...contexts, env: env } }),
    masks,
    programs: world.programs,
    actions: new ActionFinder(sources),
    signal,
    folders,
  });
}

/** Defaults of the job stand in place of the workflow's as a whole: actions/runner JobExtension.cs. */
function defaultsOf(
  file: Token,
  job: Token,
  scope: Scope,
): { shell: string | undefined; workingDirectory: string | undefined } {
  const find = (key: string): string | undefined => {
    const token = child(child(job, 'defaults', 'run') ?? child(file, 'defaults', 'run'), key);
    return token === undefined ? undefined : resolveText(token, scope);
  };
  return { shell: find('shell'), workingDirectory: find('working-directory') };
}

function frameOf(machine: Machine, { layer }: LegPlan): Frame {
  return { machine, inputs: layer.inputs, steps: {}, github: {}, env: {}, composite: '', failed: false };
}

/** An empty output is none, and one that shows something hidden is dropped: actions/runner JobExtension.cs. */
function readOutputs(job: Token, frame: Frame): Record<string, string> {
  const { machine } = frame;
  const scope = scopeOf(frame, {});
  const outputs = Object.entries(resolveTexts(child(job, 'outputs'), scope)).filter(([, value]) => value !== '');
  return Object.fromEntries(
    outputs.filter(([name, value]) => {
      if (!machine.options.masks.finds(value)) return true;
      machine.print(`##[warning]Skip output '${name}' since it may contain secret.`);
      return false;
    }),
  );
}
