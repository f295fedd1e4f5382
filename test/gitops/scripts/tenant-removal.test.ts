/** The branch and the record that the destruction of a tenant leaves in Git. */
import { addCommit, commitOf } from '../../../src/rehearse/github/commits';
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

const OF = { TENANT: 'acme', ENVIRONMENT: 'sit', TICKET: 'OPS-1' };
const SHA = 'd'.repeat(40);
const BRANCH = 'destroy-tenant/acme-sit-dddddddddddd';
const CODE = { 'tenants/acme/main.tf': 'module', 'tenants/acme/docs/é b.md': 'x', 'tenants/other/sit.tfvars': 'a = 1' };

describe('push-removal.sh', () => {
  async function push(names: readonly string[], times = 1): Promise<Outcome & { gone: string[] | undefined }> {
    const files = { ...CODE, ...Object.fromEntries(names.map((name) => [`tenants/acme/${name}`, name])) };
    const local = new GitRepository();
    local.commit(files);
    addCommit(github.repository, { sha: SHA, files: { ...files, 'README.md': 'a' } });
    const env = { ...github.env, ...OF, TENANTS: 'tenants' };
    const run = Array(times).fill('.github/scripts/push-removal.sh').join('\n');
    const told = await runScript('push-removal', { workspace: local.folder, env, runner: { GITHUB_SHA: SHA }, run });
    const kept = commitOf(github.repository, BRANCH);
    const all = [...Object.keys(files), 'README.md'];
    return {
      ...told,
      gone: kept && all.filter((path) => kept.files[path] === undefined).map((path) => path.slice(13)),
    };
  }

  test.each([
    ['the file of the environment', ['dev.tfvars', 'sit.tfvars'], ['sit.tfvars'], 'file'],
    ['that file, not the one of all', ['sit.tfvars', 'terraform.tfvars'], ['sit.tfvars'], 'file'],
    ['the one file beside those of others', ['dev.tfvars', 'terraform.tfvars'], ['terraform.tfvars'], 'file'],
    [
      'the folder with the last file',
      ['sit.tfvars', 'a.auto.tfvars'],
      ['main.tf', 'docs/é b.md', 'sit.tfvars', 'a.auto.tfvars'],
      'folder',
    ],
    ['the folder with its one file', ['terraform.tfvars'], ['main.tf', 'docs/é b.md', 'terraform.tfvars'], 'folder'],
  ])('takes out %s.', async (_, names, gone, what) => {
    const told = await push(names);
    expect([told.code, told.gone, told.outputs]).toEqual([0, gone, { branch: BRANCH, gone: what }]);
    expect(commitOf(github.repository, BRANCH)).toMatchObject({
      parents: [SHA],
      message: expect.stringContaining('(OPS-1)'),
    });
  });

  test('finds the branch of the run before, and leaves it as it is.', async () => {
    const told = await push(['dev.tfvars', 'sit.tfvars'], 2);
    expect([told.code, told.gone]).toEqual([0, ['sit.tfvars']]);
    expect(told.output).toContain(`${BRANCH} is there already.`);
    expect(github.repository.commits).toHaveLength(3);
  });

  test('says so where GitHub refuses.', async () => {
    github.failures = [{ match: /^POST .*\/git\/trees/, status: 403 }];
    expect((await push(['sit.tfvars'])).code).not.toBe(0);
  });
});

describe('record-destruction.sh', () => {
  const record = (LEFT: string): Promise<Outcome> => {
    const env = { ...github.env, ...OF, LEFT, APPROVERS: 'bob', REASON: 'They | left', BRANCH, GONE: 'file' };
    return runScript('record-destruction', { env, runner: { GITHUB_SHA: SHA } });
  };
  const tags = (): string[] => Object.keys(github.repository.refs).filter((ref) => ref.startsWith('refs/tags/'));
  beforeEach(() => addCommit(github.repository, { sha: SHA }));

  test('tags what this run destroyed, or a dead one, and says what is next.', async () => {
    for (const left of ['true', 'false']) {
      github.repository.refs = { 'refs/heads/main': SHA, 'refs/tags/destroy-tenant-acme-sit-x': SHA };
      const { code, summary } = await record(left);
      expect([code, tags()[1]]).toEqual([0, 'refs/tags/destroy-tenant-acme-sit-4711']);
      expect(summary).toMatch(
        /^## acme is destroyed in sit\n[^]*They \/ left[^]*takes its file out of main.*\/compare\/main\.\.\./,
      );
    }
    expect(github.repository.tags[0]).toMatchObject({
      object: SHA,
      message: expect.stringContaining('"ticket": "OPS-1"'),
    });
  });

  test('says that it was destroyed before, once it is on record.', async () => {
    github.repository.refs['refs/tags/destroy-tenant-acme-sit-99'] = SHA;
    const { summary } = await record('false');
    expect(summary).toContain('## acme was destroyed in sit by run 99; nothing was left to do');
    expect(tags()).toHaveLength(1);
  });

  test('makes deployments before it unknown, and those after it not.', async () => {
    github.repository.refs['refs/tags/deploy-tenant-acme-sit-98'] = SHA;
    github.repository.refs['refs/tags/destroy-tenant-acme-sit-99'] = SHA;
    const newest = async (): Promise<string | undefined> =>
      (await runScript('newest-tag', { env: { ...github.env, TENANT: 'acme', ENVIRONMENT: 'sit' } })).outputs['run'];
    expect(await newest()).toBe('');
    github.repository.refs['refs/tags/deploy-tenant-acme-sit-100'] = SHA;
    expect(await newest()).toBe('100');
  });
});
