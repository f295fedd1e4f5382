import * as fs from 'node:fs';
import { join } from 'node:path';
import { applyPlan, planChanges, planHasChanges } from '../../src/managed';
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
  run,
  treeOf,
} from './support/tree';

const files = [managed('a.yml', 'a\n'), managed('b/c.sh', 'c\n', { executable: true }), managed('d', 'd\n')];

/** a.yml edited, b/c.sh foreign, d unchanged. */
function waiting(): string {
  const root = folderWith({ 'b/c.sh': 'mine\n' });
  apply(root, [managed('a.yml', 'a\n'), managed('d', 'd\n')]);
  put(root, { 'a.yml': 'edited\n' });
  fs.chmodSync(join(root, 'a.yml'), 0o600);
  return root;
}

test('one refused file stops the whole run before anything is written', () => {
  const root = waiting();
  const before = treeOf(root);
  const changed = [...files.slice(0, 2), managed('d', 'new\n'), managed('e', 'e\n')];
  const message = messageOf(() => apply(root, changed));
  expect(message).toContain('RefusedError');
  expect(message).toContain('--accept a.yml\n  --release a.yml\n  --accept b/c.sh\n  --release b/c.sh');
  expect(message).toContain('-edited\n+a\n');
  expect(messageOf(() => apply(root, changed, { accept: ['a.yml'] }))).not.toContain('--accept a.yml');
  expect(treeOf(root)).toEqual(before);
});

test('an accepted file is overwritten after its bytes and permissions were saved', () => {
  const root = waiting();
  const { saved } = apply(root, files, { accept: ['./a.yml', 'b/c.sh'] });
  const folder = '.projen/backup/20260102T030405.678Z';
  expect(saved).toEqual([
    { path: 'a.yml', to: `${folder}/a.yml` },
    { path: 'b/c.sh', to: `${folder}/b/c.sh` },
  ]);
  expect(fs.statSync(join(root, folder, 'a.yml')).mode & 0o777).toBe(0o600);
  expect(treeOf(root)).toMatchObject({
    'a.yml': 'a\n',
    'b/c.sh': 'x c\n',
    [`${folder}/a.yml`]: 'edited\n',
    [`${folder}/b/c.sh`]: 'mine\n',
  });
});

test('two copies of the same moment do not replace each other, and equal ones are made once', () => {
  const root = waiting();
  apply(root, files, { accept: ['a.yml', 'b/c.sh'] });
  for (const text of ['again\n', 'edited\n', 'third\n']) {
    put(root, { 'a.yml': text });
    apply(root, files, { accept: ['a.yml'] });
  }
  const copies = Object.entries(treeOf(root)).filter(([path]) => /Z(\.\d)?\/a\.yml$/.test(path));
  expect(copies.map(([, text]) => text)).toEqual(['edited\n', 'again\n', 'third\n']);
});

test('a copy goes elsewhere when something is in its way, and nothing is overwritten when there is no elsewhere', () => {
  const root = waiting();
  put(root, {
    '.projen/backup/20260102T030405.678Z': 'a file\n',
    '.projen/backup/20260102T030405.678Z.2/A.yml': 'other\n',
  });
  expect(apply(root, files, { accept: ['a.yml', 'b/c.sh'] }).saved.map(({ to }) => to)).toEqual([
    '.projen/backup/20260102T030405.678Z.3/a.yml',
    '.projen/backup/20260102T030405.678Z.2/b/c.sh',
  ]);
  const other = waiting();
  put(other, { '.projen/backup': 'a file\n' });
  const message = messageOf(() => apply(other, files, { accept: ['a.yml', 'b/c.sh'] }));
  expect(message).toContain('The old content of a.yml cannot be saved');
  expect(message).toContain('lies below ".projen/backup", which is a file, not a folder');
  expect(treeOf(other)).toMatchObject({ 'a.yml': 'edited\n', 'b/c.sh': 'mine\n' });
  const full = waiting();
  for (let i = 1; i <= 100; i += 1)
    put(full, { [`.projen/backup/20260102T030405.678Z${i === 1 ? '' : `.${i}`}/a.yml`]: `${i}\n` });
  expect(messageOf(() => apply(full, files, { accept: ['a.yml'], release: ['b/c.sh'] }))).toContain(
    'a.yml exists already.',
  );
});

test('a released file belongs to people from then on, also when it is edited further', () => {
  const root = waiting();
  apply(root, files, { accept: ['a.yml'], release: ['b/c.sh'] });
  put(root, { 'b/c.sh': 'mine, later\n' });
  expect(kinds(root, files)).toEqual({ 'a.yml': 'unchanged', 'b/c.sh': 'released', d: 'unchanged' });
  expect(planHasChanges(planChanges(root, files, options))).toBe(false);
  expect(fs.readFileSync(join(root, '.projen/released'), 'utf8')).toMatch(/^#.*\nb\/c\.sh\n$/);
  expect(fs.readFileSync(join(root, '.projen/managed.sha256'), 'utf8')).not.toContain('b/c.sh');
  apply(root, files.slice(0, 1));
  expect(treeOf(root)).toMatchObject({ 'b/c.sh': 'mine, later\n' });
});

test('a released file is taken back by --accept, and the list goes when it is empty', () => {
  const root = waiting();
  apply(root, files, { release: ['a.yml', 'b/c.sh'] });
  apply(root, files, { accept: ['b/c.sh'] });
  expect(kinds(root, files)).toMatchObject({ 'a.yml': 'released', 'b/c.sh': 'unchanged' });
  put(root, { 'a.yml': 'a\n' });
  apply(root, files, { accept: ['a.yml'] });
  expect(kinds(root, files)).toMatchObject({ 'a.yml': 'unchanged' });
  expect(Object.keys(treeOf(root))).not.toContain('.projen/released');
});

test('comments that people add to the list of released files stay as long as its paths do', () => {
  const root = waiting();
  apply(root, files, { release: ['a.yml', 'b/c.sh'] });
  const text = '# ours until 2027\r\nb/c.sh\r\na.yml\r\n';
  put(root, { '.projen/released': text });
  apply(root, [...files, managed('new', '')]);
  expect(treeOf(root)['.projen/released']).toBe(text);
});

test('an edited orphan is removed when accepted, and stays when released', () => {
  const root = waiting();
  expect(kinds(root, [])).toEqual({ 'a.yml': 'orphan', d: 'orphan' });
  apply(root, [], { release: ['a.yml'] });
  expect(treeOf(root)).toMatchObject({ 'a.yml': 'edited\n' });
  const other = waiting();
  expect(apply(other, [], { accept: ['a.yml'] }).removed).toEqual(['a.yml', 'd', '.projen/managed.sha256']);
  expect(treeOf(other)['.projen/backup/20260102T030405.678Z/a.yml']).toBe('edited\n');
});

test('the same command, given again after it was carried out, is no error', () => {
  const root = waiting();
  const decisions = { accept: ['a.yml'], release: ['b/c.sh'] };
  apply(root, files, decisions);
  expect(apply(root, files, decisions).written).toEqual([]);
});

test('an if-missing file that was released by hand can be taken back', () => {
  const root = folderWith({ '.projen/released': 'x.ini\n' });
  const file = ifMissing('x.ini', 'x\n');
  expect(kinds(root, [file])).toEqual({ 'x.ini': 'released' });
  apply(root, [file], { accept: ['x.ini'] });
  expect(treeOf(root)).toEqual({ 'x.ini': 'x\n' });
});

test.each([
  [{ accept: ['typo.yml'] }, '--accept typo.yml: nothing emits this path'],
  [{ release: ['d'] }, '--release d: it is unchanged and needs no decision'],
  [{ accept: ['e'] }, '--accept e: it is create and needs no decision'],
  [{ release: ['nope'] }, '--release nope: nothing emits this path'],
])('the senseless decision %j is refused, and what could be meant is listed', (decision, fault) => {
  const message = messageOf(() => apply(waiting(), [...files, managed('e', '')], decision));
  expect(message).toContain(fault);
  expect(message).toContain('These files wait for a decision:\n  a.yml\n  b/c.sh');
});

test('a senseless decision where nothing waits says so, and no path can be both accepted and released', () => {
  const root = newFolder();
  expect(messageOf(() => apply(root, files, { accept: ['x'] }))).toContain(
    'No file waits for a decision: leave it out.',
  );
  const both = { accept: ['a.yml'], release: ['./a.yml'] };
  expect(messageOf(() => apply(root, files, both))).toContain('--accept and --release both name a.yml. Choose one.');
});

test('an edit made between the plan and the run is seen by the run', () => {
  const root = folderWith({});
  apply(root, files);
  const plan = planChanges(root, [managed('a.yml', 'new\n')], options);
  put(root, { 'a.yml': 'typed just now\n' });
  expect(() => applyPlan(plan, run)).toThrow('was changed by hand');
  expect(treeOf(root)).toMatchObject({ 'a.yml': 'typed just now\n' });
});
