import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareClone } from '../../../src/fleet/rollout/clone';
import { Git, GitError, gitVariables } from '../../../src/fleet/rollout/git';
import { folderWith } from '../support/commands';
import { template } from './support/world';

const env = { PATH: process.env['PATH'], HOME: '/nowhere', GITHUB_TOKEN: 'ghp_secret', GIT_DIR: '/elsewhere' };

describe('Variables of git', () => {
  test('A token goes to the server of the remote by a header, and is under no other name.', () => {
    const given = gitVariables(env, 'https://github.com/acme/shop.git', 'ghp_secret');
    expect(Object.values(given).join('\n')).not.toContain('ghp_secret');
    const [key] = Object.entries(given).find(([, value]) => value === 'http.https://github.com/.extraHeader') ?? [''];
    const header = given[key.replace('KEY', 'VALUE')] ?? '';
    expect(Buffer.from(header.replace('Authorization: Basic ', ''), 'base64').toString()).toBe('x-access-token:ghp_secret'); // prettier-ignore
  });

  test('A remote on this machine gets no header, and no variable leads git elsewhere.', () => {
    const given = gitVariables(env, 'file:///tmp/shop.git', 'ghp_secret');
    expect(Object.values(given).join('\n')).not.toContain('extraHeader');
    expect(given['GIT_DIR']).toBeUndefined();
  });
});

describe('What git refuses is told in words', () => {
  test.each([
    ['! [remote rejected] a -> a (refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission)', 'GitHub takes no workflow from this token (.github/workflows/ci.yml).'],
    ['! [remote rejected] a -> a (refusing to allow a Personal Access Token to create or update workflow `.github/workflows/x.yml` without `workflow` scope)', 'the scope "workflow"'],
    ["remote: Repository not found.\nfatal: repository 'https://github.com/acme/x.git/' not found", 'GitHub shows no such repository'],
    ['! [rejected] a -> a (stale info)', 'Somebody pushed to the branch at the same moment'],
    ['remote: error: GH006: Protected branch update failed.\nTo https://github.com/a/b\nerror: failed to push some refs', 'git push: error: GH006: Protected branch update failed.'],
  ])('%s', (said, sentence) => {
    expect(new GitError('push', said).message).toContain(sentence);
  }); // prettier-ignore
});

describe('A clone', () => {
  function gitIn(folder: string): Git {
    return new Git(folder, gitVariables({ PATH: process.env['PATH'] }, 'file:///', undefined));
  }

  test('in which git was killed is made anew.', async () => {
    const git = gitIn(join(folderWith(), 'shop'));
    const remote = `file://${template()}`;
    const { baseSha } = await prepareClone(git, remote);
    writeFileSync(join(git.folder, '.git/index.lock'), '');
    writeFileSync(join(git.folder, 'leftover.txt'), '');
    expect(await prepareClone(git, remote)).toMatchObject({ base: 'main', baseSha, proposedSha: undefined });
    expect(await git.run(['status', '--porcelain'])).toBe('');
  });

  test('of a repository without any commit is refused with what to do.', async () => {
    const bare = folderWith();
    execFileSync('git', ['init', '--quiet', '--bare', bare]);
    const folder = join(folderWith(), 'shop');
    mkdirSync(folder);
    await expect(prepareClone(gitIn(folder), `file://${bare}`)).rejects.toThrow('Push a first one.');
  });

  test('is left alone where the remote cannot be reached.', async () => {
    const folder = folderWith();
    await expect(prepareClone(gitIn(folder), 'file:///nowhere/shop.git')).rejects.toThrow('no such repository');
  });
});
