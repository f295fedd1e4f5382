import { callsOf, type Call } from '../shell/calls';
import { parseShell } from '../shell/parse';
import type { Action, Job, Step, Workflow } from './model';
import { BrokenYaml } from './read-tree';
import { readAction, readWorkflow } from './read-workflow';
import { rememberedTree } from './remembered-tree';
import { Source } from './source';
import type { Place, Tree } from './tree';

export interface Broken {
  readonly source: Source;
  readonly place: Place;
  readonly reason: string;
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const ACTION = /(^|\/)action\.ya?ml$/;
/** How far scripts that call scripts are followed. */
const DEEPEST = 4;

/** All files of a repository that decide what its workflows do, as one model. */
export class Repository {
  readonly workflows: readonly Workflow[];
  readonly actions: readonly Action[];
  readonly broken: readonly Broken[];
  private readonly sources: ReadonlyMap<string, Source>;
  private readonly steps = new Map<Job, readonly Step[]>();
  private readonly commands = new Map<Step, readonly Call[]>();
  private readonly scripts = new Map<string, readonly Call[]>();

  /** @param loose Paths that are workflows though they stand in no `.github/workflows`. */
  constructor(
    files: Readonly<Record<string, string>>,
    loose: readonly string[] = [],
    /** Name of the repository, so that its own workflows are known by it. */
    readonly name?: string,
    /** Whether all files are here, so that what is not here does not exist. */
    readonly whole = false,
  ) {
    const [workflows, actions, broken]: [Workflow[], Action[], Broken[]] = [[], [], []];
    this.sources = new Map(Object.entries(files).map(([path, content]) => [path, new Source(path, content)]));
    for (const source of this.sources.values()) {
      const workflow = WORKFLOW.test(source.path) || loose.includes(source.path);
      if (!workflow && !ACTION.test(source.path)) continue;
      const tree = readOrTell(source, broken);
      if (tree?.kind === 'table') {
        if (workflow) workflows.push(readWorkflow(source, tree));
        else actions.push(readAction(source, tree));
      } else if (tree !== undefined)
        broken.push({ source, place: tree, reason: 'The file holds no mapping. Write "on:" and "jobs:".' });
    }
    this.workflows = workflows;
    this.actions = actions;
    this.broken = broken;
  }

  /** Where findings are wanted; everywhere unless said. */
  scope = '';

  /** The same repository, of which only a file or a folder is judged; all else is still known. */
  reportingOnly(scope: string): this {
    this.scope = scope;
    return this;
  }

  file(path: string): Source | undefined {
    return this.sources.get(path);
  }

  get files(): Iterable<Source> {
    return this.sources.values();
  }

  /** The local action of a step: `./path`, or `$/path` from the root of the repository. */
  actionOf(step: Step): Action | undefined {
    const path = localPath(step.uses?.text);
    return path === undefined ? undefined : this.actions.find(({ folder }) => folder === path);
  }

  /** The workflow of this repository that a job calls. */
  calledBy(job: Job): Workflow | undefined {
    const path = localPath(job.calls?.text);
    return path === undefined ? undefined : this.workflows.find(({ source }) => source.path === path);
  }

  callersOf(workflow: Workflow): Job[] {
    return this.workflows.flatMap(({ jobs }) => jobs.filter((job) => this.calledBy(job) === workflow));
  }

  /** The steps of a job, those of local actions put in the place of the step that uses them. */
  stepsOf(job: Job): readonly Step[] {
    const known = this.steps.get(job) ?? this.expand(job.steps, 0);
    this.steps.set(job, known);
    return known;
  }

  private expand(steps: readonly Step[], depth: number): Step[] {
    return steps.flatMap((step) => {
      const action = depth < DEEPEST ? this.actionOf(step) : undefined;
      return action === undefined ? [step] : [step, ...this.expand(action.steps, depth + 1)];
    });
  }

  /** Commands of a step, and of all scripts of this repository that it starts. */
  commandsOf(step: Step): readonly Call[] {
    const known = this.commands.get(step) ?? [
      ...step.commands,
      ...step.commands.flatMap((call) => this.commandsIn(call, 0)),
    ];
    this.commands.set(step, known);
    return known;
  }

  private commandsIn(call: Call, depth: number): readonly Call[] {
    const path = /^(bash|sh|source|\.)$/.test(call.name)
      ? call.args.find((arg) => !arg.startsWith('-'))
      : call.text.split(' ')[0];
    const source = path?.endsWith('.sh') === true ? this.scriptAt(path) : undefined;
    if (source === undefined || depth > DEEPEST) return [];
    const found = this.scripts.get(source.path);
    if (found !== undefined) return found;
    const own = callsOf(parseShell(source.content));
    this.scripts.set(source.path, own);
    const all = [...own, ...own.flatMap((each) => this.commandsIn(each, depth + 1))];
    this.scripts.set(source.path, all);
    return all;
  }

  /** A script by its path, or by its name where a variable stands for the folder. */
  private scriptAt(path: string): Source | undefined {
    const clean = path.replace(/^(\.\/)+/, '').replace(/^\$\{?\w+\}?\//, '');
    const exact = this.sources.get(clean);
    if (exact !== undefined || clean === path) return exact;
    return [...this.sources.values()].find((source) => source.path.endsWith(`/${clean}`));
  }
}

function readOrTell(source: Source, broken: Broken[]): Tree | undefined {
  try {
    return rememberedTree(source.content);
  } catch (error) {
    if (!(error instanceof BrokenYaml)) throw error;
    broken.push({ source, place: error.place, reason: error.message });
    return undefined;
  }
}

function localPath(uses: string | undefined): string | undefined {
  const found = /^(?:\.|\$)\/(.*?)\/?$/.exec(uses ?? '');
  return found?.[1];
}
