import { dirname, join } from 'node:path';
import type { Disk } from './disk';
import { errorCode } from './failure';
import { foldersOf } from './paths';
import { Survey } from './survey';

export interface AtomicWrite {
  readonly root: string;
  readonly path: string;
  readonly content: Uint8Array;
  /** Where the bytes are collected; on the same file system as the target. */
  readonly temporary: string;
  /** Exact permission bits; without them the umask of the user decides. */
  readonly mode: number | undefined;
  readonly executable: boolean;
  /** Called when all bytes are on the device, right before the target is replaced; throws to leave it alone. */
  readonly lastLook: () => void;
}

/**
 * Writes one file so that at any moment the target holds either its old bytes or its new ones.
 *
 * A failure removes the temporary file; a kill leaves it, and the next run removes it by its name.
 */
export function writeAtomically(
  disk: Disk,
  { root, path, content, temporary, mode, executable, lastLook }: AtomicWrite,
): void {
  const source = join(root, temporary);
  makeFolders(disk, root, path);
  try {
    disk.create(source, content, executable ? 0o777 : 0o666);
    if (mode !== undefined) disk.setMode(source, mode);
    lastLook();
    disk.rename(source, join(root, path));
  } catch (error) {
    removeQuietly(disk, source);
    throw error;
  }
}

/** Creates the folders that a path of the repository lies in. */
export function makeFolders(disk: Disk, root: string, path: string): void {
  for (const folder of foldersOf(path)) makeFolder(disk, join(root, folder));
}

/** Creates a folder and those above it. */
export function makeTree(disk: Disk, folder: string): void {
  if (disk.look(dirname(folder)) === undefined) makeTree(disk, dirname(folder));
  makeFolder(disk, folder);
}

/** Removes the folders above a removed file, innermost first, as long as they are empty; links are not followed. */
export function removeEmptyFolders(disk: Disk, root: string, path: string): void {
  for (const folder of foldersOf(path).reverse()) {
    const names = new Survey(disk, root).tryNames(folder);
    if (names === undefined) continue; // gone already: a killed run got this far
    if (names.length > 0) return;
    disk.removeDirectory(join(root, folder));
  }
}

/** Removes a file that may be gone, in a place where a failure would hide the error that matters. */
export function removeQuietly(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // The next run recognises the file by its name.
  }
}

function makeFolder(disk: Disk, folder: string): void {
  if (disk.look(folder)?.kind === 'directory') return;
  try {
    disk.makeDirectory(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error; // another run made it in between
  }
}
