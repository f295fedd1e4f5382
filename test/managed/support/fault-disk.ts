import type { Disk } from '../../../src/managed';
import { realDisk } from '../../../src/managed';

/** Called before the n-th operation that changes the disk. `half` does half of it: only creating a file can be cut in two. */
export type Fault = (operation: { n: number; name: string; path: string; half: () => void }) => void;

/** The real disk with a fault between the writer and every operation that changes something. */
export function faultDisk(fault: Fault, disk: Disk = realDisk): Disk {
  let n = 0;
  const before = (name: string, path: string, half: () => void = () => undefined) => {
    n += 1;
    fault({ n, name, path, half });
  };
  return {
    look: (path) => disk.look(path),
    read: (path) => disk.read(path),
    list: (path) => disk.list(path),
    isAlive: (pid) => disk.isAlive(pid),
    pause: (milliseconds) => {
      disk.pause(milliseconds);
    },
    makeDirectory(path) {
      before('makeDirectory', path);
      disk.makeDirectory(path);
    },
    create(path, content, mode) {
      before('create', path, () => {
        disk.create(path, content.subarray(0, content.length / 2), mode);
      });
      disk.create(path, content, mode);
    },
    setMode(path, mode) {
      before('setMode', path);
      disk.setMode(path, mode);
    },
    link(existing, path) {
      before('link', path);
      disk.link(existing, path);
    },
    rename(from, to) {
      before('rename', to);
      disk.rename(from, to);
    },
    remove(path) {
      before('remove', path);
      disk.remove(path);
    },
    removeDirectory(path) {
      before('removeDirectory', path);
      disk.removeDirectory(path);
    },
  };
}

/** An error as the system throws it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}
