import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { platform } from '../../repos';
import { LambdaRepo } from '../../src';

function settings(bot: 'dependabot' | 'renovate', path: string): unknown {
  const outdir = mkdtempSync(join(tmpdir(), 'bots-'));
  const repository = new LambdaRepo({ name: 'orders', platform, bots: [bot] }, { outdir });
  const file = repository.renderFiles().find((each) => each.path === path);
  expect(file?.ownership).toBe('if-missing');
  return parse(file?.content ?? '');
}

const MANAGED = ['.github/actions/python-setup/**', '.github/workflows/test-coverage.yml'];

test('Dependabot leaves managed workflows and actions alone and waits a week', () => {
  expect(settings('dependabot', '.github/dependabot.yml')).toMatchObject({
    updates: [
      { 'package-ecosystem': 'github-actions', 'exclude-paths': MANAGED, cooldown: { 'default-days': 7 } },
      { 'package-ecosystem': 'pip', directory: '/', cooldown: { 'default-days': 7 } },
    ],
  });
});

test('Renovate leaves managed workflows and actions alone and waits a week', () => {
  expect(settings('renovate', 'renovate.json')).toMatchObject({ ignorePaths: MANAGED, minimumReleaseAge: '7 days' });
});

test('a repository that names no bot gets no settings of one', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'bots-'));
  const paths = new LambdaRepo({ name: 'orders', platform }, { outdir }).renderFiles().map(({ path }) => path);
  expect(paths.filter((path) => /dependabot|renovate/.test(path))).toEqual([]);
});
