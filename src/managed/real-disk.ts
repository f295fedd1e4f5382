import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { Disk, EntryKind } from './disk';
import { errorCode } from './failure';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;

/** The disk of this machine. The only place of the product that changes files. */
export const realDisk: Disk = {
  look(path) {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const executable = process.platform === 'win32' || (stats.mode & 0o100) !== 0;
    return { kind: kindOf(stats), mode: stats.mode & 0o7777, executable };
  },

  read(path) {
    // Between look and read the name may have become a link or a FIFO: neither is followed, neither blocks.
    const file = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      if (!fs.fstatSync(file).isFile()) throw new Error('it is not a regular file');
      return fs.readFileSync(file);
    } finally {
      fs.closeSync(file);
    }
  },

  list: (path) => fs.readdirSync(path).sort(),

  makeDirectory(path) {
    fs.mkdirSync(path);
  },

  create(path, content, mode) {
    const file = fs.openSync(path, 'wx', mode);
    try {
      fs.writeFileSync(file, content);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
  },

  setMode(path, mode) {
    fs.chmodSync(path, mode);
  },

  link(existing, path) {
    fs.linkSync(existing, path);
  },

  rename(from, to) {
    fs.renameSync(from, to);
    flushDirectory(dirname(to));
  },

  remove(path) {
    fs.unlinkSync(path);
  },

  removeDirectory(path) {
    fs.rmdirSync(path);
  },

  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return errorCode(error) === 'EPERM'; // it runs, but belongs to somebody else
    }
  },

  pause(milliseconds) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  },
};

function kindOf(stats: fs.Stats): EntryKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isFIFO()) return 'fifo';
  return stats.isSocket() ? 'socket' : 'device';
}

/** Makes renames survive a power cut in their order, the manifest last. Windows cannot open a directory, and needs no such call. */
function flushDirectory(path: string): void {
  try {
    const directory = fs.openSync(path, O_RDONLY);
    fs.fsyncSync(directory);
    fs.closeSync(directory);
  } catch {
    // The rename has happened; a file system that cannot flush a directory is not a reason to stop half-way.
  }
}
