import { join } from 'node:path';
import { removeEmptyFolders, writeAtomically } from './atomic-write';
import type { Disk } from './disk';
import { errorCode, ManagedFilesError } from './failure';
import { temporaryName } from './leftovers';
import { foldersOf, STATE_FOLDER } from './paths';
import type { Step } from './steps';
import { Survey } from './survey';

/** Makes the names of temporary files: one per process and step. */
interface Tag {
  readonly pid: number;
  readonly tag: string;
}

/** Carries out one step and gives it back as it was carried out. Throws the error of the system, or says that a file changed meanwhile. */
export function runStep(disk: Disk, root: string, step: Step, tag: Tag): Step {
  switch (step.verb) {
    case 'discard':
      removeIfThere(disk, join(root, step.path));
      return step;
    case 'save':
      return save(disk, root, step, tag);
    case 'remove':
      expectUnchanged(disk, root, step.path, step.before);
      disk.remove(join(root, step.path));
      return step;
    case 'prune':
      removeEmptyFolders(disk, root, step.path);
      return step;
    case 'chmod':
      expectUnchanged(disk, root, step.path, step.before);
      disk.setMode(join(root, step.path), step.mode);
      return step;
    case 'write':
      write(disk, root, step, tag);
      return step;
  }
}

function write(disk: Disk, root: string, step: Extract<Step, { verb: 'write' }>, { pid, tag }: Tag): void {
  const { path, content, mode, executable, before } = step;
  const lastLook = () => {
    expectUnchanged(disk, root, path, before);
  };
  lastLook(); // also before folders are made and a temporary file is put beside the target
  const temporary = join(parentOf(path), temporaryName(pid, tag));
  writeAtomically(disk, { root, path, content, temporary, mode, executable, lastLook });
}

/** Folders of one moment: a name in the first may be taken, by another run or in another case. */
const MAX_FOLDERS = 100;

/** Saves what a person wrote under a name that nothing has yet; a copy with the same bytes is not made twice. */
function save(disk: Disk, root: string, step: Extract<Step, { verb: 'save' }>, { pid, tag }: Tag): Step {
  const { path, content, mode, folder } = step;
  const survey = new Survey(disk, root);
  let obstacle = '';
  for (let copy = 1; copy <= MAX_FOLDERS; copy += 1) {
    const to = `${folder}${copy === 1 ? '' : `.${copy}`}/${path}`;
    const standing = survey.at(to);
    if (standing.kind === 'file' && standing.content.equals(content)) return { ...step, to };
    if (standing.kind === 'absent') {
      // The temporary file lies in .projen, where the next run looks for leftovers.
      const temporary = `${STATE_FOLDER}/${temporaryName(pid, tag)}`;
      writeAtomically(disk, { root, path: to, content, temporary, mode, executable: false, lastLook: () => undefined });
      return { ...step, to };
    }
    obstacle = standing.kind === 'file' ? 'exists already' : standing.reason;
  }
  throw new ManagedFilesError(`The old content of ${path} cannot be saved: ${folder}/${path} ${obstacle}.`);
}

function expectUnchanged(disk: Disk, root: string, path: string, before: Buffer | undefined): void {
  const standing = new Survey(disk, root).at(path);
  if (standing.kind === 'blocked') throw new ManagedFilesError(`${path}: ${standing.reason}.`);
  const now = standing.kind === 'file' ? standing.content : undefined;
  const same = before === undefined ? now === undefined : now?.equals(before) === true;
  if (!same) throw new ManagedFilesError(`${path} changed while this run was writing; it was left as it is.`);
}

function removeIfThere(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error; // a run that waits for the lock cleans up behind itself
  }
}

function parentOf(path: string): string {
  return foldersOf(path).at(-1) ?? '';
}
