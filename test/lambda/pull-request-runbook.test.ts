/** What the runbooks of a platform tell people to type when promotions are asked for by pull request. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LambdaRepo } from '../../src';
import { typedIn } from '../../src/rehearse/stage/typed';
import { reviewed } from '../invariants/definitions';
import { put, workspaceWith } from '../support/run-script';

const pages = new LambdaRepo(reviewed, { outdir: '/nowhere' }).renderFiles();

function linesOf(page: string): string[][] {
  const text = pages.find(({ path }) => path === `docs/runbooks/${page}.md`)?.content ?? '';
  const lines = typedIn(text);
  return lines.flatMap((line, i) => (line.startsWith('git fetch') ? [lines.slice(i, i + 4)] : []));
}

/** Types the lines in a checkout; what `gh` was called with is the result. */
function type(lines: readonly string[]): { readonly gh: string; readonly show: (path: string) => string } {
  const home = workspaceWith({ called: '' });
  put(home, { 'bin/gh': `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >> '${home}/called'\n` });
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  const PATH = [join(home, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { PATH, HOME: home, GIT_CONFIG_GLOBAL: '/dev/null', ...identity };
  const shell = (script: string, cwd: string): string =>
    execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
  shell(
    'git init -q -b main origin && cd origin && git commit -q --allow-empty -m first && git clone -q . ../checkout',
    home,
  );
  shell(lines.join('\n'), join(home, 'checkout'));
  const show = (path: string): string => shell(`git show ask-live:${path}`, join(home, 'origin'));
  return { gh: readFileSync(join(home, 'called'), 'utf8'), show };
}

test('A promotion is asked for by lines that can be pasted.', () => {
  const [first, emergency] = linesOf('promotion').map(type);
  expect(first?.gh).toBe('pr create --repo Example-Org/reviewed --fill\n');
  expect(JSON.parse(first?.show('.github/releases/live.json') ?? '')).toEqual({ test_stack_version: 'VERSION' });
  expect(JSON.parse(emergency?.show('.github/releases/live.json') ?? '')).toMatchObject({ emergency: true });
});

test('A rollback is asked for in the same way, with and without a version.', () => {
  const requests = linesOf('rollback').map((lines) => lines.join('\n'));
  expect(requests).toHaveLength(4);
  for (const request of requests) expect(request).toContain('> .github/releases/rollback.json');
});

test('The record of a deployment names the pull request by which one goes back.', () => {
  const workflow = pages.find(({ path }) => path === '.github/workflows/sam-deploy.yml')?.content ?? '';
  expect(workflow).toContain('merge a pull request that changes `.github/releases/rollback.json`');
  expect(workflow).not.toContain('gh workflow run rollback.yml');
});
