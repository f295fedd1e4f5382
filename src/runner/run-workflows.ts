/** Runs a workflow of a repository as GitHub would: once, or several times at once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { dispatchInputs } from './dispatch';
import { createEvent, type Event } from './event';
import { codeOf, NotModelledError, reasonOf } from './failure';
import type { RunIdentity } from './github-context';
import type { JobResult } from './job-plan';
import { ProgramLoader, type Program, type Repository } from './program';
import { RunFacts, type JobReport } from './run-facts';
import type { RunSettings, Settings } from './settings';
import { whyNotStarted } from './trigger';
import type { Value } from './value';
import { WorkflowRun } from './workflow-run';
import { World, type WorldOptions } from './world';

export type RunResult = 'success' | 'failure' | 'cancelled' | 'waiting' | 'invalid';

export interface RunReport {
  readonly run: RunResult;
  readonly jobs: ReadonlyMap<string, JobReport>;
  readonly errors: readonly string[];
  /** Seconds since all began. */
  readonly start: number;
  readonly end: number;
}

/** What starts a run. */
export interface RunRequest extends RunSettings {
  readonly workflow: string;
  readonly number: number;
  /** Folder of the repository as of this run's commit. @default - that of the world */
  readonly root?: string;
  readonly sha?: string;
  /** @default 1 */
  readonly attempt?: number;
  /** Who started this attempt. @default - the actor */
  readonly triggeringActor?: string;
}

/** GitHub's id of a run. */
export function runId(number: number): string {
  return String(1_000_000 + number);
}

/** Runs all requests; each report is under its id. `now` gives milliseconds. */
export async function runWorkflows(
  requests: readonly RunRequest[],
  options: WorldOptions,
  now: () => number,
): Promise<Map<string, RunReport>> {
  const world = new World(options);
  const began = now();
  const seconds = (): number => Math.round(now() - began) / 1000;
  try {
    const reports = await Promise.all(
      requests.map(async (request) => [request.id, await runWorkflow(request, world, seconds)] as const),
    );
    return new Map(reports);
  } finally {
    world.close();
  }
}

/** One run in a world that others share. */
export async function runWorkflow(request: RunRequest, world: World, seconds: () => number): Promise<RunReport> {
  const prepared = await world.move(async () => {
    if (request.startAfterSeconds > 0) await setTimeout(request.startAfterSeconds * 1000);
    return prepare(request, world.options);
  });
  const start = seconds();
  const end = (run: RunResult, jobs: ReadonlyMap<string, JobReport>, errors: readonly string[]): RunReport => {
    return { run, jobs, errors, start, end: seconds() };
  };
  if ('errors' in prepared) return end(prepared.run, new Map(), prepared.errors);
  const { program, event, identity, inputs } = prepared;
  const facts = new RunFacts({ world, program, event, identity, root: request.root ?? world.options.root });
  const { jobs, errors } = facts.journal;
  try {
    const { result } = await new WorkflowRun(facts).finish(inputs);
    return end(conclusion(result), jobs, errors);
  } catch (error) {
    return end('failure', jobs, [...errors, reasonOf(error)]);
  }
}

/** A run whose jobs were all skipped is green. */
function conclusion(result: JobResult): RunResult {
  return result === 'skipped' ? 'success' : result;
}

type Prepared =
  | {
      readonly program: Program;
      readonly event: Event;
      readonly identity: RunIdentity;
      readonly inputs: Readonly<Record<string, Value>>;
    }
  | { readonly run: 'invalid' | 'failure'; readonly errors: readonly string[] };

async function prepare(request: RunRequest, options: WorldOptions): Promise<Prepared> {
  const { settings } = options;
  const { event: said, payload, ref, actor, sha, root = options.root } = request;
  const name = said === '' ? 'push' : said;
  const event = createEvent({ name, payload, ref, actor, ...(sha !== undefined && { sha }) }, settings);
  const loader = new ProgramLoader(finder(settings), settings.defaultTokenPermissions);
  let program: Program | undefined;
  try {
    program = await loader.load(folderRepository(settings.repository, root), request.workflow);
  } catch (error) {
    if (error instanceof NotModelledError) return { run: 'failure', errors: [error.message] };
    throw error;
  }
  if (program === undefined || loader.errors.length > 0) return { run: 'invalid', errors: loader.errors };
  const reason = whyNotStarted(program.file.events, event);
  if (reason !== undefined) return { run: 'invalid', errors: [reason] };
  const { number, attempt = 1, triggeringActor = event.actor } = request;
  const started = { actor: event.actor, triggeringActor, attempt: String(attempt) };
  const identity = { ...started, id: runId(number), number: String(number) };
  if (name !== 'workflow_dispatch') return { program, event, identity, inputs: {} };
  const { inputs, texts, errors } = dispatchInputs(program.file.token, event.payload['inputs']);
  if (errors.length > 0) return { run: 'invalid', errors };
  return { program, event: { ...event, payload: { ...event.payload, inputs: texts } }, identity, inputs };
}

/** A repository in a folder. */
export function folderRepository(name: string, root: string): Repository {
  return {
    name,
    read: (path) => {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
        throw error;
      }
    },
  };
}

/** Other repositories are where settings say. */
function finder({ actions }: Settings): (name: string, ref: string) => Repository | undefined {
  return (name, ref) => {
    const folder = actions[`${name}@${ref}`];
    return folder === undefined ? undefined : folderRepository(name, folder);
  };
}
