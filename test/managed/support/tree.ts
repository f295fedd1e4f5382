import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Applied, PlanOptions, Run } from '../../../src/managed';
import { applyPlan, planChanges } from '../../../src/managed';
import type { RenderedFile } from '../../../src/model/rendered-file';

/** Memory where the machine offers it: hundreds of runs, each with its flushes, take seconds there and minutes on a disk. */
const place = fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folders: string[] = [];

/** A new empty folder; removed when the test file is done. */
export function newFolder(): string {
  const folder = fs.mkdtempSync(join(place, 'managed-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** Files by path, as text or bytes. */
export type Files = Record<string, string | Buffer>;

/** A folder that holds these files. */
export function folderWith(files: Files): string {
  const root = newFolder();
  put(root, files);
  return root;
}

export function put(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true });
    fs.writeFileSync(join(root, path), content);
  }
}

/** Everything below a folder except `skipped` folders: text of files with their x bit, and what the rest is. */
export function treeOf(root: string, skipped: readonly string[] = [], folder = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of fs.readdirSync(join(root, folder)).sort()) {
    const path = join(folder, name);
    const stats = fs.lstatSync(join(root, path));
    if (skipped.includes(path)) continue;
    if (stats.isDirectory()) Object.assign(found, { [`${path}/`]: '' }, treeOf(root, skipped, path));
    else if (stats.isFile())
      found[path] = `${stats.mode & 0o100 ? 'x ' : ''}${fs.readFileSync(join(root, path), 'latin1')}`;
    else found[path] = stats.isSymbolicLink() ? `-> ${fs.readlinkSync(join(root, path))}` : 'special';
  }
  return found;
}

export const run: Run = { now: new Date('2026-01-02T03:04:05.678Z'), pid: process.pid, host: 'test-host' };

export const options: PlanOptions = { definition: 'repos/orders.ts' };

/** A managed file; the third argument changes anything about it. */
export function managed(path: string, content: string, more: Partial<RenderedFile> = {}): RenderedFile {
  return { path, content, executable: false, ownership: 'managed', settings: [], ...more };
}

export function ifMissing(path: string, content: string, more: Partial<RenderedFile> = {}): RenderedFile {
  return managed(path, content, { ownership: 'if-missing', ...more });
}

/** Plans and applies, as `npx projen` does. */
export function apply(root: string, files: readonly RenderedFile[], more: Partial<PlanOptions & Run> = {}): Applied {
  return applyPlan(planChanges(root, files, { ...options, ...more }), { ...run, ...more });
}

/** Kind of each file in the plan. */
export function kinds(
  root: string,
  files: readonly RenderedFile[],
  more: Partial<PlanOptions> = {},
): Record<string, string> {
  return Object.fromEntries(
    planChanges(root, files, { ...options, ...more }).changes.map(({ path, kind }) => [path, kind]),
  );
}

/** The message of the error that a call throws. */
export function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  throw new Error('Nothing was thrown.');
}
