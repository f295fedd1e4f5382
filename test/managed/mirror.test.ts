import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { mirror } from '../../src/managed';
import type { RenderedFile } from '../../src/model/rendered-file';
import { apply, folderWith, ifMissing, managed, messageOf, newFolder, put, treeOf } from './support/tree';

const files = [
  managed('.github/a.yml', 'a\n'),
  managed('run.sh', 'x\n', { executable: true }),
  ifMissing('pytest.ini', 'ini\n'),
];
const expected = { '.github/': '', '.github/a.yml': 'a\n', 'pytest.ini': 'ini\n', 'run.sh': 'x x\n' };
const MANIFEST = '.projen/managed.sha256';
const filesOf = (root: string) => treeOf(root, ['.projen']);
const mirrored = (root: string, given: RenderedFile[] = files) => mirror(root, given, { pid: process.pid });

test('a folder of renderings is made from nothing, and left alone when it is right', () => {
  const root = join(newFolder(), 'deep/rendered/orders');
  expect(mirrored(root)).toEqual({ written: ['.github/a.yml', 'pytest.ini', 'run.sh', MANIFEST], removed: [] });
  expect(filesOf(root)).toEqual(expected);
  expect(mirrored(root)).toEqual({ written: [], removed: [] });
});

test('whatever differs is written, and whatever is not in the set is removed, without following any link', () => {
  const outside = folderWith({ 'a.yml': 'precious\n' });
  const root = join(newFolder(), 'rendered');
  mirrored(root);
  put(root, { 'old/er/x': '', 'pytest.ini': 'edited\n' });
  fs.rmSync(join(root, '.github'), { recursive: true });
  fs.symlinkSync(outside, join(root, '.github'));
  fs.rmSync(join(root, 'run.sh'));
  fs.mkdirSync(join(root, 'run.sh/full'), { recursive: true });
  put(root, { '.projen-fleet.9.0.tmp': 'left by a killed run' });
  mirrored(root);
  expect(filesOf(root)).toEqual(expected);
  expect(treeOf(outside)).toEqual({ 'a.yml': 'precious\n' });
});

test('the rendering holds the manifest that applying leaves, and of nothing nothing is left', () => {
  const [repository, root] = [newFolder(), join(newFolder(), 'rendered/orders')];
  apply(repository, files);
  mirrored(root);
  expect(treeOf(root)).toEqual(treeOf(repository));
  mirrored(root, [ifMissing('pytest.ini', 'ini\n')]);
  expect(treeOf(root)).toEqual({ 'pytest.ini': 'ini\n' });
  expect(mirrored(root, []).removed).toEqual(['pytest.ini']);
  expect(fs.existsSync(root)).toBe(false);
});

test('a lost x bit comes back, and a CRLF checkout is not rewritten', () => {
  const root = join(newFolder(), 'rendered');
  mirrored(root);
  fs.chmodSync(join(root, 'run.sh'), 0o644);
  put(root, { '.github/a.yml': 'a\r\n' });
  expect(mirrored(root).written).toEqual(['run.sh']);
  expect(filesOf(root)).toEqual({ ...expected, '.github/a.yml': 'a\r\n' });
});

test('a link or FIFO in the place of a file is replaced, never opened', () => {
  const root = join(newFolder(), 'rendered');
  fs.mkdirSync(root);
  const outside = folderWith({ x: 'precious\n' });
  fs.symlinkSync(join(outside, 'x'), join(root, 'pytest.ini'));
  execFileSync('mkfifo', [join(root, 'run.sh')]);
  mirrored(root);
  expect(filesOf(root)).toEqual(expected);
  expect(treeOf(outside)).toEqual({ x: 'precious\n' });
});

test('a file whose name changes only in case is not lost', () => {
  const root = join(newFolder(), 'rendered');
  mirrored(root, [managed('Guide/A.md', 'a\n')]);
  mirrored(root, [managed('guide/a.md', 'a\n')]);
  expect(filesOf(root)).toEqual({ 'guide/': '', 'guide/a.md': 'a\n' });
});

test.each(['orders', 'rendered/deep/orders', 'rendered-not/orders'])(
  'a folder that is not one of renderings is refused: %s',
  (folder) => {
    const root = folderWith({ [`${folder}/mine`]: 'mine\n' });
    expect(messageOf(() => mirrored(join(root, folder)))).toContain(
      'Give an absolute path whose last or second-last folder is named rendered',
    );
    expect(messageOf(() => mirrored('rendered'))).toContain('is not a folder of renderings');
    expect(treeOf(join(root, folder))).toEqual({ mine: 'mine\n' });
  },
);

test('a checkout, and a root that is a file or a link, are refused', () => {
  const checkout = folderWith({ 'rendered/x/.git/config': '', 'rendered/x/mine': '' });
  expect(messageOf(() => mirrored(join(checkout, 'rendered')))).toContain(
    'holds a checkout (.git); nothing was removed.',
  );
  expect(Object.keys(treeOf(checkout))).toContain('rendered/x/mine');
  const odd = folderWith({ 'rendered/file': '' });
  expect(messageOf(() => mirrored(join(odd, 'rendered/file')))).toContain(
    'is a file. Move it away; a folder is put there.',
  );
  fs.symlinkSync(checkout, join(odd, 'rendered/link'));
  expect(messageOf(() => mirrored(join(odd, 'rendered/link')))).toContain('is a symlink. Move it away');
  expect(messageOf(() => mirrored(join(odd, 'rendered'), [managed('../x', '')]))).toContain(
    'These paths cannot be written',
  );
});
