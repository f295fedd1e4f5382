import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { Disk } from '../../../src/managed';
import { realDisk } from '../../../src/managed';
import { insensitiveDisk } from './insensitive-disk';
import { newFolder, treeOf } from './tree';

/**
 * A repository with a person in it, who remembers every byte that she wrote by hand.
 *
 * What she writes is different each time, so that it never equals a rendering by chance.
 */
export class World {
  readonly root = newFolder();
  readonly disk: Disk;
  private readonly handWritten = new Map<string, Buffer>();
  private count = 0;

  constructor(caseCounts: boolean) {
    this.disk = caseCounts ? realDisk : insensitiveDisk(this.root);
  }

  /** Writes a file, where the folders above it allow that; the bytes are no UTF-8. */
  write(path: string): void {
    const stored = this.stored(path);
    if (stored === undefined || !this.mayStandAt(stored)) return;
    this.count += 1;
    const content = Buffer.from(`hand-written ${this.count} \xe9\n`, 'latin1');
    fs.mkdirSync(dirname(join(this.root, stored)), { recursive: true });
    fs.writeFileSync(join(this.root, stored), content);
    this.handWritten.set(stored, content);
  }

  remove(path: string): void {
    this.change(path, (file, stored) => {
      fs.rmSync(file);
      this.handWritten.delete(stored);
    });
  }

  chmod(path: string, mode: number): void {
    this.change(path, (file) => {
      fs.chmodSync(file, mode);
    });
  }

  /** As git does on checkout with `core.autocrlf`. */
  convertLineEnds(path: string): void {
    this.change(path, (file, stored) => {
      const content = Buffer.from(fs.readFileSync(file, 'latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
      fs.writeFileSync(file, content);
      if (this.handWritten.has(stored)) this.handWritten.set(stored, content);
    });
  }

  changeCase(path: string): void {
    this.change(path, (file, stored) => {
      const name = stored.slice(stored.lastIndexOf('/') + 1);
      const other =
        stored.slice(0, stored.length - name.length) +
        (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase());
      if (fs.existsSync(join(this.root, other))) return;
      fs.renameSync(file, join(this.root, other));
      const content = this.handWritten.get(stored);
      this.handWritten.delete(stored);
      if (content !== undefined) this.handWritten.set(other, content);
    });
  }

  replaceByLink(path: string): void {
    this.change(path, (file, stored) => {
      fs.rmSync(file);
      this.handWritten.delete(stored);
      fs.symlinkSync('elsewhere', file);
    });
  }

  /** Cuts a file off, as a full disk or a bad merge would. */
  truncate(path: string): void {
    this.change(path, (file) => {
      const content = fs.readFileSync(file);
      fs.writeFileSync(file, content.subarray(0, content.length * 0.7));
    });
  }

  /** Hand-written bytes that are not in their place any more, save those that were accepted and are in a backup. */
  lost(accepted: readonly string[]): string[] {
    const tree = treeOf(this.root);
    const copies = Object.entries(tree).filter(([path]) => path.startsWith('.projen/backup/'));
    return [...this.handWritten].flatMap(([path, content]) => {
      const text = content.toString('latin1');
      if (tree[path]?.replace(/^x /, '') === text) return [];
      const copied = accepted.includes(path) && copies.some(([, copy]) => copy.replace(/^x /, '') === text);
      if (!copied) return [`${path}: ${text}`];
      this.handWritten.delete(path);
      return [];
    });
  }

  private change(path: string, operation: (file: string, stored: string) => void): void {
    const stored = this.stored(path);
    const file = join(this.root, stored ?? '');
    if (stored !== undefined && fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() === true)
      operation(file, stored);
  }

  private mayStandAt(path: string): boolean {
    return fs.lstatSync(join(this.root, path), { throwIfNoEntry: false })?.isFile() ?? true;
  }

  /** The path as it is spelled on disk; undefined when a folder above it is no folder. */
  private stored(path: string): string | undefined {
    let found = '';
    for (const name of path.split('/')) {
      const folder = join(this.root, found);
      const stats = fs.lstatSync(folder, { throwIfNoEntry: false });
      if (stats !== undefined && !stats.isDirectory()) return undefined;
      const names = stats === undefined ? [] : fs.readdirSync(folder);
      const same = names.find(
        (other) => other === name || (this.disk !== realDisk && other.toLowerCase() === name.toLowerCase()),
      );
      found = join(found, same ?? name);
    }
    return found;
  }
}
