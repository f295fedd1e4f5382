/** A step with `uses:` — an action of the checkout, of a folder, or a stand-in for somebody else's. */
import { join } from 'node:path';
import { inputValues, readDefinition, unexpectedInputs, type ActionDefinition } from './action-definition';
import { actionFile, type FoundAction } from './actions';
import { holds, resolveText, resolveTexts } from './evaluate';
import { NotModelledError } from './failure';
import { programVariables, scopeOf, type Frame } from './step-scope';
import { runSteps, type StepRun } from './steps';
import { child, entries, plainText, type Token } from './token';

type Texts = Readonly<Record<string, string>>;

export async function runActionStep(run: StepRun): Promise<void> {
  const { frame, step, scope } = run;
  const { actions, folders } = frame.machine.options;
  const uses = plainText(child(step.token, 'uses')) ?? '';
  const given = resolveTexts(child(step.token, 'with'), scope);
  const action = actions.find(uses, folders.workspace);
  if (action.kind === 'stand-in') await runStandIn(run, action, given);
  else await runFolder(run, action, given);
}

/** Names of inputs are the same whatever their case. */
async function runStandIn(run: StepRun, action: FoundAction & { kind: 'stand-in' }, given: Texts): Promise<void> {
  const { frame, commands, env } = run;
  const { machine } = frame;
  const { masks, folders } = machine.options;
  const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const));
  await action.run({
    name: action.name,
    ref: action.ref,
    inputs,
    env: programVariables(frame, env, commands.files),
    workspace: folders.workspace,
    print: machine.print.bind(machine),
    mask: masks.add.bind(masks),
    setOutput: (name, value) => {
      commands.outputs[name] = value;
    },
    exportVariable: (name, value) => {
      machine.env[name] = value;
    },
    addPath: (folder) => {
      machine.paths = [folder, ...machine.paths];
    },
    after: (work) => {
      machine.posts.push(async () => {
        await work();
      });
    },
  });
}

async function runFolder(run: StepRun, action: FoundAction & { kind: 'folder' }, given: Texts): Promise<void> {
  const { frame, scope } = run;
  const definition = readDefinition(actionFile(action.folder));
  const warning = unexpectedInputs(definition, given);
  if (warning !== undefined) frame.machine.print(`##[warning]${warning}`);
  const inputs = inputValues(definition, given, scope);
  const { folder, ref, name } = action;
  if (definition.using === 'composite') {
    const github = { action_path: folder, action_ref: ref, action_repository: ref === '' ? '' : name };
    await runComposite(run, definition, { inputs, github, name });
  } else if (/^node\d+$/.test(definition.using)) {
    await runNode(run, definition.root, { folder, inputs: { ...given, ...inputs }, local: ref === '' });
  } else throw new NotModelledError(`actions that run by "${definition.using}" (${name})`);
}

async function runComposite(
  run: StepRun,
  { root, steps }: ActionDefinition,
  { inputs, github, name }: { inputs: Texts; github: Texts; name: string },
): Promise<void> {
  const { frame, commands, env } = run;
  const inner: Frame = {
    machine: frame.machine,
    inputs,
    steps: {},
    github: { ...frame.github, ...github },
    env: { ...frame.env, ...env },
    composite: name,
    signal: run.signal,
    failed: false,
  };
  await runSteps(inner, steps);
  const scope = scopeOf(inner, {});
  for (const [output, spec] of entries(child(root, 'outputs')))
    commands.outputs[output] = resolveText(child(spec, 'value'), scope);
  if (inner.failed) commands.failures.push(`${name} failed`);
}

/**
 * An action in JavaScript: its main part now, its last part at the end of the job. A local action has no first part,
 * for it is not known when the job begins.
 */
async function runNode(
  run: StepRun,
  root: Token,
  action: { folder: string; inputs: Texts; local: boolean },
): Promise<void> {
  const { frame, commands, signal } = run;
  const { machine } = frame;
  const [pre, main, post] = ['pre', 'main', 'post'].map((part) => plainText(child(root, 'runs', part)));
  const condition = (part: string): string => plainText(child(root, 'runs', part)) ?? 'always()';
  if (pre !== undefined && !action.local && holds(condition('pre-if'), run.scope))
    await startPart(run, pre, action, signal);
  await startPart(run, main ?? 'index.js', action, signal);
  if (post === undefined) return;
  machine.posts.push(async () => {
    if (!holds(condition('post-if'), scopeOf(frame, run.env))) return;
    const failures = commands.failures.length;
    await startPart(run, post, action, new AbortController().signal); // also when the job was cancelled
    if (commands.failures.length > failures) machine.failed = true;
  });
}

/** What it kept for its last part is known then. */
async function startPart(
  { frame, commands, env }: StepRun,
  part: string,
  { folder, inputs }: { folder: string; inputs: Texts },
  signal: AbortSignal,
): Promise<void> {
  const { programs, folders } = frame.machine.options;
  const given = Object.entries(inputs).map(([name, value]) => [inputVariable(name), value] as const);
  const state = Object.entries(commands.state).map(([name, value]) => [`STATE_${name}`, value] as const);
  const code = await programs.run({
    command: process.execPath,
    args: [join(folder, part)],
    cwd: folders.workspace,
    env: {
      ...programVariables(frame, env, commands.files),
      ...Object.fromEntries([...given, ...state]),
      GITHUB_ACTION_PATH: folder,
    },
    onLine: commands.read.bind(commands),
    signal,
  });
  if (code !== 0 && !signal.aborted) commands.fail(`${part} ended with exit code ${code}.`);
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
