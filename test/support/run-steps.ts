/** Runs the steps of a job, and of local composite actions, as the emitted YAML has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fill, holds, type Scope, type Value } from './expressions';
import { runScript } from './run-script';

export interface YamlStep {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly YamlStep[] };
}

/** A machine that a job has for itself. */
export interface Machine {
  readonly workspace: string;
  /** Variables that later steps have: an action may add some. */
  env: Record<string, string>;
  readonly runner: Readonly<Record<string, string>>;
  readonly programs: Readonly<Record<string, string>>;
  readonly now: string;
  readonly contexts: { readonly [name: string]: Value | undefined };
  /** Stands for an action of somebody else: what it does on this machine. Throws when it fails. */
  use(action: string, given: Readonly<Record<string, string>>, machine: Machine): Promise<void>;
  /** What ran, as `step: outcome`, in order. */
  readonly trail: string[];
  /** What all steps printed and wrote into the summary. */
  printed: string;
}

interface Result {
  readonly failed: boolean;
  readonly steps: { readonly [id: string]: Value | undefined };
}

interface StepResult {
  readonly failed: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs steps in order. A step without a condition runs while nothing has failed. */
export async function runSteps(machine: Machine, list: readonly YamlStep[], inputs: Value): Promise<Result> {
  const steps: Record<string, Value> = {};
  let failed = false;
  for (const step of list) {
    const scope: Scope = { contexts: { ...machine.contexts, inputs, steps }, failed };
    const runs = holds(step.if, scope);
    const done: StepResult = runs ? await runStep(machine, step, scope) : { failed: false, outputs: {} };
    const { failed: broke, outputs } = done;
    const outcome = !runs ? 'skipped' : broke ? 'failure' : 'success';
    machine.trail.push(`${step.name}: ${outcome}`);
    failed ||= broke && step['continue-on-error'] !== true;
    if (step.id !== undefined) steps[step.id] = { outputs, outcome };
  }
  return { failed, steps };
}

async function runStep(machine: Machine, step: YamlStep, scope: Scope): Promise<StepResult> {
  const filled = (table: YamlStep['with'] = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(table).map(([name, text]) => [name, fill(String(text), scope)]));
  if (step.run !== undefined) {
    const { runner, programs, now, workspace } = machine;
    const env = { ...machine.env, ...filled(step.env) };
    const done = await runScript(step.name, { run: step.run, env, runner, programs, now, workspace });
    machine.printed += `--- ${step.name}\n${done.output}${done.summary}`;
    return { failed: done.code !== 0, outputs: done.outputs };
  }
  const uses = step.uses ?? '';
  if (uses.startsWith('./')) return runAction(machine, uses, filled(step.with));
  try {
    await machine.use(uses.replace(/@.*/, ''), filled(step.with), machine);
    return { failed: false, outputs: {} };
  } catch (error) {
    machine.printed += `--- ${step.name}\n${String(error)}\n`;
    return { failed: true, outputs: {} };
  }
}

/** A composite action of the checkout: it sees its inputs, as texts, and nothing of its caller's steps. */
async function runAction(
  machine: Machine,
  folder: string,
  given: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const action: ActionFile = parse(readFileSync(join(machine.workspace, folder, 'action.yml'), 'utf8'));
  const unknown = Object.keys(given).filter((name) => !(name in action.inputs));
  const missing = Object.keys(action.inputs).filter(
    (name) => action.inputs[name]?.required === true && !(name in given),
  );
  if (unknown.length + missing.length > 0)
    throw new Error(`${folder}: unknown ${unknown.join()}, missing ${missing.join()}`);
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default ?? '']);
  const inputs: Record<string, string> = Object.fromEntries(defaults);
  const { failed, steps } = await runSteps(machine, action.runs.steps, inputs);
  const scope = { contexts: { ...machine.contexts, inputs, steps }, failed };
  const outputs = Object.entries(action.outputs ?? {}).map(([name, { value }]) => [name, fill(value, scope)]);
  return { failed, outputs: Object.fromEntries(outputs) };
}
