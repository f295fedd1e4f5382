import { posix } from 'node:path';
import { parse } from 'yaml';
import type { GitOpsRepo, LambdaRepo } from '../../src';
import { calledScripts } from '../../src/github/script';
import type { GitOpsModel } from '../../src/model/gitops';
import type { LambdaModel } from '../../src/model/lambda';
import type { RenderedFile } from '../../src/model/rendered-file';

export type Fields = Readonly<Record<string, unknown>>;

/** A step as it was emitted. `at` says where, for messages. */
export interface Step {
  readonly at: string;
  readonly data: Fields;
  readonly id: string;
  /** Without the comment: `actions/checkout@0123…` or `./.github/…`. */
  readonly uses: string;
  readonly run: string;
  readonly with: Fields;
}

export interface Job {
  readonly at: string;
  readonly id: string;
  readonly data: Fields;
  readonly steps: readonly Step[];
  /** File name of the workflow that it calls, or ''. */
  readonly calls: string;
  readonly permissions: Fields;
}

/** A workflow or an action. */
export interface Document {
  readonly at: string;
  readonly file: string;
  readonly text: string;
  readonly data: Fields;
  readonly jobs: readonly Job[];
  /** Steps of a composite action; those of all jobs of a workflow. */
  readonly steps: readonly Step[];
}

export interface Repository {
  readonly name: string;
  readonly model: LambdaModel | GitOpsModel;
  readonly files: readonly RenderedFile[];
  readonly workflows: readonly Document[];
  /** Composite actions; `file` is their folder: `.github/actions/python-setup`. */
  readonly actions: readonly Document[];
  /** Text of each script, by its name without `.sh`. */
  readonly scripts: ReadonlyMap<string, string>;
}

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function readStep(value: unknown, i: number, at: string): Step {
  const data = fields(value);
  const { id, uses, run } = { id: text(data.id), uses: text(data.uses), run: text(data.run) };
  return { at: `${at} step ${i + 1} "${text(data.name)}"`, data, id, uses, run, with: fields(data.with) };
}

function readJob(id: string, value: unknown, at: string): Job {
  const data = fields(value);
  const steps = list(data.steps).map((step, i) => readStep(step, i, `${at} job ${id}`));
  const calls = text(data.uses) === '' ? '' : posix.basename(text(data.uses));
  return { at: `${at} job ${id}`, id, data, steps, calls, permissions: fields(data.permissions) };
}

function readDocument({ path, content }: RenderedFile, repository: string): Document {
  const data = fields(parse(content));
  const at = `${repository} ${path}`;
  const jobs = Object.entries(fields(data.jobs)).map(([id, job]) => readJob(id, job, at));
  const own = list(fields(data.runs).steps).map((step, i) => readStep(step, i, at));
  const isAction = path.endsWith('/action.yml');
  const file = isAction ? posix.dirname(path) : posix.basename(path);
  return { at, file, text: content, data, jobs, steps: [...own, ...jobs.flatMap(({ steps }) => steps)] };
}

/** Everything that a repository emits, read back from the text. */
export function readRepository(project: LambdaRepo | GitOpsRepo): Repository {
  const { name, model } = project;
  const files = project.renderFiles();
  const documents = (pattern: RegExp): Document[] =>
    files.filter(({ path }) => pattern.test(path)).map((file) => readDocument(file, name));
  const shell = files.filter(({ path }) => path.endsWith('.sh'));
  return {
    name,
    model,
    files,
    workflows: documents(/^\.github\/workflows\//),
    actions: documents(/^\.github\/actions\/[^/]+\/action\.yml$/),
    scripts: new Map(shell.map(({ path, content }) => [posix.basename(path, '.sh'), content])),
  };
}

/** These steps, and those inside the local actions that they use. */
export function unfolded(repository: Repository, steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => {
    const inner = repository.actions.find(({ file }) => step.uses === `./${file}`);
    return [step, ...(inner === undefined ? [] : unfolded(repository, inner.steps))];
  });
}

/** The scripts that these commands run, and those that run inside them. */
export function scriptsOf(repository: Repository, commands: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = commands.flatMap((command) => calledScripts({ name: '', text: command }));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...calledScripts({ name, text: repository.scripts.get(name) ?? '' }));
  }
  return found;
}

/** What a job runs in the end: its commands, those of local actions, and the scripts behind them. */
export function shellOf(repository: Repository, job: Job): string {
  const commands = unfolded(repository, job.steps).map(({ run }) => run);
  const scripts = [...scriptsOf(repository, commands)].map((name) => repository.scripts.get(name) ?? '');
  return [...commands, ...scripts].join('\n').replace(/^\s*#.*$/gm, '');
}

/** Names of the inputs of a workflow or an action, with what is said about each. */
export function inputsOf({ data }: Document): [string, Fields][] {
  const on = fields(data.on);
  const all = [data.inputs, fields(on.workflow_dispatch).inputs, fields(on.workflow_call).inputs];
  return all.flatMap((inputs) => Object.entries(fields(inputs))).map(([name, input]) => [name, fields(input)]);
}
