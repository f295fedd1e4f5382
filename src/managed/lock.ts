import { join } from 'node:path';
import { makeTree, removeQuietly } from './atomic-write';
import { sha256 } from './content';
import type { Disk } from './disk';
import { errorCode, LockedError, reasonOf, WriteFailedError } from './failure';
import { temporaryName } from './leftovers';
import { LOCK, STATE_FOLDER } from './paths';

/** Who runs, and when: everything about the outside world that the writer does not ask for itself. */
export interface Run {
  readonly now: Date;
  readonly pid: number;
  readonly host: string;
  /** How long to wait for another run to finish. @default 0 */
  readonly waitSeconds?: number;
}

const PAUSE = 50;

/** Attempts without waiting: a lock that vanishes between two looks is not worth an error. */
const SHORT_RACES = 3;

/**
 * Takes `.projen/lock` and gives back what releases it.
 *
 * Throws `LockedError` when another run holds it. A lock of a process of this host that no longer runs, or of a former process
 * that had our own number, is taken over.
 */
export function acquireLock(disk: Disk, root: string, run: Run): () => void {
  const path = join(root, LOCK);
  const text = `pid ${run.pid}\nhost ${run.host}\ntime ${run.now.toISOString()}\n`;
  const attempts = SHORT_RACES + Math.ceil(((run.waitSeconds ?? 0) * 1000) / PAUSE);
  let holder: string | undefined = NOBODY;
  for (let i = 0; i < attempts && holder !== undefined; i += 1) {
    if (i > 0) disk.pause(PAUSE);
    holder = attemptTake(disk, path, text, run);
  }
  if (holder !== undefined) throw new LockedError(refusal(path, holder));
  return () => {
    if (tryRead(disk, path) === text) disk.remove(path);
  };
}

/** Stands in the way for a moment only. */
const NOBODY = '';

/** Whether a run holds the lock, or a killed one left it. */
export function isLockPresent(disk: Disk, root: string): boolean {
  return disk.look(join(root, STATE_FOLDER))?.kind === 'directory' && disk.look(join(root, LOCK)) !== undefined;
}

function attemptTake(disk: Disk, path: string, text: string, run: Run): string | undefined {
  try {
    return tryTake(disk, path, text, run);
  } catch (error) {
    throw new WriteFailedError(`The lock ${path} cannot be taken: ${reasonOf(error)}. Nothing was written.`, []);
  }
}

/**
 * One attempt; gives back the text of the lock that stands in the way, or undefined when the lock is ours.
 *
 * The lock appears under its name with all its text at once (a hard link of a finished file), so nobody reads half of it.
 * A dead lock is replaced only under a second lock, taken in the same way, and only if it is still the one that was judged:
 * otherwise a slower run could replace the lock of a faster one that has already taken over.
 */
function tryTake(disk: Disk, path: string, text: string, run: Run): string | undefined {
  if (tryCreate(disk, path, text, run)) return undefined;
  const held = tryRead(disk, path);
  if (held === undefined) return NOBODY;
  if (!isDead(disk, held, run)) return held;
  const takeover = `${path}.takeover`;
  const rival = tryTake(disk, takeover, text, run);
  if (rival !== undefined) return rival;
  try {
    if (tryRead(disk, path) !== held) return tryRead(disk, path) ?? NOBODY;
    disk.rename(takeover, path);
    return undefined;
  } finally {
    if (tryRead(disk, takeover) === text) disk.remove(takeover);
  }
}

function tryCreate(disk: Disk, path: string, text: string, { pid, host }: Run): boolean {
  const folder = join(path, '..');
  const temporary = join(folder, temporaryName(pid, `lock${sha256(Buffer.from(host)).slice(0, 8)}`));
  try {
    makeTree(disk, folder);
    removeQuietly(disk, temporary); // left by a killed process that had our number
    disk.create(temporary, Buffer.from(text), 0o666);
    disk.link(temporary, path);
    return true;
  } catch (error) {
    // EEXIST: it is held. ENOENT: a run that has finished removed our temporary file, or the folder, as a leftover.
    if (!['EEXIST', 'ENOENT'].includes(errorCode(error))) throw error;
    return false;
  } finally {
    removeQuietly(disk, temporary);
  }
}

/** The text of a lock; undefined when it is gone; `''` when it is no file that a run can have written. */
function tryRead(disk: Disk, path: string): string | undefined {
  const kind = disk.look(path)?.kind;
  if (kind !== 'file') return kind === undefined ? undefined : '';
  try {
    return disk.read(path).toString('utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isDead(disk: Disk, text: string, run: Run): boolean {
  const lock = parse(text);
  if (lock?.host !== run.host) return false;
  return lock.pid === run.pid || !disk.isAlive(lock.pid);
}

function parse(text: string): { pid: number; host: string; time: string } | undefined {
  const [, pid, host, time] = /^pid (\d{1,10})\nhost (.*)\ntime (.*)\n$/.exec(text) ?? [];
  return pid === undefined || host === undefined || time === undefined ? undefined : { pid: Number(pid), host, time };
}

function refusal(path: string, text: string): string {
  const lock = parse(text);
  const holder =
    lock === undefined ? 'Another run' : `Another run (process ${lock.pid} on ${lock.host}, started ${lock.time})`;
  return `${holder} is writing to this repository. Nothing was written. Wait until it is done and run again; if no such run exists, delete ${path}.`;
}
