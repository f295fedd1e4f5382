import * as fs from 'node:fs';
import { join } from 'node:path';
import { mirror, realDisk, WriteFailedError } from '../../src/managed';
import { attempt, reasonOf } from '../../src/managed/failure';
import { faultDisk, systemError } from './support/fault-disk';
import { apply, folderWith, managed, messageOf, newFolder, put, treeOf } from './support/tree';

const first = [managed('a', 'a1\n'), managed('b/c', 'c1\n'), managed('gone/x', 'x\n')];
const second = [
  managed('a', 'a2\n'),
  managed('b/c', 'c2\n', { executable: true }),
  managed('d/e', 'e\n'),
  managed('f', 'f\n'),
];

function start(): string {
  const root = folderWith({ mine: 'mine\n', f: 'foreign\n' });
  apply(root, first);
  return root;
}

const golden = start();
const operations: string[] = [];
apply(golden, second, { accept: ['f'], disk: faultDisk(({ name }) => operations.push(name)) });

/** Operations whose failure the run may survive: it is only tidying up behind itself. */
const tidying = (message: string | undefined) => message === undefined;

test.each(['ENOSPC', 'EACCES', 'EROFS'])(
  '%s at any operation names the file, leaves no half file, and the next run completes',
  (code) => {
    let failures = 0;
    for (const n of operations.keys()) {
      const root = start();
      const disk = faultDisk((operation) => {
        if (operation.n <= n) return;
        if (operation.n === n + 1) operation.half();
        if (operation.name !== 'remove' || code === 'EROFS') throw systemError(code);
      });
      let message: string | undefined;
      try {
        apply(root, second, { accept: ['f'], disk });
      } catch (error) {
        expect(error).toBeInstanceOf(WriteFailedError);
        message = String(error);
        failures += 1;
      }
      if (!tidying(message))
        expect(message).toMatch(new RegExp(`(cannot (save|write|remove|prune|discard) |cannot be taken: ).*${code}`));
      const left = treeOf(root);
      expect(left.mine).toBe('mine\n');
      expect(Object.values(left)).toContain('foreign\n');
      expect(['a1\n', 'a2\n']).toContain(left.a);
      if (code !== 'EROFS') expect(Object.keys(left).filter((path) => path.endsWith('.tmp'))).toEqual([]);
      apply(root, second, { accept: ['f'] });
      expect(treeOf(root, ['.projen/backup'])).toEqual(treeOf(golden, ['.projen/backup']));
    }
    expect(failures).toBeGreaterThan(20);
  },
  30_000,
);

test('the error says what was already written, and that running again completes', () => {
  const root = start();
  const disk = faultDisk(({ name, path }) => {
    if (name === 'create' && path.includes('/d/')) throw systemError('ENOSPC');
  });
  const call = () => apply(root, second, { accept: ['f'], disk });
  expect(messageOf(call)).toBe(
    'WriteFailedError: Writing stopped: cannot write d/e: no space is left on the device (ENOSPC). Finished before: gone/x, a, b/c. ' +
      'No half-written file is left. Remove the cause and run again: that completes the rest.',
  );
});

/** Runs without the rights of root, so that the permission is really refused. */
function asNobody<T>(call: () => T): T {
  if (process.getuid?.() !== 0) return call();
  process.setegid?.(65534);
  process.seteuid?.(65534);
  try {
    return call();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

test('a folder that may not be written is named, as is a file that may not be read', () => {
  const root = start();
  fs.chmodSync(root, 0o555);
  expect(messageOf(() => asNobody(() => apply(root, [...first, managed('new', '')])))).toContain(
    'permission is denied (EACCES)',
  );
  fs.chmodSync(join(root, 'a'), 0o000);
  expect(messageOf(() => asNobody(() => apply(root, first)))).toContain(
    'Cannot read a: permission is denied (EACCES).',
  );
  fs.chmodSync(root, 0o755);
});

test('a single folder that may not be written stops the run in the middle, and the next run completes it', () => {
  const root = start();
  for (const folder of [root, join(root, '.projen')]) fs.chmodSync(folder, 0o777);
  for (const file of ['a', '.projen/managed.sha256']) fs.chmodSync(join(root, file), 0o666);
  const changed = [managed('a', 'a2\n'), managed('b/c', 'c2\n'), managed('gone/x', 'x\n')];
  fs.chmodSync(join(root, 'b'), 0o555);
  const message = messageOf(() => asNobody(() => apply(root, changed)));
  expect(message).toContain('cannot write b/c: permission is denied (EACCES). Finished before: a.');
  expect(Object.keys(treeOf(root)).filter((path) => /tmp|lock/.test(path))).toEqual([]);
  fs.chmodSync(join(root, 'b'), 0o755);
  apply(root, changed);
  expect(treeOf(root)).toMatchObject({ a: 'a2\n', 'b/c': 'c2\n' });
});

test.each([
  [
    'changes',
    '/.projen-fleet',
    'a',
    (root: string) => {
      put(root, { a: 'typed\n' });
    },
    'a changed while this run was writing; it was left',
  ],
  [
    'appears',
    '/d/',
    'd/e',
    (root: string) => {
      put(root, { 'd/e': 'typed\n' });
    },
    'd/e changed while this run was writing',
  ],
  [
    'becomes a link',
    '/d/',
    'd/e',
    (root: string) => {
      fs.symlinkSync('../mine', join(root, 'd/e'));
    },
    'd/e: is a symbolic link',
  ],
] as const)('a file that %s while the run writes is left as it is', (_, when, path, meddle, expected) => {
  const root = start();
  const disk = faultDisk(({ name, path: created }) => {
    if (name === 'create' && created.includes(when) && !created.includes('/.projen/')) meddle(root);
  });
  expect(messageOf(() => apply(root, second, { accept: ['f'], disk }))).toContain(expected);
  const left = treeOf(root);
  apply(root, second, { accept: ['f'], release: [path] });
  expect(treeOf(root)[path]).toBe(left[path]);
  expect(treeOf(root)).toMatchObject({ mine: 'mine\n', f: 'f\n' });
});

test('a temporary file that somebody else removes first is no reason to stop, one that stays is', () => {
  const tmp = '.projen-fleet.1.0.tmp';
  const leave = (code: string) => {
    const root = start();
    put(root, { [tmp]: '' });
    const disk = faultDisk(({ name, path }) => {
      if (name === 'remove' && path.endsWith(tmp)) throw systemError(code);
    });
    apply(root, first, { disk });
  };
  leave('ENOENT');
  expect(messageOf(() => { leave('EACCES'); })).toContain(`cannot discard ${tmp}`); // prettier-ignore
});

test('only temporary files with a name of ours are removed', () => {
  const root = start();
  put(root, {
    '.projen-fleet.12.3.tmp': '',
    '.projen-fleet.mine.tmp': '',
    'b/.projen-fleet.7.0.tmp': '',
    'notes.tmp': '',
  });
  apply(root, first);
  expect(Object.keys(treeOf(root)).filter((path) => path.endsWith('.tmp'))).toEqual([
    '.projen-fleet.mine.tmp',
    'notes.tmp',
  ]);
});

test('a folder that another run makes at the same moment is used', () => {
  const root = newFolder();
  const disk = faultDisk(({ name, path }) => {
    if (name === 'makeDirectory') fs.mkdirSync(path);
  });
  apply(root, [managed('x/y', 'y\n')], { disk });
  expect(treeOf(root)).toMatchObject({ 'x/y': 'y\n' });
});

test('a file that vanishes while it is looked at is named', () => {
  const root = start();
  const look = (path: string) => (path.endsWith('/a') ? undefined : realDisk.look(path));
  expect(messageOf(() => apply(root, first, { disk: { ...realDisk, look } }))).toContain(
    'Cannot look at a: it vanished while it was looked at',
  );
});

test('a mirror that cannot be written names the file and what was done', () => {
  const root = join(newFolder(), 'rendered');
  const disk = faultDisk(({ name, path }) => {
    if (name === 'create' && path.includes('/b/')) throw systemError('ENOSPC');
  });
  const call = () => mirror(root, first, { pid: process.pid, disk });
  expect(messageOf(call)).toContain('Cannot bring b/c up to date in');
  expect(Object.keys(treeOf(root))).toEqual(['a', 'b/']);
});

test('reasons are given in words where the code is known, and errors for people pass through', () => {
  expect(reasonOf(systemError('EIO'))).toBe('EIO: injected');
  expect(reasonOf('odd')).toBe('odd');
  expect(reasonOf({ code: 7 })).toBe('[object Object]');
  expect(messageOf(() => attempt('outer', () => attempt('inner', () => { throw systemError('EPERM'); })))).toContain('Cannot inner: the operation is not permitted (EPERM).'); // prettier-ignore
});
