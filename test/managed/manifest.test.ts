import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { planChanges } from '../../src/managed';
import {
  apply,
  folderWith,
  ifMissing,
  kinds,
  managed,
  messageOf,
  newFolder,
  options,
  put,
  treeOf,
} from './support/tree';

const files = [managed('b.txt', 'b\n'), managed('a b/ä*.txt', 'a\n'), ifMissing('mine.ini', '')];
const MANIFEST = '.projen/managed.sha256';
const hash = 'a'.repeat(64);

const sha256sum = (root: string) =>
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', MANIFEST], { cwd: root, stdio: 'pipe' });
const plan = (root: string) => planChanges(root, files, options);

test('sha256sum --check --strict accepts the manifest, and finds an edited file', () => {
  const root = newFolder();
  apply(root, files);
  sha256sum(root);
  put(root, { 'b.txt': 'edited\n' });
  expect(() => sha256sum(root)).toThrow('Command failed');
});

test('the manifest is sorted and lists managed files only, not itself', () => {
  const root = newFolder();
  apply(root, files);
  const lines = fs.readFileSync(join(root, MANIFEST), 'utf8').split('\n');
  expect(lines.map((line) => line.slice(66))).toEqual(['a b/ä*.txt', 'b.txt', '']);
});

test('a manifest of nothing is removed, since sha256sum refuses an empty list', () => {
  const root = newFolder();
  apply(root, files);
  apply(root, []);
  expect(treeOf(root)).toEqual({ 'mine.ini': '' });
});

test.each([
  ['cut off inside a line', `${hash}  a.txt\n${hash.slice(0, 30)}`, 'is cut off in line 2'],
  ['empty', '', 'is cut off in line 1'],
  ['no hex digits', `${'z'.repeat(64)}  a.txt\n`, 'line 1 is not "<64 hex digits>  <path>"'],
  ['upper-case hex', `${hash.toUpperCase()}  a.txt\n`, 'line 1 is not'],
  ['another format', `SHA256 (a.txt) = ${hash}\n`, 'line 1 is not'],
  ['a path that leads out', `${hash}  ok\n${hash}  ../../etc/passwd\n`, 'line 2 is forged: its path holds ".."'],
  ['an absolute path', `${hash}  /etc/passwd\n`, 'line 1 is forged: its path is absolute'],
  ['a path into .git', `${hash}  .git/config\n`, 'belongs to git'],
  ['the manifest itself', `${hash}  ${MANIFEST}\n`, 'belongs to the writer itself'],
  ['a path that is not normal', `${hash}  a//b\n`, 'is forged: its path is written a/b'],
  ['an empty path', `${hash}  \n`, 'its path is empty'],
  ['an escaped name', `\\${hash}  a\\nb\n`, 'line 1 is not'],
  ['a file twice', `${hash}  a.txt\n${hash}  A.txt\n`, 'line 2 names a file that an earlier line names'],
  ['bytes that are no UTF-8', Buffer.from(`${hash}  \xe9\n`, 'latin1'), 'is not UTF-8 text'],
])('a manifest with %s is refused, with the line and the way out', (_, content, fault) => {
  const root = folderWith({ [MANIFEST]: content, 'a.txt': 'mine\n' });
  const before = treeOf(root);
  const message = messageOf(() => plan(root));
  expect(message).toContain(fault);
  expect(message).toContain(`Restore it (git checkout -- ${MANIFEST}), or delete it and run again`);
  expect(treeOf(root)).toEqual(before);
});

test.each(['<<<<<<< HEAD', '=======', '>>>>>>> feature', '||||||| base'])(
  'the conflict marker %s is named, with the way to resolve it',
  (marker) => {
    const root = folderWith({ [MANIFEST]: `${hash}  a.txt\n${marker}\n` });
    const message = messageOf(() => plan(root));
    expect(message).toContain('line 2 is the marker of a merge conflict');
    expect(message).toContain(`git checkout --ours ${MANIFEST}`);
  },
);

test('a manifest that is a directory or a symbolic link is refused', () => {
  const directory = folderWith({ [`${MANIFEST}/x`]: '' });
  expect(messageOf(() => plan(directory))).toContain(`${MANIFEST}: is a directory, not a regular file`);
  const link = folderWith({ elsewhere: '', '.projen/x': '' });
  fs.symlinkSync('../elsewhere', join(link, MANIFEST));
  expect(messageOf(() => plan(link))).toContain(`${MANIFEST}: is a symbolic link`);
});

test('a .projen that is a file or leads elsewhere is refused', () => {
  expect(messageOf(() => plan(folderWith({ '.projen': '' })))).toContain('lies below ".projen", which is a file');
  const root = newFolder();
  fs.symlinkSync(newFolder(), join(root, '.projen'));
  expect(messageOf(() => plan(root))).toContain('lies below ".projen", a symbolic link');
});

test('the manifest of another sha256sum, with binary marks and CRLF, is read and not rewritten for its line ends', () => {
  const root = newFolder();
  apply(root, files);
  const text = fs.readFileSync(join(root, MANIFEST), 'utf8');
  put(root, { [MANIFEST]: text.replaceAll('\n', '\r\n') });
  expect(apply(root, files).written).toEqual([]);
  put(root, { [MANIFEST]: text.replaceAll('  ', ' *') });
  expect(apply(root, files).written).toEqual([MANIFEST]);
});

test('without its manifest a repository is taken over again where files equal the rendering', () => {
  const root = newFolder();
  apply(root, files);
  const before = treeOf(root);
  fs.rmSync(join(root, MANIFEST));
  expect(kinds(root, files)).toEqual({ 'a b/ä*.txt': 'unchanged', 'b.txt': 'unchanged', 'mine.ini': 'kept' });
  apply(root, files);
  expect(treeOf(root)).toEqual(before);
});

test('a list of released files is held to the same rules', () => {
  const released = (text: string) => messageOf(() => plan(folderWith({ '.projen/released': text })));
  expect(released('# fine\n\n../x\n')).toContain('.projen/released: line 3 holds ".."');
  expect(released('a.txt')).toContain('is cut off in line 1');
  expect(released('<<<<<<< ours\n')).toContain('merge conflict');
});
