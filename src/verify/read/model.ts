import type { Call } from '../shell/calls';
import type { Source } from './source';
import type { Entry, Place, Table, Text, Tree } from './tree';

/** What may be typed, chosen or passed when something starts. */
export interface Input extends Place {
  readonly name: string;
  /** As written; a dispatch without a type takes text. */
  readonly type: string;
  readonly required: boolean;
  readonly default?: Text;
  readonly options: readonly string[];
  readonly description: string;
  /** Where each of them stands. */
  readonly optionPlaces: readonly Place[];
}

export interface Permissions extends Place {
  /** Level per scope; `*` for `read-all` and `write-all`. */
  readonly scopes: ReadonlyMap<string, string>;
  readonly entries: readonly Entry[];
}

export interface Workflow {
  readonly kind: 'workflow';
  readonly source: Source;
  readonly tree: Table;
  readonly triggers: readonly Entry[];
  readonly dispatchInputs: readonly Input[];
  readonly callInputs: readonly Input[];
  readonly permissions?: Permissions;
  readonly env: readonly Entry[];
  readonly concurrency?: Entry;
  readonly shell?: string;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly kind: 'job';
  readonly workflow: Workflow;
  readonly id: string;
  readonly name: string;
  /** The line of its key. */
  readonly place: Place;
  readonly tree: Table;
  readonly needs: readonly Text[];
  readonly condition?: Text;
  readonly environment?: Text;
  readonly permissions?: Permissions;
  readonly concurrency?: Entry;
  readonly shell?: string;
  /** The workflow that it calls. */
  readonly calls?: Text;
  readonly with: readonly Entry[];
  readonly env: readonly Entry[];
  readonly outputs: readonly Entry[];
  readonly steps: readonly Step[];
}

/** A local action, `action.yml`. */
export interface Action {
  readonly kind: 'action';
  readonly source: Source;
  readonly tree: Table;
  /** Folder, relative to the repository. */
  readonly folder: string;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Entry[];
  readonly using?: Text;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly owner: Job | Action;
  readonly place: Place;
  readonly tree: Table;
  readonly id?: Text;
  readonly name: string;
  readonly uses?: Text;
  readonly run?: Text;
  readonly with: readonly Entry[];
  readonly env: readonly Entry[];
  readonly condition?: Text;
  readonly shell?: string;
  readonly continueOnError?: Text;
  /** Commands of `run`, as far as it is a shell script. Read when first asked for. */
  readonly commands: readonly Call[];
}

export function sourceOf(owner: Workflow | Job | Action): Source {
  return owner.kind === 'job' ? owner.workflow.source : owner.source;
}

/** Where a command of a step stands in its file. */
export function placeOfCall(step: Step, offset: number): Place {
  return step.run === undefined ? step.place : sourceOf(step.owner).placeIn(step.run, offset);
}

export function stepTitle(step: Step): string {
  return step.name || step.uses?.text || step.run?.text.trim().split('\n')[0] || 'step';
}

/** The job of a step; undefined in a local action. */
export function jobOf(step: Step): Job | undefined {
  return step.owner.kind === 'job' ? step.owner : undefined;
}

export function valueOf(entries: readonly Entry[], key: string): Text | undefined {
  const found: Tree | undefined = entries.find((entry) => entry.key.toLowerCase() === key.toLowerCase())?.value;
  return found?.kind === 'text' && found.type !== 'null' ? found : undefined;
}
