import * as fs from 'node:fs';
import { join } from 'node:path';
import { checkPlan, planChanges } from '../../src/managed';
import type { RenderedFile } from '../../src/model/rendered-file';
import { apply, folderWith, ifMissing, managed, newFolder, options, put, treeOf } from './support/tree';

const findingsOf = (root: string, files: readonly RenderedFile[]) => checkPlan(planChanges(root, files, options));
const check = (root: string, files: readonly RenderedFile[]) => findingsOf(root, files).map(({ message }) => message);

test('a repository as generated has no findings, and checking writes nothing', () => {
  const root = newFolder();
  const files = [managed('a', 'a\n'), ifMissing('x.ini', '')];
  apply(root, files);
  fs.rmSync(join(root, 'x.ini'));
  const before = treeOf(root);
  expect(check(root, files)).toEqual([]);
  expect(treeOf(root)).toEqual(before);
});

test('missing, edited, stale, foreign, blocked and orphaned files are each named with what to do', () => {
  const root = folderWith({ foreign: 'mine\n', 'blocked/x': '' });
  const run = managed('run', '', { executable: true });
  apply(root, [
    managed('edited', '1\n'),
    managed('stale', '1\n'),
    managed('missing', '1\n'),
    managed('orphan', '1\n'),
    managed('old', '1\n'),
    run,
  ]);
  put(root, { edited: 'x\n', old: 'x\n' });
  fs.chmodSync(join(root, 'run'), 0o644);
  fs.rmSync(join(root, 'missing'));
  const names = ['edited', 'stale', 'missing', 'foreign', 'blocked'];
  const findings = findingsOf(root, [...names.map((name) => managed(name, '2\n')), run]);
  expect(findings.map(({ path, problem }) => [path, problem])).toEqual([
    ['blocked', 'blocked'],
    ['edited', 'edited'],
    ['foreign', 'foreign'],
    ['missing', 'missing'],
    ['old', 'edited'],
    ['orphan', 'out of date'],
    ['run', 'out of date'],
    ['stale', 'out of date'],
  ]);
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('blocked is a directory, not a regular file; move it away. Change repos/orders.ts instead'),
    'edited was changed by hand. Change repos/orders.ts instead, or run npx projen plan to see the difference and the ways out.',
    expect.stringContaining('foreign exists already and was never written by this tool.'),
    'missing is missing. Run npx projen.',
    expect.stringContaining('old is no longer emitted, but was changed by hand.'),
    'orphan is no longer emitted. Run npx projen.',
    'run lost its x bit. Run npx projen.',
    'stale is out of date. Run npx projen.',
  ]);
});

test('a manifest that is missing or lags behind is a finding of its own', () => {
  const root = newFolder();
  apply(root, [managed('a', 'a\n')]);
  fs.copyFileSync(join(root, '.projen/managed.sha256'), join(root, 'old'));
  apply(root, [managed('a', 'b\n')]);
  fs.renameSync(join(root, 'old'), join(root, '.projen/managed.sha256'));
  expect(check(root, [managed('a', 'b\n')])).toEqual(['.projen/managed.sha256 is out of date. Run npx projen.']);
  fs.rmSync(join(root, '.projen/managed.sha256'));
  expect(check(root, [managed('a', 'b\n')])).toEqual(['.projen/managed.sha256 is missing. Run npx projen.']);
});
