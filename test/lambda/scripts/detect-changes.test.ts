import { addRun, type RunOptions } from '../../../src/rehearse/github/runs';
import { GitRepository } from '../../support/git-repository';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const succeeded = { path: '.github/workflows/deploy-dev.yml', status: 'completed', conclusion: 'success' } as const;

/** A push of `commits` onto a commit that was deployed. */
async function push(
  commits: Record<string, string | null>[],
  runner: Record<string, string> = {},
  runs: (deployed: string) => Partial<RunOptions>[] = (sha) => [{ sha }],
): Promise<Outcome> {
  const repository = new GitRepository();
  const deployed = repository.commit({
    'src/main.py': 'print(1)\nprint(2)\nprint(3)\n',
    'README.md': '# Shop',
    'docs/a.md': 'a',
  });
  let GITHUB_SHA = deployed;
  for (const files of commits) GITHUB_SHA = repository.commit(files);
  for (const run of runs(deployed)) addRun(github.repository, { ...succeeded, ...run });
  const workspace = repository.folder;
  return runScript('detect-changes', {
    workspace,
    env: github.env,
    runner: { GITHUB_SHA, GITHUB_EVENT_NAME: 'push', ...runner },
  });
}

describe('documents need no deployment', () => {
  test.each<[string, Record<string, string | null>[], string[]]>([
    ['a page', [{ 'README.md': 'x' }], ['README.md']],
    [
      'what describes the repository',
      [{ LICENSE: 'x', '.gitignore': 'x', '.github/CONTRIBUTING.md': 'x' }],
      ['.github/CONTRIBUTING.md', '.gitignore', 'LICENSE'],
    ],
    ['forms', [{ '.github/ISSUE_TEMPLATE/bug.yml': 'x' }], ['.github/ISSUE_TEMPLATE/bug.yml']],
    ['a folder of documents', [{ 'docs/a.md': null, 'docs/img/b c.png': 'x' }], ['docs/a.md', 'docs/img/b c.png']],
    ['several pushes', [{ 'README.md': 'x' }, { 'docs/b.md': 'x' }], ['README.md', 'docs/b.md']],
  ])('%s', async (_, commits, told) => {
    const { code, outputs, summary } = await push(commits);
    expect([code, outputs]).toEqual([0, { code: 'false' }]);
    expect(summary).toContain('### Nothing to deploy');
    expect(summary.split('\n').filter((line) => line.startsWith('- '))).toEqual(told.map((path) => `- ${path}`));
  });

  test('neither does a push that changes nothing', async () => {
    expect((await push([{}])).outputs).toEqual({ code: 'false' });
  });
});

describe('everything else is deployed', () => {
  test.each<[string, Record<string, string | null>[]]>([
    ['code', [{ 'src/main.py': 'print(2)' }]],
    ['code beside documents', [{ 'README.md': 'x', 'src/new.py': '' }]],
    ['code that goes away', [{ 'src/main.py': null }]],
    [
      'code that moves among the documents',
      [{ 'src/main.py': null, 'docs/main.py': 'print(1)\nprint(2)\nprint(3)\n' }],
    ],
    ['a page that the function may read', [{ 'src/page.md': 'x' }]],
    ['a workflow', [{ '.github/workflows/deploy-dev.yml': 'x' }]],
    ['a name that only ends like a document', [{ 'src/docs/a.py': 'x' }]],
    ['a name of several lines', [{ 'README.md': 'x', 'src/a\nREADME.md': 'x' }]],
    ['a name in other letters', [{ 'README.md': 'x', 'src/naïve.py': 'x' }]],
    [
      'code that a replaced run would have deployed, before documents',
      [{ 'src/main.py': 'print(2)' }, { 'README.md': 'x' }],
    ],
  ])('%s', async (_, commits) => {
    expect(await push(commits)).toMatchObject({ code: 0, outputs: { code: 'true' }, summary: '' });
  });

  test('whatever there is, when a person starts the run', async () => {
    expect((await push([{ 'README.md': 'x' }], { GITHUB_EVENT_NAME: 'workflow_dispatch' })).outputs).toEqual({
      code: 'true',
    });
    expect(github.calls).toEqual([]);
  });

  test.each([
    ['when nothing was deployed before', []],
    ['when the deployed commit is no longer there', [{ sha: 'f'.repeat(40) }]],
    ['when the run names no commit', [{ sha: '' }]],
    ['when the run names what looks like an option', [{ sha: '--output=pwned' }]],
  ])('%s', async (_, runs) => {
    const outcome = await push([{ 'README.md': 'x' }], {}, () => runs);
    expect(outcome).toMatchObject({ code: 0, outputs: { code: 'true' } });
  });

  test.each([
    [403, '{"message":"no"}'],
    [404, ''],
    [200, '<html>'],
    [200, ''],
  ])('when GitHub does not tell what was deployed (%s %s)', async (status, body) => {
    github.failures = [{ match: /runs/, status, body }];
    expect(await push([{ 'README.md': 'x' }])).toMatchObject({ code: 0, outputs: { code: 'true' } });
  });
});

test('only the last run on main that succeeded as a whole counts', async () => {
  const { outputs } = await push([{ 'README.md': 'x' }], {}, (sha) => [
    { sha: 'e'.repeat(40) },
    { sha },
    { sha: 'f'.repeat(40), conclusion: 'failure' },
    { sha: 'f'.repeat(40), branch: 'feature' },
    { sha: 'f'.repeat(40), path: '.github/workflows/promote-to-sit.yml' },
  ]);
  expect(outputs).toEqual({ code: 'false' });
  expect(github.calls).toEqual([
    'GET /repos/acme/shop/actions/workflows/deploy-dev.yml/runs?branch=main&status=success&per_page=1',
  ]);
});
