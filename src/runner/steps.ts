/** Runs the steps of a job, or of a composite action, in their order. */
import { holds, resolveBoolean, resolveText, resolveTexts, resolveWhole, type Scope } from './evaluate';
import { NotModelledError, reasonOf } from './failure';
import type { Result, StepRecord } from './machine';
import { runProgramStep } from './run-step';
import { StepCommands } from './step-commands';
import { StepEnder } from './step-ender';
import { scopeOf, stepContext, type Frame } from './step-scope';
import { child, plainText } from './token';
import { runActionStep } from './uses-step';
import type { Step } from './workflow-file';

/** One step while it runs. */
export interface StepRun {
  readonly frame: Frame;
  readonly step: Step;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly scope: Scope;
  readonly commands: StepCommands;
  /** Aborted when the step has to end. */
  readonly signal: AbortSignal;
}

/** Steps that were not finished because something is not modelled end the whole list at once. */
export async function runSteps(frame: Frame, steps: readonly Step[]): Promise<void> {
  for (const step of steps) if (!frame.machine.isLost) await runStep(frame, step);
}

async function runStep(list: Frame, step: Step): Promise<void> {
  const { machine } = list;
  const frame: Frame = { ...list, github: { ...list.github, action: step.id } };
  const commands = new StepCommands(machine, allowsOldCommands(frame));
  const start = machine.log.length;
  let [outcome, conclusion]: [Result, Result] = ['failure', 'failure'];
  let name = plainText(child(step.token, 'name')) ?? titleOf(step);
  try {
    const env = resolveTexts(child(step.token, 'env'), scopeOf(frame, {}));
    const scope = scopeOf(frame, env);
    if (holds(step.if, scope)) {
      name = nameOf(step, scope, machine);
      outcome = await carryOut({ frame, step, name, env, scope, commands });
    } else outcome = 'skipped';
    conclusion = outcome === 'failure' && continues(step, scope, machine) ? 'success' : outcome;
  } catch (error) {
    if (error instanceof NotModelledError) throw error;
    commands.fail(reasonOf(error));
  }
  const lines = [start, machine.log.length] as const;
  const record: StepRecord = { name, outcome, conclusion, within: frame.composite, lines };
  machine.records.push(record);
  if (step.id !== '' && !step.id.startsWith('__')) frame.steps[step.id] = stepContext(record, commands.outputs);
  if (conclusion !== 'failure') return;
  list.failed = true;
  if (frame.composite === '') machine.failed = true;
}

/** docs.github.com, "Workflow commands": the old commands that set variables need this to be said. */
function allowsOldCommands({ machine, env }: Frame): boolean {
  return /^true$/i.test({ ...machine.env, ...env }['ACTIONS_ALLOW_UNSECURE_COMMANDS'] ?? '');
}

function titleOf({ token }: Step): string {
  const run = child(token, 'run');
  const text = run === undefined ? plainText(child(token, 'uses')) : (plainText(run) ?? 'a script').split('\n')[0];
  return `Run ${text ?? ''}`;
}

/** A name that cannot be evaluated is only a warning: actions/runner ActionRunner.cs, GenerateDisplayName. */
function nameOf(step: Step, scope: Scope, machine: Frame['machine']): string {
  const name = child(step.token, 'name');
  try {
    return name === undefined ? titleOf(step) : resolveText(name, scope);
  } catch (error) {
    machine.print(`##[warning]Encountered an error when evaluating display name. ${reasonOf(error)}`);
    return titleOf(step);
  }
}

/** Asked only when the step has failed; without a clear answer it stays failed: ExecutionContext.cs. */
function continues({ token }: Step, scope: Scope, machine: Frame['machine']): boolean {
  try {
    return resolveBoolean(child(token, 'continue-on-error'), scope) === true;
  } catch (error) {
    machine.print('##[error]The step failed and an error occurred when attempting to determine whether to continue.');
    machine.print(`##[error]${reasonOf(error)}`);
    return false;
  }
}

async function carryOut(run: Omit<StepRun, 'signal'>): Promise<Result> {
  const limit = limitOf(run);
  const { frame, step, env } = run;
  const ender = new StepEnder(frame, limit, () => holds(step.if, scopeOf(frame, env)));
  try {
    const { token } = run.step;
    const full: StepRun = { ...run, signal: ender.signal };
    if (child(token, 'run') !== undefined) await runProgramStep(full);
    else if (child(token, 'uses') !== undefined) await runActionStep(full);
    else throw new NotModelledError('steps in the background (wait, cancel, parallel)');
  } catch (error) {
    if (error instanceof NotModelledError) throw error;
    run.commands.fail(reasonOf(error)); // like any other failure of the step, so it may be tolerated
  } finally {
    ender.finish();
    run.commands.collect();
  }
  if (ender.cancelled) return 'cancelled';
  if (ender.timedOut) run.commands.fail(`The action '${run.name}' has timed out after ${limit} minutes.`);
  return run.commands.failures.length > 0 ? 'failure' : 'success';
}

/** Minutes; 0 is no limit. One that cannot be evaluated is told and is none: StepsRunner.cs. */
function limitOf({ step, scope, frame }: Omit<StepRun, 'signal'>): number {
  try {
    return resolveWhole(child(step.token, 'timeout-minutes'), scope) ?? 0;
  } catch (error) {
    frame.machine.print('##[error]An error occurred when attempting to determine the step timeout.');
    frame.machine.print(`##[error]${reasonOf(error)}`);
    return 0;
  }
}
