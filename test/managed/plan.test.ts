import * as fs from 'node:fs';
import { join } from 'node:path';
import { checkPlan, planChanges, planHasChanges } from '../../src/managed';
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

const one = managed('a.yml', 'one\n');
const two = managed('a.yml', 'two\n');

test('a new repository gets every file, and the next run has nothing to do', () => {
  const root = newFolder();
  const files = [one, managed('deep/er/run.sh', 'x\n', { executable: true }), ifMissing('pytest.ini', 'ini\n')];
  expect(kinds(root, files)).toEqual({ 'a.yml': 'create', 'deep/er/run.sh': 'create', 'pytest.ini': 'create' });
  const done = apply(root, files);
  expect(done.written).toEqual(['a.yml', 'deep/er/run.sh', 'pytest.ini', '.projen/managed.sha256']);
  expect(treeOf(root)).toMatchObject({ 'a.yml': 'one\n', 'deep/er/run.sh': 'x x\n', 'pytest.ini': 'ini\n' });
  expect(planHasChanges(planChanges(root, files, options))).toBe(false);
  expect(apply(root, files).written).toEqual([]);
  expect(Object.keys(treeOf(root, ['.projen']))).toEqual([
    'a.yml',
    'deep/',
    'deep/er/',
    'deep/er/run.sh',
    'pytest.ini',
  ]);
});

test('a file that we wrote is updated, one that a person changed is not', () => {
  const root = newFolder();
  apply(root, [one]);
  expect(kinds(root, [two])).toEqual({ 'a.yml': 'update' });
  put(root, { 'a.yml': 'person\n' });
  expect(kinds(root, [two])).toEqual({ 'a.yml': 'edited' });
  put(root, { 'a.yml': 'two\n' });
  expect(kinds(root, [two])).toEqual({ 'a.yml': 'unchanged' });
});

test('a file that was there before us is taken over when equal, and foreign when not', () => {
  const root = folderWith({ 'a.yml': 'one\n' });
  expect(kinds(root, [two])).toEqual({ 'a.yml': 'foreign' });
  expect(kinds(root, [one])).toEqual({ 'a.yml': 'unchanged' });
  expect(apply(root, [one]).written).toEqual(['.projen/managed.sha256']);
  expect(kinds(root, [two])).toEqual({ 'a.yml': 'update' });
});

test('a managed file that was deleted by hand is created again, and check calls it missing', () => {
  const root = newFolder();
  apply(root, [one]);
  fs.rmSync(join(root, 'a.yml'));
  const [change] = planChanges(root, [one], options).changes;
  expect(change).toMatchObject({ kind: 'create', note: 'was deleted by hand' });
  expect(checkPlan(planChanges(root, [one], options))).toEqual([
    { path: 'a.yml', problem: 'missing', message: 'a.yml is missing. Run npx projen.' },
  ]);
});

test('an executable that lost its x bit gets it back without being rewritten; an x bit too many is left', () => {
  const root = newFolder();
  const script = managed('run.sh', 'x\n', { executable: true });
  apply(root, [script, one]);
  fs.chmodSync(join(root, 'run.sh'), 0o640);
  fs.chmodSync(join(root, 'a.yml'), 0o755);
  expect(kinds(root, [script, one])).toEqual({ 'a.yml': 'unchanged', 'run.sh': 'update' });
  apply(root, [script, one]);
  expect(fs.statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o750);
  expect(fs.statSync(join(root, 'a.yml')).mode & 0o777).toBe(0o755);
});

test('an update keeps the permissions of the file, and adds x where the rendering became executable', () => {
  const root = newFolder();
  apply(root, [one]);
  fs.chmodSync(join(root, 'a.yml'), 0o600);
  apply(root, [{ ...two, executable: true }]);
  expect(fs.statSync(join(root, 'a.yml')).mode & 0o777).toBe(0o700);
});

test('what is no longer emitted is removed with the folders it leaves empty, unless it was edited', () => {
  const root = folderWith({ 'docs/mine.md': '' });
  const files = [managed('docs/a/b/x', 'x\n'), managed('docs/y', 'y\n'), one];
  apply(root, files);
  put(root, { 'docs/y': 'edited\n' });
  expect(kinds(root, [one])).toEqual({ 'a.yml': 'unchanged', 'docs/a/b/x': 'orphan', 'docs/y': 'orphan' });
  expect(messageOf(() => apply(root, [one]))).toContain('is no longer emitted, but was changed by hand');
  put(root, { 'docs/y': 'y\n' });
  expect(apply(root, [one]).removed).toEqual(['docs/a/b/x', 'docs/y']);
  expect(Object.keys(treeOf(root, ['.projen']))).toEqual(['a.yml', 'docs/', 'docs/mine.md']);
});

test('an orphan that is gone, or that a person replaced by a folder, is only forgotten', () => {
  const root = newFolder();
  apply(root, [one, managed('gone/x', 'x\n'), managed('folder', 'f\n')]);
  fs.rmSync(join(root, 'gone/x'));
  fs.rmSync(join(root, 'folder'));
  put(root, { 'folder/mine': 'mine\n' });
  expect(apply(root, [one]).removed).toEqual([]);
  expect(treeOf(root, ['.projen'])).toEqual({ 'a.yml': 'one\n', 'folder/': '', 'folder/mine': 'mine\n' });
  expect(planHasChanges(planChanges(root, [one], options))).toBe(false);
});

test('an if-missing file is kept once it exists, whatever it is, and is never removed', () => {
  const root = folderWith({ 'pytest.ini': 'mine\n' });
  const file = ifMissing('pytest.ini', 'theirs\n');
  expect(kinds(root, [file])).toEqual({ 'pytest.ini': 'kept' });
  apply(root, [managed('pytest.ini', 'mine\n')]);
  expect(kinds(root, [file])).toEqual({ 'pytest.ini': 'kept' });
  apply(root, [file]);
  expect(apply(root, []).removed).toEqual([]);
  fs.rmSync(join(root, 'pytest.ini'));
  fs.symlinkSync('nowhere', join(root, 'pytest.ini'));
  expect(kinds(root, [file])).toEqual({ 'pytest.ini': 'kept' });
});

test('an if-missing file is kept when its settings live elsewhere', () => {
  const settings = [
    { path: 'pyproject.toml', section: 'tool.pytest.ini_options' },
    { path: 'setup.cfg', section: 'tool:pytest' },
  ];
  const file = ifMissing('pytest.ini', '', { settings });
  const note = (root: string) => planChanges(root, [file], options).changes[0];
  expect(note(folderWith({ 'pyproject.toml': '[tool.black]\n', 'setup.cfg/x': '' }))).toMatchObject({ kind: 'create' });
  const inSetup = folderWith({ 'pyproject.toml': '', 'setup.cfg': '[tool:pytest]\n' });
  expect(note(inSetup)).toMatchObject({ kind: 'kept', note: 'its settings live in setup.cfg [tool:pytest]' });
  const linked = folderWith({ 'shared.toml': '' });
  fs.symlinkSync('shared.toml', join(linked, 'pyproject.toml'));
  expect(note(linked)).toMatchObject({
    kind: 'kept',
    note: 'its settings may live behind the symbolic link pyproject.toml',
  });
});

test('a folder takes the place of a file that we wrote, and the other way round', () => {
  const root = newFolder();
  apply(root, [managed('x', 'file\n')]);
  apply(root, [managed('x/y/z', 'deep\n')]);
  expect(treeOf(root, ['.projen'])).toEqual({ 'x/': '', 'x/y/': '', 'x/y/z': 'deep\n' });
  apply(root, [managed('x', 'file\n')]);
  expect(treeOf(root, ['.projen'])).toEqual({ x: 'file\n' });
  apply(root, [managed('x/y/z', 'deep\n')]);
  put(root, { 'x/mine': '' });
  expect(kinds(root, [managed('x', 'file\n')])).toEqual({ x: 'blocked', 'x/y/z': 'orphan' });
});

test('a folder that a killed run left empty does not stand in the way of a file', () => {
  const root = newFolder();
  apply(root, [managed('x/y/z', 'deep\n')]);
  fs.rmSync(join(root, 'x/y'), { recursive: true });
  apply(root, [managed('x', 'file\n')]);
  expect(treeOf(root, ['.projen'])).toEqual({ x: 'file\n' });
});

test('a relative root, or one that is not there, is refused by name', () => {
  expect(messageOf(() => planChanges('here', [], options))).toContain(
    '"here" is a relative path. Give an absolute one.',
  );
  expect(messageOf(() => planChanges('/nowhere/at/all', [], options))).toContain('Cannot list /nowhere/at/all');
});
