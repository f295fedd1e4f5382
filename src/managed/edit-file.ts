import { join } from 'node:path';
import { writeAtomically } from './atomic-write';
import { tryText } from './content';
import type { Disk } from './disk';
import { ManagedFilesError } from './failure';
import { temporaryName } from './leftovers';
import { realDisk } from './real-disk';
import { Survey } from './survey';

/** A change to a file that people own, agreed to by a person who saw it. */
export interface Edit {
  readonly path: string;
  /** Text that was shown; undefined when the file was absent. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Text of a file that people own; undefined when there is none. Throws when it is anything but a file of UTF-8 text. */
export function readOwned(root: string, path: string, disk: Disk = realDisk): string | undefined {
  const standing = new Survey(disk, root).at(path);
  if (standing.kind === 'absent') return undefined;
  if (standing.kind === 'blocked') throw new ManagedFilesError(`${path} ${standing.reason}. Move it away first.`);
  const text = tryText(standing.content);
  if (text === undefined)
    throw new ManagedFilesError(`${path} is not UTF-8 text, so nothing can be added to it. Convert it first.`);
  return text;
}

/** Writes edits, each atomically. Throws when a file is no longer what was shown; those before it are written. */
export function writeEdits(root: string, edits: readonly Edit[], pid: number, disk: Disk = realDisk): void {
  for (const [i, { path, before, after }] of edits.entries()) {
    const lastLook = (): void => {
      if (readOwned(root, path, disk) === before) return;
      throw new ManagedFilesError(`${path} was changed meanwhile and is left as it is. Run the command again.`);
    };
    lastLook();
    const mode = before === undefined ? undefined : disk.look(join(root, path))?.mode;
    const target = { root, path, content: Buffer.from(after), temporary: temporaryName(pid, `edit${i}`) };
    writeAtomically(disk, { ...target, mode, executable: false, lastLook });
  }
}
