import { isDeepStrictEqual } from 'node:util';
import type { RenderedFile } from '../model/rendered-file';
import type { Disk } from './disk';
import { namesWriter } from './writer';
import type { Writer } from './writer';

/**
 * What a run finds about one file.
 *
 * `create` absent · `update` written by us, rendered differently now (or lost its x bit) · `unchanged` · `kept` an if-missing
 * file, or its settings, exist · `released` given back to people · `edited` ours, changed by hand · `foreign` not ours
 * and different · `orphan` ours, no longer emitted · `blocked` no file can be there: a directory, a link, another spelling.
 */
export type ChangeKind =
  | 'create' | 'update' | 'unchanged' | 'kept' | 'released' | 'edited' | 'foreign' | 'orphan' | 'blocked'; // prettier-ignore

export interface Change {
  readonly path: string;
  readonly kind: ChangeKind;
  /** What `applyPlan` does. `forget`: the line of the manifest goes, and folders left empty. */
  readonly effect: 'none' | 'write' | 'mode' | 'remove' | 'forget';
  /** True when this file stops the whole run. */
  readonly refused: boolean;
  /** What a person decided about a refused file. */
  readonly decision: 'accept' | 'release' | undefined;
  /** Why, in words; may be empty. */
  readonly note: string;
  /** Bytes on disk, where there is a regular file. */
  readonly before: Buffer | undefined;
  /** Rendered bytes, where the file is still emitted. */
  readonly after: Buffer | undefined;
  /** Permission bits on disk, where there is a regular file. */
  readonly mode: number | undefined;
  readonly executable: boolean;
  /** False for if-missing files and sections: they are in no manifest. */
  readonly managed: boolean;
  /** Whether only a section of the file is the tool's. */
  readonly section: boolean;
}

export interface PlanOptions {
  /** File of the definition, for messages: where to change what is emitted. */
  readonly definition: string;
  /** Edited or foreign paths to overwrite; their old content is saved first. */
  readonly accept?: readonly string[];
  /** Edited or foreign paths to give back to people. */
  readonly release?: readonly string[];
  /** Goes into the manifest. @default - the manifest does not say who wrote it */
  readonly writer?: Writer;
  /** Write although a newer version of the tool wrote last. @default - that is refused */
  readonly allowDowngrade?: boolean;
  /** @default the disk of this machine */
  readonly disk?: Disk;
}

/** A file of the writer: bytes before, and text after; empty text means that the file goes. */
export interface StateChange {
  readonly before: Buffer | undefined;
  readonly after: string;
}

/** All that a run would do. Plain data; nothing has been written. */
export interface Plan {
  readonly root: string;
  readonly files: readonly RenderedFile[];
  readonly options: PlanOptions;
  /** Sorted by path. */
  readonly changes: readonly Change[];
  readonly manifest: StateChange;
  /** Who wrote last, as the manifest says. */
  readonly writtenBy: Writer | undefined;
  readonly released: StateChange;
  /** Temporary files of a killed run, to be removed. */
  readonly leftovers: readonly string[];
}

/** Files that stop the run. */
export function refusedChanges(plan: Plan): Change[] {
  return plan.changes.filter(({ refused }) => refused);
}

/** Whether applying the plan would change the repository, or be refused. */
export function planHasChanges({ changes, manifest, released }: Plan): boolean {
  return (
    stateDiffers(manifest) ||
    stateDiffers(released) ||
    changes.some(({ effect, refused }) => refused || effect !== 'none')
  );
}

/** Whether all that applying would change is who wrote last: which version of the tool, from which definition. */
export function onlyWriterChanges({ changes, manifest, released }: Plan): boolean {
  const listed = (text: string): string[] => text.split(/\r?\n/).filter((line) => !namesWriter(line));
  const [before, after] = [manifest.before?.toString('utf8') ?? '', manifest.after].map(listed);
  const still = changes.every(({ effect, refused }) => effect === 'none' && !refused) && !stateDiffers(released);
  return still && stateDiffers(manifest) && isDeepStrictEqual(before, after);
}

/** Whether a file of the writer has to be written or removed; line ends of a `core.autocrlf` checkout do not count. */
export function stateDiffers({ before, after }: StateChange): boolean {
  return (before?.toString('utf8').replaceAll('\r\n', '\n') ?? '') !== after;
}
