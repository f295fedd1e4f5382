import { GitRepository } from '../../support/git-repository';
import { runScript, type Outcome } from '../../support/run-script';

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-11-30\n\n- All.\n';

/** A repository whose main has version 1.2.3, with a branch beside it. */
function repository(): { git: GitRepository; main: string; beside: string } {
  const git = new GitRepository();
  const main = git.commit({ 'package.json': '{ "version": "1.2.3" }\n', 'CHANGELOG.md': CHANGELOG });
  git.git('update-ref', 'refs/remotes/origin/main', main);
  return { git, main, beside: git.commit({ 'own.txt': 'never reviewed\n' }) };
}

function check(git: GitRepository, tag: string, commit: string): Promise<Outcome> {
  return runScript('check-release', {
    workspace: git.folder,
    runner: { GITHUB_REF_NAME: tag, GITHUB_REF: `refs/tags/${tag}`, GITHUB_SHA: commit },
  });
}

test('a tag on main that says the version of the package is a release', async () => {
  const { git, main } = repository();
  const { code, output, outputs } = await check(git, 'v1.2.3', main);
  expect({ code, output }).toEqual({ code: 0, output: 'v1.2.3 is a release of what is on main.\n' });
  expect(outputs).toEqual({ version: '1.2.3' });
});

test('an older commit of main may be tagged, too', async () => {
  const { git, main, beside } = repository();
  git.git('update-ref', 'refs/remotes/origin/main', beside);
  expect((await check(git, 'v1.2.3', main)).code).toBe(0);
});

test.each(['1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v1.2.3;id', 'vnext'])('%s is no tag of a release', async (tag) => {
  const { git, main } = repository();
  const { code, output } = await check(git, tag, main);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`"${tag}" is no tag of a release`) });
});

test('a tag that says another version is refused', async () => {
  const { git, main } = repository();
  const { code, output, outputs } = await check(git, 'v1.2.4', main);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('says 1.2.4 and package.json 1.2.3') });
  expect(outputs).toEqual({});
});

test.each(['## Unreleased\n', '## 1.2.3\n', '## 1.2.30 - 2026-11-30\n', '## 1x2x3 - 2026-11-30\n'])(
  'a version of which the changelog says only %j is refused',
  async (changelog) => {
    const { git } = repository();
    const main = git.commit({ 'CHANGELOG.md': changelog });
    git.git('update-ref', 'refs/remotes/origin/main', main);
    const { code, output } = await check(git, 'v1.2.3', main);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('no heading "## 1.2.3 - <date>"') });
  },
);

test('a commit that is not on main is refused', async () => {
  const { git, beside } = repository();
  const { code, output } = await check(git, 'v1.2.3', beside);
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringContaining(`${beside.slice(0, 7)} is not on main`),
  });
});

test('a checkout that does not know main is refused, and says what to change', async () => {
  const { git, main } = repository();
  git.git('update-ref', '-d', 'refs/remotes/origin/main');
  const { code, output } = await check(git, 'v1.2.3', main);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('fetch-depth 0') });
});
