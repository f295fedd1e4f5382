import { basename, dirname, isAbsolute, join } from 'node:path';
import type { RenderedFile } from '../model/rendered-file';
import { makeTree, writeAtomically } from './atomic-write';
import { isRendering } from './content';
import type { Disk } from './disk';
import { attempt, ManagedFilesError, reasonOf, WriteFailedError } from './failure';
import { temporaryName } from './leftovers';
import { checkedFiles, foldersOf } from './paths';
import { realDisk } from './real-disk';
import { withManifest } from './rendered-manifest';
import { sectionOf } from './section-file';
import type { Writer } from './writer';

export interface MirrorOptions {
  readonly pid: number;
  /** For the manifest. @default - it says nothing of who wrote it */
  readonly writer?: Writer;
  /** @default the disk of this machine */
  readonly disk?: Disk;
}

export interface Mirrored {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes a folder hold exactly these files and their manifest: the checked-in rendering of another repository.
 *
 * The tool owns it wholly: nothing in it is anybody's work, and nothing is refused. Therefore the folder, or the one it lies in,
 * has to be named `rendered`, and a folder that holds a `.git` is refused. If-missing files are written too. Of an empty set
 * not even the folder is left. Of a file that people own there is its section alone.
 */
export function mirror(
  root: string,
  files: readonly RenderedFile[],
  { pid, writer, disk = realDisk }: MirrorOptions,
): Mirrored {
  const wanted = withManifest(checkedFiles(files), writer);
  checkRoot(disk, root);
  const removed: string[] = [];
  const written: string[] = [];
  let current = root;
  try {
    makeTree(disk, root);
    const present = entriesBelow(disk, root, '');
    if (present.some(({ path }) => basename(path) === '.git'))
      throw new ManagedFilesError(`${root} holds a checkout (.git); nothing was removed.`);
    for (const { path, isFolder } of surplus(present, wanted)) {
      current = path;
      if (isFolder) disk.removeDirectory(join(root, path));
      else disk.remove(join(root, path));
      removed.push(path);
    }
    for (const [i, file] of wanted.entries()) {
      current = file.path;
      if (writeOne(disk, root, file, temporaryName(pid, String(i)))) written.push(file.path);
    }
    if (wanted.length === 0) disk.removeDirectory(root);
  } catch (error) {
    if (error instanceof ManagedFilesError) throw error;
    const message = `Cannot bring ${current} up to date in ${root}: ${reasonOf(error)}. Remove the cause and run again: that completes the rest.`;
    throw new WriteFailedError(message, [...removed, ...written]);
  }
  return { written, removed };
}

function checkRoot(disk: Disk, root: string): void {
  const named = basename(root) === 'rendered' || basename(dirname(root)) === 'rendered';
  if (!isAbsolute(root) || !named) {
    const way = 'Give an absolute path whose last or second-last folder is named rendered';
    throw new ManagedFilesError(
      `"${root}" is not a folder of renderings: everything else in it would be removed. ${way}.`,
    );
  }
  const kind = attempt(`look at ${root}`, () => disk.look(dirname(root)) && disk.look(root)?.kind);
  if (kind !== undefined && kind !== 'directory')
    throw new ManagedFilesError(`${root} is a ${kind}. Move it away; a folder is put there.`);
}

interface Present {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Everything below a folder, what is inside before what it is in; links are entries, never followed. */
function entriesBelow(disk: Disk, root: string, folder: string): Present[] {
  return disk.list(join(root, folder)).flatMap((name): Present[] => {
    const path = folder === '' ? name : `${folder}/${name}`;
    const isFolder = disk.look(join(root, path))?.kind === 'directory';
    return isFolder ? [...entriesBelow(disk, root, path), { path, isFolder }] : [{ path, isFolder }];
  });
}

function surplus(present: readonly Present[], wanted: readonly RenderedFile[]): Present[] {
  const files = new Set(wanted.map(({ path }) => path));
  const folders = new Set(wanted.flatMap(({ path }) => foldersOf(path)));
  return present.filter(({ path, isFolder }) => !(isFolder ? folders : files).has(path));
}

/** Writes one file if it differs. A link, FIFO or device of that name is replaced, never opened. */
function writeOne(disk: Disk, root: string, file: RenderedFile, name: string): boolean {
  const { path, executable, ownership } = file;
  const content = ownership === 'section' ? sectionOf(file.content) : file.content;
  const target = join(root, path);
  const entry = disk.look(dirname(target)) && disk.look(target);
  const rendered = Buffer.from(content);
  const same = entry?.kind === 'file' && isRendering(disk.read(target), rendered);
  if (same && (entry.executable || !executable)) return false;
  if (same) disk.setMode(target, entry.mode | ((entry.mode & 0o444) >> 2));
  else {
    const temporary = join(foldersOf(path).at(-1) ?? '', name);
    writeAtomically(disk, {
      root,
      path,
      content: rendered,
      temporary,
      mode: undefined,
      executable,
      lastLook: () => undefined,
    });
  }
  return true;
}
