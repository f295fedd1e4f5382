import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { checkPlan, planChanges } from '../../src/managed';
import { apply, kinds, managed, newFolder, options, put, treeOf } from './support/tree';

const files = [
  managed('.github/workflows/a.yml', 'name: a\non: push\n'),
  managed('run.sh', '#!/bin/sh\n', { executable: true }),
];
const neighbours = {
  'latin1.txt': Buffer.from('caf\xe9\r\nx\n', 'latin1'),
  'binary.bin': Buffer.from([0, 255, 13, 10, 10, 13]),
};

function git(folder: string, ...args: string[]): string {
  const config = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.com',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'protocol.file.allow=always',
  ];
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  return execFileSync('git', [...config, '-C', folder, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
}

/** A git repository with two commits: neighbours, then the managed files. */
function repository(): string {
  const root = newFolder();
  git(root, 'init', '--quiet');
  put(root, neighbours);
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '-m', 'people');
  apply(root, files);
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '-m', 'tool');
  return root;
}

test('in a core.autocrlf checkout all is unchanged, nothing is rewritten, and an update or edit is still seen', () => {
  const clone = join(newFolder(), 'clone');
  git('/', '-c', 'core.autocrlf=true', 'clone', '--quiet', '--config', 'core.autocrlf=true', repository(), clone);
  expect(fs.readFileSync(join(clone, 'run.sh'), 'latin1')).toBe('#!/bin/sh\r\n');
  const before = treeOf(clone, ['.git']);
  expect(checkPlan(planChanges(clone, files, options))).toEqual([]);
  expect(apply(clone, files).written).toEqual([]);
  expect(treeOf(clone, ['.git'])).toEqual(before);

  apply(clone, [managed('.github/workflows/a.yml', 'name: b\n'), files[1]!]);
  expect(git(clone, 'status', '--porcelain').trim().split('\n')).toEqual([
    'M .github/workflows/a.yml',
    ' M .projen/managed.sha256',
  ]);
  put(clone, { 'run.sh': '#!/bin/sh\r\necho edited\r\n' });
  expect(kinds(clone, files)).toMatchObject({ 'run.sh': 'edited' });
  for (const [path, bytes] of Object.entries(neighbours))
    expect(treeOf(clone)[path]).toBe(latin1OfCheckout(clone, path, bytes));
});

test('a file that alone has CRLF line ends is written again: CI compares bytes, and a script does not run so', () => {
  const root = newFolder();
  const three = [...files, managed('b.yml', 'name: b\n')];
  apply(root, three);
  put(root, { 'run.sh': '#!/bin/sh\r\n' });
  expect(checkPlan(planChanges(root, three, options)).map(({ message }) => message)).toEqual([
    'run.sh has CRLF line ends, unlike the others. Run npx projen.',
  ]);
  expect(apply(root, three).written).toEqual(['run.sh']);
  expect(fs.readFileSync(join(root, 'run.sh'), 'latin1')).toBe('#!/bin/sh\n');
  expect(checkPlan(planChanges(root, three, options))).toEqual([]);
});

/** git itself may have converted a neighbour on checkout; what counts is that we did not touch it since. */
function latin1OfCheckout(clone: string, path: string, bytes: Buffer): string {
  const onDisk = fs.readFileSync(join(clone, path));
  expect(git(clone, 'status', '--porcelain', path)).toBe('');
  return onDisk.equals(bytes) ? bytes.toString('latin1') : onDisk.toString('latin1');
}

test('a shallow clone and a folder without git work like any other', () => {
  const clone = join(newFolder(), 'clone');
  git('/', 'clone', '--quiet', '--depth', '1', `file://${repository()}`, clone);
  expect(git(clone, 'rev-list', '--count', 'HEAD').trim()).toBe('1');
  expect(apply(clone, files).written).toEqual([]);
  apply(clone, [...files, managed('new', 'new\n')]);
  expect(git(clone, 'status', '--porcelain').trim().split('\n')).toEqual(['M .projen/managed.sha256', '?? new']);

  fs.rmSync(join(clone, '.git'), { recursive: true });
  expect(apply(clone, [...files, managed('new', 'newer\n')]).written).toEqual(['new', '.projen/managed.sha256']);
});

test('neighbours that are not UTF-8 keep every byte while files beside them come and go', () => {
  const root = repository();
  apply(root, [...files, managed('latin1.txt.md', 'x\n')]);
  apply(root, []);
  for (const [path, bytes] of Object.entries(neighbours))
    expect(fs.readFileSync(join(root, path)).equals(bytes)).toBe(true);
  expect(Object.keys(treeOf(root, ['.git']))).toEqual(['binary.bin', 'latin1.txt']);
});
