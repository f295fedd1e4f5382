/** Where the code of an action is found: in the checkout, in a folder that settings name, or as a stand-in of ours. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotModelledError } from './failure';

/** One use of an action, as a stand-in sees it. */
export interface ActionCall {
  /** `owner/name`, with a folder behind it where there is one. */
  readonly name: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Variables that a program of the step would have. */
  readonly env: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly print: (line: string) => void;
  readonly mask: (value: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly exportVariable: (name: string, value: string) => void;
  readonly addPath: (folder: string) => void;
  /** Work for the end of the job. */
  readonly after: (work: () => void | Promise<void>) => void;
}

/** Does what an action of others would do here; throws where that would fail. */
export type StandIn = (call: ActionCall) => void | Promise<void>;

export type FoundAction =
  | { readonly kind: 'folder'; readonly folder: string; readonly name: string; readonly ref: string }
  | { readonly kind: 'stand-in'; readonly run: StandIn; readonly name: string; readonly ref: string };

export interface ActionSources {
  /** The repository of the workflow, `owner/name`, and its folder. */
  readonly repository: string;
  readonly root: string;
  /** Folder by `owner/name@ref`, or by `owner/name/folder@ref`. */
  readonly folders: Readonly<Record<string, string>>;
  /** Stand-in by `owner/name`, or `owner/name/folder`. */
  readonly standIns: Readonly<Record<string, StandIn>>;
}

export class ActionFinder {
  constructor(private readonly sources: ActionSources) {}

  /** A local action is looked for in the workspace: without a checkout it is not there. */
  find(uses: string, workspace: string): FoundAction {
    if (uses.startsWith('docker://')) throw new NotModelledError(`container action ${uses}`);
    const { root } = this.sources;
    if (uses.startsWith('$/')) return { kind: 'folder', folder: join(root, uses.slice(2)), name: uses, ref: '' };
    if (/^\.[\\/]/.test(uses)) return { kind: 'folder', folder: join(workspace, uses), name: uses, ref: '' };
    return this.findOther(uses);
  }

  private findOther(uses: string): FoundAction {
    const { repository, root, folders, standIns } = this.sources;
    const [name = '', ref = ''] = uses.split('@');
    const [owner = '', repo = '', ...rest] = name.split('/');
    const base = `${owner}/${repo}`;
    const exact = folders[uses];
    if (exact !== undefined) return { kind: 'folder', folder: exact, name, ref };
    const folder = folders[`${base}@${ref}`] ?? (base.toLowerCase() === repository.toLowerCase() ? root : undefined);
    if (folder !== undefined) return { kind: 'folder', folder: join(folder, ...rest), name, ref };
    const run = standIns[name.toLowerCase()];
    if (run !== undefined) return { kind: 'stand-in', run, name, ref };
    throw new NotModelledError(`action ${uses}: name its folder in "actions" of the settings`);
  }
}

/** The definition file of an action. */
export function actionFile(folder: string): string {
  const found = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
  );
}
