import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeAtomically } from './atomic-write';
import { ManagedFilesError } from './failure';
import { temporaryName } from './leftovers';
import { realDisk } from './real-disk';

/** A change to a file that people own, agreed to by a person who saw it. */
export interface Edit {
  readonly path: string;
  /** Text that was shown; undefined when the file was absent. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Text of a file that people own; undefined when there is none. Throws when a folder or link is there instead. */
export function readOwned(root: string, path: string): string | undefined {
  if (!existsSync(dirname(join(root, path)))) return undefined;
  const entry = realDisk.look(join(root, path));
  if (entry === undefined) return undefined;
  if (entry.kind !== 'file') throw new ManagedFilesError(`${path} is a ${entry.kind}, not a file. Move it away first.`);
  return readFileSync(join(root, path), 'utf8');
}

/** Writes edits, each atomically. Throws when a file is no longer what was shown; those before it are written. */
export function writeEdits(root: string, edits: readonly Edit[], pid: number): void {
  for (const [i, { path, before, after }] of edits.entries()) {
    const lastLook = (): void => {
      if (readOwned(root, path) === before) return;
      throw new ManagedFilesError(`${path} was changed meanwhile and is left as it is. Run the command again.`);
    };
    const mode = before === undefined ? undefined : realDisk.look(join(root, path))?.mode;
    const target = { root, path, content: Buffer.from(after), temporary: temporaryName(pid, `edit${i}`) };
    writeAtomically(realDisk, {
      ...target,
      mode: mode === undefined ? undefined : mode & 0o777,
      executable: false,
      lastLook,
    });
  }
}
