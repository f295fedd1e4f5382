/** What a job has for itself: folders, variables, log, masks, and the services around it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionFinder } from './actions';
import type { Standing } from './evaluate';
import { Masks } from './masks';
import type { Programs } from './programs';
import { createFolder, removeFolder } from './temporary-folder';
import type { Value } from './value';

export interface Folders {
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  readonly tools: string;
}

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

/** A step as it ended: the outcome is what happened, the conclusion what counts. */
export interface StepRecord {
  readonly name: string;
  readonly outcome: Result;
  readonly conclusion: Result;
  /** Name of the local or other action that the step stands in; empty for steps of the job itself. */
  readonly within: string;
  /** What it printed: from this line of the job's log to before that one. */
  readonly lines: readonly [number, number];
}

export interface MachineOptions {
  readonly contexts: Readonly<Record<string, Value>>;
  /** Variables of the workflow and the job. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables of the machine: a path, and what services around the job give. */
  readonly system: Readonly<Record<string, string>>;
  readonly defaults: { readonly shell: string | undefined; readonly workingDirectory: string | undefined };
  readonly masks: Masks;
  readonly programs: Programs;
  readonly actions: ActionFinder;
  /** Aborted when the job is cancelled or has no time left. */
  readonly signal: AbortSignal;
  /** Aborted when the machine itself dies. */
  readonly lost: AbortSignal | undefined;
  readonly folders: Folders;
}

export class Machine {
  readonly log: string[] = [];
  readonly records: StepRecord[] = [];
  /** Work that actions leave for the end of the job; the last comes first. */
  readonly posts: (() => Promise<void>)[] = [];
  readonly trackingId: string;
  env: Record<string, string>;
  paths: string[] = [];
  summary = '';
  failed = false;

  constructor(readonly options: MachineOptions) {
    this.env = { ...options.env };
    this.trackingId = trackingIdOf(options.folders);
  }

  print(line: string): void {
    this.log.push(this.options.masks.apply(line));
  }

  get isLost(): boolean {
    return this.options.lost?.aborted === true;
  }

  get standing(): Standing {
    const cancelled = this.options.signal.aborted;
    return { success: !this.failed && !cancelled, failure: this.failed && !cancelled, cancelled };
  }

  get result(): Result {
    if (this.options.signal.aborted) return 'cancelled';
    return this.failed ? 'failure' : 'success';
  }
}

/** The mark that all programs of a job carry, by which its orphans are found. */
export function trackingIdOf({ root }: Folders): string {
  return `github_${root.replace(/\W+/g, '_')}`;
}

/** New folders for one job. */
export function createFolders(): Folders {
  const root = createFolder('runner-');
  const folders = {
    root,
    workspace: join(root, 'work'),
    temp: join(root, 'temp'),
    home: join(root, 'home'),
    tools: join(root, 'tools'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}

export function removeFolders({ root }: Folders): void {
  removeFolder(root);
}
