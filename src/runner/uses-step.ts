/** A step with `uses:` — an action of the checkout, of a folder, or a stand-in for somebody else's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionFile, type FoundAction } from './actions';
import { resolveText, resolveTexts, type Scope } from './evaluate';
import { NotModelledError } from './failure';
import { programVariables, scopeOf, type Frame } from './step-scope';
import { runSteps, type StepRun } from './steps';
import { child, entries, items, plainText, type Token } from './token';
import { toStep } from './workflow-file';
import {
  convertActionTemplate,
  NoOperationTraceWriter,
  parseAction,
  type Step as ConvertedStep,
} from '#github-language';

export async function runActionStep(run: StepRun): Promise<void> {
  const { frame, step, scope } = run;
  const { actions, folders } = frame.machine.options;
  const uses = plainText(child(step.token, 'uses')) ?? '';
  const given = resolveTexts(child(step.token, 'with'), scope);
  const action = actions.find(uses, folders.workspace);
  if (action.kind === 'stand-in') await runStandIn(run, action, given);
  else await runFolder(run, action, given);
}

async function runStandIn(
  run: StepRun,
  action: Extract<FoundAction, { kind: 'stand-in' }>,
  inputs: Record<string, string>,
): Promise<void> {
  const { frame, commands, env } = run;
  const { machine } = frame;
  await action.run({
    name: action.name,
    ref: action.ref,
    inputs,
    env: programVariables(frame, env, commands.files),
    workspace: machine.options.folders.workspace,
    print: (line) => {
      machine.print(line);
    },
    mask: (value) => {
      machine.options.masks.add(value);
    },
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

interface ActionDefinition {
  readonly root: Token;
  readonly using: string;
  readonly steps: readonly ConvertedStep[];
}

async function runFolder(
  run: StepRun,
  action: FoundAction & { kind: 'folder' },
  given: Record<string, string>,
): Promise<void> {
  const { frame } = run;
  const definition = readDefinition(actionFile(action.folder));
  const declared = entries(child(definition.root, 'inputs'));
  const unknown = Object.keys(given).filter((name) => !declared.some(([known]) => same(known, name)));
  if (unknown.length > 0)
    frame.machine.print(
      `##[warning]Unexpected input(s) '${unknown.join("', '")}', valid inputs are [${declared.map(([name]) => `'${name}'`).join(', ')}]`,
    );
  const inputs = Object.fromEntries(declared.map(([name, spec]) => [name, valueOf(name, spec, given, run.scope)]));
  const place = {
    action_path: action.folder,
    action_ref: action.ref,
    action_repository: action.ref === '' ? '' : action.name,
  };
  if (definition.using === 'composite')
    await runComposite(run, definition, { inputs, github: place, name: action.name });
  else if (/^node\d+$/.test(definition.using))
    await runNode(run, definition.root, { folder: action.folder, inputs: { ...inputs, ...given } });
  else throw new NotModelledError(`actions that run by "${definition.using}" (${action.name})`);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function valueOf(name: string, spec: Token, given: Record<string, string>, scope: Scope): string {
  const found = Object.entries(given).find(([key]) => same(key, name))?.[1];
  const preset = child(spec, 'default');
  return found ?? (preset === undefined ? '' : resolveText(preset, scope));
}

function readDefinition(path: string): ActionDefinition {
  const { context, value } = parseAction(
    { name: path, content: readFileSync(path, 'utf8') },
    new NoOperationTraceWriter(),
  );
  const template = value && convertActionTemplate(context, value);
  const errors = context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || template === undefined || errors.length > 0)
    throw new Error(errors.join('\n') || `${path} is empty.`);
  const steps = template.runs.using === 'composite' ? template.runs.steps : [];
  for (const step of items(child(value, 'runs', 'steps')))
    if (child(step, 'run') !== undefined && child(step, 'shell') === undefined)
      throw new Error(`${path}: Required property is missing: shell`);
  return { root: value, using: template.runs.using, steps };
}

async function runComposite(
  run: StepRun,
  { root, steps: converted }: ActionDefinition,
  { inputs, github, name }: { inputs: Record<string, string>; github: Record<string, string>; name: string },
): Promise<void> {
  const { frame, commands, env } = run;
  const inner: Frame = {
    machine: frame.machine,
    inputs,
    steps: {},
    github: { ...frame.github, ...github },
    env: { ...frame.env, ...env },
    composite: name,
    failed: false,
  };
  await runSteps(
    inner,
    items(child(root, 'runs', 'steps')).map((step, i) => toStep(step, converted[i])),
  );
  const scope = scopeOf(inner, {});
  for (const [output, spec] of entries(child(root, 'outputs')))
    commands.outputs[output] = resolveText(child(spec, 'value'), scope);
  if (inner.failed) commands.failures.push(`${name} failed`);
}

/** An action in JavaScript: its main part now, its last part at the end of the job. */
async function runNode(
  run: StepRun,
  root: Token,
  { folder, inputs }: { folder: string; inputs: Record<string, string> },
): Promise<void> {
  const { frame, commands, env, signal } = run;
  const { programs, folders } = frame.machine.options;
  const given = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const variables = {
    ...programVariables(frame, env, commands.files),
    ...Object.fromEntries(given),
    GITHUB_ACTION_PATH: folder,
  };
  const start = async (part: string, more: Record<string, string> = {}): Promise<void> => {
    const onLine = (line: string): void => {
      commands.read(line);
    };
    const request = { command: process.execPath, args: [join(folder, part)], cwd: folders.workspace, onLine, signal };
    const code = await programs.run({ ...request, env: { ...variables, ...more } });
    if (code !== 0) commands.fail(`${part} ended with exit code ${code}.`);
  };
  const [pre, main, post] = ['pre', 'main', 'post'].map((part) => plainText(child(root, 'runs', part)));
  if (pre !== undefined) await start(pre);
  await start(main ?? 'index.js');
  if (post === undefined) return;
  const state = Object.entries(commands.state).map(([name, value]) => [`STATE_${name}`, value]);
  frame.machine.posts.push(() => start(post, Object.fromEntries(state)));
}
