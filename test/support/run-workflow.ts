/** Runs the jobs of an emitted workflow, and of the workflows that it calls, in their order. */
import { fill, holds, type Value } from './expressions';
import { runSteps, type Machine, type YamlStep } from './run-steps';

interface YamlJob {
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly environment?: string | { readonly name: string };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
  readonly steps?: readonly YamlStep[];
}

interface YamlInput {
  readonly type: string;
  readonly required?: boolean;
  readonly default?: string | boolean;
}

type Inputs = Readonly<Record<string, YamlInput>>;
export interface YamlWorkflow {
  readonly on: {
    readonly workflow_call?: { readonly inputs?: Inputs };
    readonly workflow_dispatch?: { readonly inputs?: Inputs } | null;
  };
  readonly jobs: Readonly<Record<string, YamlJob>>;
}

/** Where jobs run. */
export interface Runner {
  read(file: string): YamlWorkflow;
  /** A fresh machine, for a job in this GitHub environment. */
  machine(environment: string): Promise<Machine>;
  /** Jobs that stand for something else here: they succeed with these outputs. */
  readonly given: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly trail: readonly string[];
  readonly printed: string;
}

export type Jobs = Readonly<Record<string, JobResult>>;

/** Runs a workflow; the jobs of a called one are named `caller / job`. */
export async function runWorkflow(runner: Runner, file: string, given: Readonly<Record<string, Value>>): Promise<Jobs> {
  const { jobs, on } = runner.read(file);
  const inputs = inputsOf({ ...on.workflow_call?.inputs, ...on.workflow_dispatch?.inputs }, given, file);
  const results: Record<string, JobResult> = {};
  for (const [id, job] of Object.entries(jobs)) {
    const { needs = [] } = job;
    const before = Object.fromEntries(needs.map((name) => [name, results[name] ?? nothing]));
    const needed = Object.fromEntries(
      Object.entries(before).map(([name, { result, outputs }]) => [name, { result, outputs }]),
    );
    const failed = Object.values(before).some(({ result }) => result !== 'success');
    const known = runner.given[id];
    if (known !== undefined) results[id] = { ...nothing, result: 'success', outputs: known };
    else if (!holds(job.if, { contexts: { inputs, needs: needed }, failed })) results[id] = nothing;
    else Object.assign(results, await runJob(runner, id, job, { inputs, needs: needed }));
  }
  return results;
}

const nothing: JobResult = { result: 'skipped', outputs: {}, trail: [], printed: '' };

async function runJob(runner: Runner, id: string, job: YamlJob, contexts: Record<string, Value>): Promise<Jobs> {
  const scope = { contexts, failed: false };
  if (job.uses !== undefined) {
    const given = Object.entries(job.with ?? {}).map(([name, value]) => [name, fill(String(value), scope)]);
    const called = await runWorkflow(runner, job.uses.replace(/^.*\//, ''), Object.fromEntries(given));
    const failed = Object.values(called).some(({ result }) => result === 'failure');
    const inside = Object.entries(called).map(([name, result]) => [`${id} / ${name}`, result]);
    return { [id]: { ...nothing, result: failed ? 'failure' : 'success' }, ...Object.fromEntries(inside) };
  }
  const { environment = '' } = job;
  const machine = await runner.machine(fill(typeof environment === 'string' ? environment : environment.name, scope));
  Object.assign(machine.contexts, contexts);
  const { failed, steps } = await runSteps(machine, job.steps ?? [], contexts['inputs'] ?? null);
  const after = { contexts: { ...machine.contexts, steps }, failed };
  const outputs = Object.entries(job.outputs ?? {}).map(([name, text]) => [name, fill(text, after)]);
  const { trail, printed } = machine;
  return { [id]: { result: failed ? 'failure' : 'success', outputs: Object.fromEntries(outputs), trail, printed } };
}

/** Booleans are booleans, and what is not given is the default, or empty. */
function inputsOf(inputs: Inputs, given: Readonly<Record<string, Value>>, file: string): Record<string, Value> {
  for (const name of Object.keys(given)) if (!(name in inputs)) throw new Error(`${file} has no input "${name}"`);
  const values = Object.entries(inputs).map(([name, input]) => {
    const value = given[name] ?? input.default;
    if (input.required === true && (value === undefined || value === '')) throw new Error(`${file} needs "${name}"`);
    return [name, input.type === 'boolean' ? value === true || value === 'true' : (value ?? '')];
  });
  return Object.fromEntries(values);
}
