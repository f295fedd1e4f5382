import { addCommit } from '../../../src/rehearse/github';
import { fieldsOf, World } from './world';

let world: World;
let base: string;
let feature: string;
beforeEach(async () => {
  world = await World.start();
  base = addCommit(world.shop, {
    message: 'Begin',
    files: { 'README.md': '# Shop\n', 'src/main.py': 'a\nb\nc\n' },
  }).sha;
  const changed = { 'src/main.py': 'a\nB\nc\n', 'src/new.py': 'x\ny\n', 'README.md': null };
  feature = addCommit(world.shop, { message: 'Change', files: changed, branch: 'team/feature', parents: [base] }).sha;
});
afterEach(() => world.github.stop());

describe('references', () => {
  const post = (json: unknown): ReturnType<World['call']> => world.call('POST /repos/acme/shop/git/refs', { json });
  const patch = (ref: string, json: unknown): ReturnType<World['call']> =>
    world.call(`PATCH /repos/acme/shop/git/refs/${ref}`, { json });

  test('name a commit, also with slashes in their names', async () => {
    expect(await world.get('/git/ref/heads/team/feature')).toMatchObject({
      ...{ ref: 'refs/heads/team/feature', object: { type: 'commit', sha: feature } },
    });
    expect((await world.call('GET /repos/acme/shop/git/ref/heads/team')).status).toBe(404);
  });

  test('are listed by how they begin', async () => {
    await post({ ref: 'refs/tags/v1', sha: base });
    const refs = async (path: string): Promise<unknown> =>
      fieldsOf(await world.get(`/git/matching-refs/${path}`), 'ref');
    expect(await refs('heads/')).toEqual(['refs/heads/main', 'refs/heads/team/feature']);
    expect(await refs('tags/v')).toEqual(['refs/tags/v1']);
    expect(await refs('tags/w')).toEqual([]);
  });

  test.each([
    ['that is there', { ref: 'refs/heads/main' }, 'Reference already exists'],
    ['without its kind', { ref: 'main' }, "Reference name must start with 'refs/'"],
    ['to what is not there', { ref: 'refs/heads/x', sha: 'f'.repeat(40) }, 'Object does not exist'],
  ])('%s cannot be made', async (_, json, message) => {
    const { status, body } = await post({ sha: base, ...json });
    expect([status, body.message]).toEqual([422, expect.stringContaining(message)]);
  });

  test('move forward, and elsewhere only by force', async () => {
    expect((await patch('heads/main', { sha: feature })).body.object.sha).toBe(feature);
    const { status, body } = await patch('heads/main', { sha: base });
    expect([status, body.message]).toEqual([422, 'Update is not a fast forward']);
    expect((await patch('heads/main', { sha: base, force: true })).status).toBe(200);
    expect((await patch('heads/gone', { sha: base })).body.message).toBe('Reference does not exist');
  });

  test('go away', async () => {
    const remove = (): ReturnType<World['call']> => world.call('DELETE /repos/acme/shop/git/refs/heads/team/feature');
    expect((await remove()).status).toBe(204);
    expect((await remove()).body.message).toBe('Reference does not exist');
  });

  test('may name an annotated tag, which names a commit', async () => {
    const json = { tag: 'v1', message: 'One', object: base, type: 'commit' };
    const { status, body } = await world.call('POST /repos/acme/shop/git/tags', { json });
    expect([status, body]).toMatchObject([201, { tag: 'v1', object: { type: 'commit', sha: base } }]);
    await post({ ref: 'refs/tags/v1', sha: body.sha });
    expect((await world.get('/git/ref/tags/v1')).object).toMatchObject({ type: 'tag', sha: body.sha });
    expect((await world.get(`/git/tags/${body.sha}`)).message).toBe('One');
    expect((await world.get('/commits/v1')).sha).toBe(base);
    expect(await world.get('/tags')).toMatchObject([{ name: 'v1', commit: { sha: base } }]);
  });
});

describe('commits', () => {
  test.each([
    ['a branch', () => 'team/feature'],
    ['a branch with its kind', () => 'heads/team/feature'],
    ['a whole reference', () => 'refs/heads/team/feature'],
    ['a digest', () => feature],
    ['the beginning of a digest', () => feature.slice(0, 7)],
  ])('are found by %s', async (_, name) => {
    expect((await world.get(`/commits/${name()}`)).sha).toBe(feature);
  });

  test('say what they change', async () => {
    const { commit, parents, stats, files } = await world.get('/commits/team/feature');
    expect(commit).toMatchObject({ message: 'Change', author: { name: 'octocat', date: '2026-09-22T12:00:00Z' } });
    expect([parents[0].sha, stats]).toEqual([base, { additions: 3, deletions: 2, total: 5 }]);
    const shown = fieldsOf(files, 'filename', 'status');
    expect(shown).toEqual([
      ['README.md', 'removed'],
      ['src/main.py', 'modified'],
      ['src/new.py', 'added'],
    ]);
    expect(files[1].patch).toBe('@@ -1,3 +1,3 @@\n a\n-b\n+B\n c');
  });

  test('are told by their digest alone to whoever asks for that', async () => {
    const headers = { accept: 'application/vnd.github.sha' };
    expect((await world.call('GET /repos/acme/shop/commits/main', { headers })).body).toBe(base);
  });

  test('are listed from a branch on, the newest first, by path if asked', async () => {
    const shas = async (query: string): Promise<unknown> => fieldsOf(await world.get(`/commits${query}`), 'sha');
    expect(await shas('')).toEqual([base]);
    expect(await shas('?sha=team/feature')).toEqual([feature, base]);
    expect(await shas('?sha=team/feature&path=src/new.py')).toEqual([feature]);
    expect(await shas('?sha=team/feature&path=src')).toEqual([feature, base]);
    expect((await world.call('GET /repos/acme/shop/commits?sha=gone')).status).toBe(404);
  });

  test('that are not there are refused as GitHub does it', async () => {
    const { status, body } = await world.call(`GET /repos/acme/shop/commits/${'f'.repeat(40)}`);
    expect([status, body.message]).toEqual([422, `No commit found for SHA: ${'f'.repeat(40)}`]);
    expect((await world.call('GET /repos/acme/shop/commits/gone')).status).toBe(404);
  });
});

describe('a comparison', () => {
  const compare = async (path: string): Promise<unknown[]> => {
    const { status, ahead_by, behind_by, files } = await world.get(`/compare/${path}`);
    return [status, ahead_by, behind_by, fieldsOf(files, 'filename')];
  };
  const changed = ['README.md', 'src/main.py', 'src/new.py'];

  test('tells what is between', async () => {
    expect(await compare('main...team/feature')).toEqual(['ahead', 1, 0, changed]);
    expect(await compare('acme:main...acme:team/feature')).toEqual(['ahead', 1, 0, changed]);
    expect(await compare('team/feature...main')).toEqual(['behind', 0, 1, []]);
    expect(await compare('main...main')).toEqual(['identical', 0, 0, []]);
    addCommit(world.shop, { files: { 'other.txt': '' } });
    expect(await compare('main...team/feature')).toEqual(['diverged', 1, 1, changed]);
    expect((await world.get('/compare/main...team/feature')).merge_base_commit.sha).toBe(base);
  });

  test('has its commits in pages, and files on the first one only', async () => {
    for (let i = 0; i < 3; i++) addCommit(world.shop, { branch: 'team/feature' });
    const first = await world.get('/compare/main...team/feature?per_page=3');
    expect([first.total_commits, first.commits.length, first.commits[0].sha]).toEqual([4, 3, feature]);
    const second = await world.get('/compare/main...team/feature?per_page=3&page=2');
    expect([second.commits.length, second.files]).toEqual([1, []]);
  });

  test('knows a file that only moved', async () => {
    addCommit(world.shop, {
      files: { 'README.md': null, 'docs/README.md': '# Shop\n' },
      branch: 'moved',
      parents: [base],
    });
    expect((await world.get('/compare/main...moved')).files).toMatchObject([
      { status: 'renamed', filename: 'docs/README.md', previous_filename: 'README.md', changes: 0 },
    ]);
  });

  test('shows no lines of what is not text', async () => {
    addCommit(world.shop, { files: { 'a.bin': Buffer.from([0, 1]) }, branch: 'binary', parents: [base] });
    const [file] = (await world.get('/compare/main...binary')).files;
    expect([file.status, 'patch' in file]).toEqual(['added', false]);
  });

  test('needs both, with something in common', async () => {
    addCommit(world.shop, { branch: 'orphan', parents: [] });
    for (const path of ['main...gone', 'gone...main', 'main', 'main...orphan'])
      expect((await world.call(`GET /repos/acme/shop/compare/${path}`)).status).toBe(404);
  });
});

describe('contents', () => {
  test('of a file are base64 in lines', async () => {
    addCommit(world.shop, { files: { 'long.txt': 'x'.repeat(100) } });
    const { type, encoding, content, size } = await world.get('/contents/long.txt');
    expect([type, encoding, size]).toEqual(['file', 'base64', 100]);
    expect(
      String(content)
        .split('\n')
        .map((line) => line.length),
    ).toEqual([60, 60, 16, 0]);
    expect(Buffer.from(content, 'base64').toString()).toBe('x'.repeat(100));
  });

  test('have the digest that git gives them', async () => {
    addCommit(world.shop, { files: { 'hello.txt': 'hello\n' } });
    expect((await world.get('/contents/hello.txt')).sha).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  });

  test('come as they are for whoever asks for that', async () => {
    const headers = { accept: 'application/vnd.github.raw+json' };
    expect((await world.call('GET /repos/acme/shop/contents/README.md', { headers })).body).toBe('# Shop\n');
  });

  test('of a folder are what is in it', async () => {
    const shown = async (path: string): Promise<unknown> => fieldsOf(await world.get(path), 'path', 'type');
    expect(await shown('/contents')).toEqual([
      ['README.md', 'file'],
      ['src', 'dir'],
    ]);
    expect(await shown('/contents/src/')).toEqual([['src/main.py', 'file']]);
    expect(await shown('/contents/src?ref=team/feature')).toEqual([
      ['src/main.py', 'file'],
      ['src/new.py', 'file'],
    ]);
  });

  test('are those of a ref that is there', async () => {
    expect((await world.call('GET /repos/acme/shop/contents/README.md?ref=team/feature')).status).toBe(404);
    const { status, body } = await world.call('GET /repos/acme/shop/contents/README.md?ref=gone');
    expect([status, body.message]).toEqual([404, 'No commit found for the ref gone']);
  });
});

describe('branches', () => {
  test('are listed, all or those that are protected', async () => {
    world.shop.protections['main'] = { reviews: 1 };
    const names = async (query: string): Promise<unknown> => fieldsOf(await world.get(`/branches${query}`), 'name');
    expect(await names('')).toEqual(['main', 'team/feature']);
    expect(await names('?protected=true')).toEqual(['main']);
    expect(await names('?protected=false')).toEqual(['team/feature']);
    expect(await world.get('/branches/team/feature')).toMatchObject({ commit: { sha: feature }, protected: false });
    const { status, body } = await world.call('GET /repos/acme/shop/branches/gone');
    expect([status, body.message]).toEqual([404, 'Branch not found']);
  });

  test('say what protects them', async () => {
    world.shop.protections['team/feature'] = { reviews: 2, codeOwners: true, checks: ['test'], enforceAdmins: true };
    const protection = await world.get('/branches/team/feature/protection');
    expect(protection).toMatchObject({
      required_pull_request_reviews: { required_approving_review_count: 2, require_code_owner_reviews: true },
      required_status_checks: { strict: false, contexts: ['test'] },
      ...{ enforce_admins: { enabled: true }, allow_force_pushes: { enabled: false } },
    });
    world.shop.protections['main'] = {};
    const bare = await world.get('/branches/main/protection');
    expect(['required_status_checks' in bare, 'required_pull_request_reviews' in bare]).toEqual([false, false]);
  });

  test('that nothing protects say so', async () => {
    const { status, body } = await world.call('GET /repos/acme/shop/branches/main/protection');
    expect([status, body.message]).toEqual([404, 'Branch not protected']);
  });

  test('of a token of a job are never read with their protection: it cannot be granted that', async () => {
    const grantable = { actions: 'write', contents: 'write', 'pull-requests': 'write', statuses: 'write' } as const;
    const { status } = await world.call('GET /repos/acme/shop/branches/main/protection', {
      token: world.tokenFor(grantable),
    });
    expect(status).toBe(403);
  });
});
