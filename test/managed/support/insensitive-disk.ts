import { dirname, join } from 'node:path';
import type { Disk } from '../../../src/managed';
import { realDisk } from '../../../src/managed';

/** The real disk below `root`, looked up as Windows and macOS do: case does not count, but is kept. */
export function insensitiveDisk(root: string): Disk {
  const real = (path: string): string => {
    if (path === root || !path.startsWith(root)) return path;
    const folder = real(dirname(path));
    const name = path.slice(dirname(path).length + 1);
    if (realDisk.look(folder)?.kind !== 'directory') return join(folder, name);
    const stored = realDisk.list(folder).find((other) => other.toLowerCase() === name.toLowerCase());
    return join(folder, stored ?? name);
  };
  return {
    ...realDisk,
    look: (path) => realDisk.look(real(path)),
    read: (path) => realDisk.read(real(path)),
    list: (path) => realDisk.list(real(path)),
    makeDirectory: (path) => {
      realDisk.makeDirectory(real(path));
    },
    create: (path, content, mode) => {
      realDisk.create(real(path), content, mode);
    },
    setMode: (path, mode) => {
      realDisk.setMode(real(path), mode);
    },
    link: (existing, path) => {
      realDisk.link(real(existing), real(path));
    },
    rename: (from, to) => {
      realDisk.rename(real(from), real(to));
    },
    remove: (path) => {
      realDisk.remove(real(path));
    },
    removeDirectory: (path) => {
      realDisk.removeDirectory(real(path));
    },
  };
}
