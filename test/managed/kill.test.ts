import * as fs from 'node:fs';
import { join } from 'node:path';
import { compileChild, runChild } from './support/compiled';
import { faultDisk } from './support/fault-disk';
import { apply, folderWith, managed, put, treeOf } from './support/tree';

const first = [
  managed('.github/workflows/deploy.yml', 'name: deploy\n'),
  managed('docs/old/gone.md', 'gone\n'),
  managed('docs', 'unused\n', { path: 'was-file' }),
  managed('tools/run.sh', 'echo 1\n', { executable: true }),
  managed('same.txt', 'same\n'),
  managed('ReadMe.txt', 'case\n'),
  managed('guide.md', 'guide\n'),
];
const second = [
  managed('.github/workflows/deploy.yml', 'name: deploy it\n'),
  managed('was-file/now/a-folder.txt', 'folder\n'),
  managed('tools/run.sh', 'echo 1\n', { executable: true }),
  managed('same.txt', 'same\n'),
  managed('readme.txt', 'case\n'),
  managed('guide.md', 'guide 2\n'),
  managed('taken.md', 'generated\n'),
  managed('back.md', 'generated\n'),
];
const handWritten = { 'src/app.py': 'print(1)\n', 'docs/mine.md': 'mine\n' };
const decisions = { accept: ['taken.md', 'guide.md'], release: ['back.md'] };

/** A repository where the second rendering has every kind of work to do. */
function start(): string {
  const root = folderWith(handWritten);
  apply(root, first);
  put(root, { 'taken.md': 'a person wrote this\n', 'back.md': 'this too\n', 'guide.md': 'guide, edited\n' });
  fs.chmodSync(join(root, 'tools/run.sh'), 0o644);
  return root;
}

/** A killed run and the one that completes it may both have made a copy. */
const backup = ['.projen/backup'];

describe('a run killed with SIGKILL', () => {
  const script = compileChild();
  const golden = start();
  const operations: string[] = [];
  apply(golden, second, { ...decisions, disk: faultDisk(({ name }) => operations.push(name)) });
  const creations = operations.flatMap((name, i) => (name === 'create' ? [i + 1] : []));

  function killAndRepair(killAt: number, half: boolean): void {
    const root = start();
    const order = { root, files: second, options: { definition: 'repos/orders.ts', ...decisions }, killAt, half };
    expect(runChild(script, order)).toEqual({ code: null, signal: 'SIGKILL', message: '' });
    const killed = treeOf(root);
    expect(killed).toMatchObject(handWritten);
    expect(killed['back.md']).toBe('this too\n');
    for (const bytes of ['a person wrote this\n', 'guide, edited\n'])
      expect(Object.values(killed).join('')).toContain(bytes);
    expect(['name: deploy\n', 'name: deploy it\n']).toContain(killed['.github/workflows/deploy.yml']);

    apply(root, second, decisions);
    expect(treeOf(root, backup)).toEqual(treeOf(golden, backup));
    fs.rmSync(root, { recursive: true });
  }

  test('before any operation loses nothing, and the next run completes to the same bytes', () => {
    expect(operations.length).toBeGreaterThan(35);
    for (const n of operations.keys()) killAndRepair(n + 1, false);
  }, 60_000);

  test('in the middle of a file leaves half a temporary file, which the next run removes', () => {
    expect(creations.length).toBeGreaterThan(7);
    for (const n of creations) killAndRepair(n, true);
  }, 60_000);
});
