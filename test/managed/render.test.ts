import * as fs from 'node:fs';
import { join } from 'node:path';
import { planChanges, planToJson, renderPlan, renderRefusal } from '../../src/managed';
import type { RenderedFile } from '../../src/model/rendered-file';
import { apply, folderWith, ifMissing, managed, newFolder, options, put } from './support/tree';

const plain = (root: string, files: RenderedFile[], more = {}) =>
  renderPlan(planChanges(root, files, { ...options, ...more }), { color: false });

test('the text lists each file with its kind, then the differences, then a sentence', () => {
  const root = folderWith({ 'kept.ini': '' });
  apply(root, [managed('a.yml', 'one\ntwo\n'), managed('same', '')]);
  const files = [managed('a.yml', 'one\n2\n'), managed('same', ''), managed('new', 'new\n'), ifMissing('kept.ini', '')];
  expect(plain(root, files)).toBe(`update    a.yml
kept      kept.ini (exists and belongs to people)
create    new
unchanged same

--- a.yml (in the repository)
+++ a.yml (as generated)
@@ -1,2 +1,2 @@
 one
-two
+2

--- new (in the repository)
+++ new (as generated)
@@ -0,0 +1,1 @@
+new

1 file to create, 1 file to update, 2 files to leave as they are.
`);
});

test('refused files come with the two ways out, quoted for a shell, and the place of the definition', () => {
  const root = folderWith({ "it's mine": 'mine\n', '-x': 'mine\n', 'blocked/x': '' });
  const files = [managed("it's mine", 'ours\n'), managed('-x', 'ours\n'), managed('blocked', '')];
  const text = plain(root, files);
  expect(text).toContain("  --accept 'it'\\''s mine'\n  --release 'it'\\''s mine'\n");
  expect(text).toContain("  --accept '-x'\n");
  expect(text).not.toContain('--accept blocked');
  expect(text).toContain('the old content is saved under .projen/backup/ first.');
  expect(text).toContain('To change what is generated, change repos/orders.ts.');
  expect(text).toContain('3 files need a decision; nothing is written.\n');
  expect(plain(root, files.slice(0, 1))).toContain('1 file needs a decision; nothing is written.\n');
});

test('a decision is shown with the file, and the file no longer waits', () => {
  const root = folderWith({ a: 'mine\n', b: 'mine\n' });
  const text = plain(root, [managed('a', 'ours\n'), managed('b', 'ours\n')], { accept: ['a'], release: ['b'] });
  expect(text).toContain(
    'foreign   a (exists already and was never written by this tool; accepted: the old content is saved, then replaced)',
  );
  expect(text).toContain('released: it belongs to people from now on)');
  expect(text).toContain('1 file to update, 1 file to leave as it is.\n');
});

test('numbers agree with their nouns, and a run without work says so', () => {
  const root = newFolder();
  expect(plain(root, [managed('a', ''), managed('b', '')])).toContain('2 files to create.\n');
  expect(plain(root, [])).toBe('Nothing to do.\n');
  apply(root, [managed('a', 'a\n')]);
  expect(plain(root, [])).toContain('1 file to remove.\n');
  fs.rmSync(join(root, 'a'));
  expect(plain(root, [])).toContain('Only the list of managed files changes.\n');
});

test('a removed file shows what goes, an if-missing or mode-only change shows no difference it does not make', () => {
  const root = newFolder();
  apply(root, [managed('a', 'a\n'), managed('run', 'x\n', { executable: true })]);
  fs.chmodSync(join(root, 'run'), 0o644);
  const text = plain(root, [managed('run', 'x\n', { executable: true })]);
  expect(text).toContain('@@ -1,1 +0,0 @@\n-a\n');
  expect(text).toContain('update    run (lost its x bit)');
  expect(text).not.toContain('--- run');
});

test('colours mark kinds and differences, and only when asked for', () => {
  const root = folderWith({ a: 'mine\n' });
  const plan = planChanges(root, [managed('a', 'ours\n'), managed('b', '')], options);
  const colored = renderPlan(plan, { color: true });
  expect(colored).toContain('\u001b[31mforeign  \u001b[0m a');
  expect(colored).toContain('\u001b[32m+ours\u001b[0m');
  expect(colored).toContain('\u001b[31m-mine\u001b[0m');
  expect(colored).toContain('\u001b[36m@@ -1,1 +1,1 @@\u001b[0m');
  expect(renderPlan(plan, { color: false })).not.toContain('\u001b');
  expect(renderRefusal(plan, { color: true })).not.toContain('create');
});

test('control characters of a repository never reach the terminal', () => {
  const root = folderWith({ a: 'x\u001b[2Jy\u0085\u202e\n', b: Buffer.from([0xff, 10]) });
  const text = plain(root, [managed('a', 'x\n'), managed('b', 'x\n')]);
  expect(text).toContain('-x\\x1b[2Jy\\x85\\u202e\n');
  expect(text).toContain('b: the file in the repository is not UTF-8 text.\n');
});

test('files that stay as they are share a line', () => {
  const two = [managed('a', 'a\n'), managed('b', 'b\n')];
  const root = newFolder();
  apply(root, two);
  expect(plain(root, [...two, managed('c', 'c\n')])).toMatch(/^create {4}c\nunchanged 2 files\n\n/);
});

test('a difference that nobody reads is only counted', () => {
  const lines = (from: number) => Array.from({ length: 4000 }, (_, i) => `${from + i}\n`).join('');
  const root = folderWith({ a: lines(0) });
  expect(plain(root, [managed('a', lines(9000))])).toContain('a: more than 2000 lines differ.\n');
});

const sha = (digit: string) => digit.repeat(40);
const workflow = (...uses: string[]) => `jobs:\n${uses.map((use) => `  - uses: ${use}\n`).join('')}    run: x\n`;

describe('a bot that bumped actions', () => {
  const path = '.github/workflows/a.yml';
  const checkout = `actions/checkout@${sha('a')} # v4.1.0`;
  const explain = (after: string, name = path, before = workflow(checkout, checkout)) => {
    const root = newFolder();
    apply(root, [managed(name, before)]);
    put(root, { [name]: after });
    return plain(root, [managed(name, before)]);
  };

  test('is recognised, and the table of pins is named, where the bump belongs', () => {
    const bumped = `actions/checkout@${sha('b')} # v5.0.0`;
    for (const text of [workflow(bumped, bumped), workflow(bumped, bumped).replaceAll('\n', '\r\n')]) {
      expect(explain(text)).toContain(
        `edited    ${path} (a bot moved actions/checkout from v4.1.0 to v5.0.0; take it into the pins, from where every repository gets it: projen-fleet pins take ${path} --file PROJEN_FLEET/src/github/pins.json)`,
      );
    }
    expect(explain(workflow(checkout, 'actions/checkout@v5'))).toContain('moved actions/checkout from v4.1.0 to v5;');
  });

  test.each([
    ['another line changed too', workflow(checkout, 'actions/checkout@v5').replace('run: x', 'run: y'), path],
    ['the action is another one', workflow(checkout, 'evil/checkout@v5'), path],
    ['a line was added', `${workflow(checkout, 'actions/checkout@v5')}\n`, path],
    ['the file is no YAML', workflow(checkout, 'actions/checkout@v5'), 'a.txt'],
    ['the file is no text', '\u0000', path],
  ])('is not assumed when %s', (_, after, name) => {
    expect(explain(after, name)).toContain(`edited    ${name} (was changed by hand)`);
  });

  test('is not assumed for bytes that are no UTF-8', () => {
    const root = newFolder();
    apply(root, [managed(path, 'x\n')]);
    put(root, { [path]: Buffer.from([0xff]) });
    expect(plain(root, [managed(path, 'x\n')])).toContain('(was changed by hand)');
  });
});

const DIFF = '--- a (in the repository)\n+++ a (as generated)\n@@ -1,1 +1,1 @@\n-mine\n+ours\n';

test('the JSON form holds the same facts for programs', () => {
  const root = folderWith({ a: 'mine\n' });
  const json = planToJson(planChanges(root, [managed('a', 'ours\n'), managed('b', 'b\n')], options));
  expect(JSON.parse(JSON.stringify(json))).toMatchObject({
    root,
    definition: 'repos/orders.ts',
    changes: true,
    refused: true,
    summary: '1 file needs a decision; nothing is written.',
    files: [
      { path: 'a', kind: 'foreign', refused: true, decision: null, bumps: [], diff: DIFF },
      { path: 'b', kind: 'create', refused: false },
    ],
  });
  expect(
    planToJson(planChanges(root, [managed('a', 'ours\n')], { ...options, accept: ['a'] })).files[0]?.decision,
  ).toBe('accept');
});
