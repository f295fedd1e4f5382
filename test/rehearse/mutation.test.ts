import { parse } from 'yaml';
import { TenantsEventHandler } from '../../repos';
import { allMutants, sample } from '../../src/rehearse/mutation/sample';
import { workspaceWith } from '../support/run-script';

const files = new TenantsEventHandler({ outdir: workspaceWith() }).renderFiles();
const mutants = allMutants(files);
const contentOf = (path: string): string => files.find((file) => file.path === path)?.content ?? '';

test('Every operator finds something to break.', () => {
  const found = [...new Set(mutants.map(({ operator }) => operator))].sort();
  expect(found).toEqual([
    ...['drop-environment', 'drop-if', 'drop-needs', 'drop-permission', 'drop-step', 'empty-value', 'ignore-exit-code'],
    ...[
      'invert-condition',
      'invert-if',
      'move-threshold',
      'skip-check',
      'swallow-exit',
      'swallow-failure',
      'swap-account',
    ],
    ...['swap-region', 'swap-role', 'wrong-alias'],
  ]);
});

test('Every mutant differs from what is emitted, says how, and no two are the same.', () => {
  for (const { path, content, what } of mutants) {
    expect(what).not.toBe('');
    expect({ path, what, same: content === contentOf(path) }).toEqual({ path, what, same: false });
  }
  expect(new Set(mutants.map(({ path, content }) => `${path}\n${content}`)).size).toBeGreaterThan(
    mutants.length * 0.97,
  );
});

test('A mutant of a workflow is YAML, and one thing of it is different.', () => {
  const dropped = mutants.filter(({ operator }) => operator === 'drop-environment');
  expect(dropped.length).toBeGreaterThan(3);
  for (const { path, content } of dropped) {
    const [before, after] = [parse(contentOf(path)), parse(content)].map((file) => Object.values(file.jobs));
    const count = (jobs: unknown): number => JSON.stringify(jobs).split('"environment":').length;
    expect(count(after)).toBeLessThan(count(before));
  }
});

test('Comments of scripts are left alone.', () => {
  const scripts = mutants.filter(({ path }) => path.endsWith('.sh'));
  const comments = (text: string): string[] => text.split('\n').filter((line) => /^\s*#/.test(line));
  for (const { path, content } of scripts) expect(comments(content)).toEqual(comments(contentOf(path)));
});

test('The same seed gives the same sample, which takes every operator in turn.', () => {
  const first = sample(mutants, 34, 7);
  expect(sample(mutants, 34, 7)).toEqual(first);
  expect(sample(mutants, 34, 8)).not.toEqual(first);
  expect(new Set(first.map(({ operator }) => operator)).size).toBe(17);
  expect(sample(mutants, 100_000, 1)).toHaveLength(mutants.length);
});
