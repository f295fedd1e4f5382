import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import {
  checkPlan,
  onlyWriterChanges,
  planChanges,
  renderPlan,
  type PlanOptions,
  type Writer,
} from '../../src/managed';
import { apply, folderWith, managed, messageOf, newFolder, options, put, treeOf } from './support/tree';

const MANIFEST = '.projen/managed.sha256';
const files = [managed('a.yml', 'a\n'), managed('b.yml', 'b\n')];
const hash = 'a'.repeat(64);
const old: Writer = { version: '0.1.0', definition: '0123456789ab' };

const head = (root: string) => fs.readFileSync(join(root, MANIFEST), 'utf8').split('\n')[0];
const plan = (root: string, more: Partial<PlanOptions>) => planChanges(root, files, { ...options, ...more });
const told = (root: string, more: Partial<PlanOptions>) => renderPlan(plan(root, more), { color: false }).trimEnd();

/** A repository that `old` wrote. */
function written(writer: Writer | undefined = old): string {
  const root = newFolder();
  apply(root, files, { writer });
  return root;
}

test.each([
  [old, '# projen-fleet 0.1.0, definition 0123456789ab'],
  [{ version: '2.0.0-rc.1' }, '# projen-fleet 2.0.0-rc.1'],
])('%j is the first line of the manifest, and is read back', (writer, line) => {
  const root = written(writer);
  expect(head(root)).toBe(line);
  expect(plan(root, { writer }).writtenBy).toEqual(writer);
  expect(apply(root, files, { writer }).written).toEqual([]);
});

test.each(['sha256sum', 'shasum'])('%s --check --strict passes over the line, and still finds an edit', (program) => {
  const root = written();
  const args = program === 'shasum' ? ['--algorithm', '256'] : ['--quiet'];
  const check = () =>
    execFileSync(program, [...args, '--check', '--strict', MANIFEST], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  expect(check().toString()).not.toContain('projen-fleet');
  put(root, { 'b.yml': 'edited\n' });
  expect(check).toThrow('Command failed');
});

test('a manifest of nothing has no first line either', () => {
  const root = written();
  apply(root, [], { writer: old });
  expect(treeOf(root)).toEqual({});
});

test('a manifest from before versions were named is read, and one sentence tells that it will name one', () => {
  const root = newFolder();
  apply(root, files);
  expect(plan(root, { writer: old }).writtenBy).toBeUndefined();
  expect(told(root, { writer: old })).toBe(
    `unchanged 2 files\n\nOnly ${MANIFEST} changes. The manifest names its writer from now on: projen-fleet 0.1.0.`,
  );
  expect(apply(root, files, { writer: old }).written).toEqual([MANIFEST]);
});

test.each([
  [{ ...old, version: '0.2.0' }, 'projen-fleet 0.1.0 → 0.2.0; the definition is the same.'],
  [{ version: '0.2.0', definition: 'f'.repeat(12) }, 'projen-fleet 0.1.0 → 0.2.0; the definition has changed, too.'],
  [{ ...old, definition: 'f'.repeat(12) }, 'The definition has changed since it was last applied.'],
])('when only the line changes, to %j, plan and check say so in one sentence', (writer, news) => {
  const root = written();
  expect(told(root, { writer })).toBe(`unchanged 2 files\n\nOnly ${MANIFEST} changes. ${news}`);
  const messages = checkPlan(plan(root, { writer })).map(({ message }) => message);
  expect(messages).toEqual([`${MANIFEST} is out of date. ${news} Run npx projen.`]);
});

test('when files change, too, the sentence follows the number of files', () => {
  const root = written();
  const after = [managed('a.yml', 'new\n')];
  const changed = planChanges(root, after, { ...options, writer: { ...old, version: '0.2.0' } });
  expect(renderPlan(changed, { color: false })).toContain(
    '1 file to update, 1 file to remove. projen-fleet 0.1.0 → 0.2.0; the definition is the same.\n',
  );
});

test('a repository that is written for the first time is not told what is new', () => {
  expect(told(newFolder(), { writer: old })).toMatch(/\n2 files to create\.$/);
});

test.each([
  ['0.2.0', '0.1.9'],
  ['0.10.0', '0.9.0'],
  ['1.0.0', '1.0.0-rc.2'],
])('what %s wrote is not written by %s: nothing changes, and the message says what to install', (newer, older) => {
  const root = written({ version: newer });
  put(root, { 'a.yml': 'edited\n' });
  const before = treeOf(root);
  const message = messageOf(() => apply(root, files, { writer: { version: older }, accept: ['a.yml'] }));
  expect(message).toContain(`was written by projen-fleet ${newer}, and this is ${older}`);
  expect(message).toContain(`Nothing was written. Install projen-fleet ${newer} or newer`);
  expect(treeOf(root)).toEqual(before);
});

test('a downgrade that is asked for is done, and told', () => {
  const root = written({ ...old, version: '0.2.0' });
  const downgrade = { writer: old, allowDowngrade: true };
  expect(told(root, downgrade)).toContain('projen-fleet 0.2.0 → 0.1.0; the definition is the same.');
  apply(root, files, downgrade);
  expect(head(root)).toBe('# projen-fleet 0.1.0, definition 0123456789ab');
});

test.each([
  ['# projen-fleet banana', 'line 1 is not "# projen-fleet <version>, definition'],
  ['# projen-fleet v1.0.0', 'line 1 is not "# projen-fleet <version>'],
  ['# projen-fleet 1.0.0, definition 12', 'line 1 is not "# projen-fleet <version>'],
  ['# projen-fleet 1.0.0\n# projen-fleet 2.0.0', 'line 2 names the writer a second time'],
])('a manifest with "%s" is refused: whether this is a downgrade cannot be told', (line, fault) => {
  const root = folderWith({ [MANIFEST]: `${line}\n${hash}  a.yml\n` });
  expect(messageOf(() => plan(root, { writer: old }))).toContain(fault);
});

test('a remark of people is passed over, as sha256sum does, and goes with the next writing', () => {
  const root = written();
  const text = fs.readFileSync(join(root, MANIFEST), 'utf8');
  put(root, { [MANIFEST]: `# mine\n${text}` });
  expect(plan(root, { writer: old }).writtenBy).toEqual(old);
  apply(root, files, { writer: old });
  expect(fs.readFileSync(join(root, MANIFEST), 'utf8')).toBe(text);
});

describe('that only the writer is new is known', () => {
  const now = { version: '0.2.0', definition: 'ba9876543210' };

  test.each([undefined, old])('after %j', (writer) => {
    expect(onlyWriterChanges(plan(written(writer), { writer: now }))).toBe(true);
  });

  test('and not said where a file, or the list itself, is another', () => {
    const root = written();
    expect(onlyWriterChanges(plan(root, { writer: old }))).toBe(false);
    expect(onlyWriterChanges(planChanges(root, [managed('a.yml', 'b\n')], { ...options, writer: now }))).toBe(false);
    fs.rmSync(join(root, MANIFEST));
    expect(onlyWriterChanges(plan(root, { writer: now }))).toBe(false);
  });
});
