import { addComment, addCommit, addIssue, addPullRequest } from '../../../src/rehearse/github';
import { fieldsOf, World, type Answered } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.github.stop());

const post = (path: string, json: unknown): ReturnType<World['call']> =>
  world.call(`POST /repos/acme/shop${path}`, { json });
const patch = (path: string, json: unknown): ReturnType<World['call']> =>
  world.call(`PATCH /repos/acme/shop${path}`, { json });
const numbers = async (path: string): Promise<unknown> => fieldsOf(await world.get(path), 'number');

describe('issues', () => {
  test('are made with labels and people', async () => {
    const json = { title: 'Drift', body: 'In prod', labels: ['drift', 'prod'], assignees: ['olga'] };
    const { status, body } = await post('/issues', json);
    expect([status, body]).toMatchObject([
      201,
      {
        ...{ number: 1, title: 'Drift', body: 'In prod', state: 'open', comments: 0, closed_at: null },
        ...{ user: { login: 'github-actions[bot]' }, assignee: { login: 'olga' } },
        labels: [{ name: 'drift' }, { name: 'prod' }],
        html_url: 'https://github.com/acme/shop/issues/1',
      },
    ]);
    expect(await world.get('/issues/1')).toEqual(body);
    expect((await post('/issues', { title: ' ' })).status).toBe(422);
  });

  test('are closed, and opened again', async () => {
    addIssue(world.shop, { title: 'Drift' });
    world.pass(60);
    const { body: closed } = await patch('/issues/1', { state: 'closed', state_reason: 'not_planned' });
    const at = '2026-09-22T12:01:00Z';
    const by = { login: 'github-actions[bot]' };
    expect(closed).toMatchObject({
      state: 'closed',
      state_reason: 'not_planned',
      closed_at: at,
      closed_by: by,
      updated_at: at,
    });
    const { body: open } = await patch('/issues/1', { state: 'open' });
    expect(open).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null, closed_by: null });
    expect((await patch('/issues/1', { state: 'gone' })).status).toBe(422);
  });

  test('change only in what is said', async () => {
    const { body: before } = await post('/issues', { title: 'Drift', labels: ['drift'] });
    const { body: after } = await patch('/issues/1', { body: 'More' });
    expect(after).toEqual({ ...before, body: 'More' });
    const { body: last } = await patch('/issues/1', { title: 'No drift', labels: [], assignees: ['tom'] });
    expect(last).toMatchObject({ title: 'No drift', labels: [], assignees: [{ login: 'tom' }], body: 'More' });
  });

  test('are found by what they are', async () => {
    addIssue(world.shop, { title: '1', labels: ['drift', 'prod'], author: 'alice' });
    world.pass(60);
    addIssue(world.shop, { title: '2', labels: ['drift'], assignees: ['olga'] });
    addIssue(world.shop, { title: '3', labels: ['drift'], state: 'closed' });
    world.pass(60);
    addIssue(world.shop, { title: '4' });
    world.pass(60);
    await patch('/issues/1', { body: 'More' });
    expect(await numbers('/issues')).toEqual([4, 2, 1]);
    expect(await numbers('/issues?state=all')).toEqual([4, 3, 2, 1]);
    expect(await numbers('/issues?state=closed')).toEqual([3]);
    expect(await numbers('/issues?labels=drift')).toEqual([2, 1]);
    expect(await numbers('/issues?labels=drift,prod&state=all')).toEqual([1]);
    expect(await numbers('/issues?labels=dri')).toEqual([]);
    expect(await numbers('/issues?creator=alice')).toEqual([1]);
    expect(await numbers('/issues?assignee=olga')).toEqual([2]);
    expect(await numbers('/issues?assignee=none')).toEqual([4, 1]);
    expect(await numbers('/issues?since=2026-09-22T12:02:00Z')).toEqual([4, 1]);
    expect(await numbers('/issues?sort=updated')).toEqual([1, 4, 2]);
    expect(await numbers('/issues?direction=asc')).toEqual([1, 2, 4]);
  });

  test('get labels and lose them', async () => {
    addIssue(world.shop, { title: 'Drift', labels: ['drift'] });
    const names = ({ body }: Answered): unknown[] => fieldsOf(body, 'name');
    expect(names(await post('/issues/1/labels', { labels: ['prod eu', 'drift'] }))).toEqual(['drift', 'prod eu']);
    const path = '/repos/acme/shop/issues/1/labels/prod%20eu';
    expect(names(await world.call(`DELETE ${path}`))).toEqual(['drift']);
    expect((await world.call(`DELETE ${path}`)).status).toBe(404);
  });
});

describe('comments', () => {
  beforeEach(() => {
    addIssue(world.shop, { title: 'Drift' });
  });

  test('are made, read, changed and deleted', async () => {
    const { status, body } = await post('/issues/1/comments', { body: 'Still there' });
    expect([status, body]).toMatchObject([201, { body: 'Still there', user: { login: 'github-actions[bot]' } }]);
    expect(body.html_url).toBe(`https://github.com/acme/shop/issues/1#issuecomment-${body.id}`);
    world.pass(60);
    const changed = await patch(`/issues/comments/${body.id}`, { body: 'Gone' });
    expect(changed.body).toEqual({ ...body, body: 'Gone', updated_at: '2026-09-22T12:01:00Z' });
    expect((await world.get('/issues/1')).comments).toBe(1);
    expect((await world.call(`DELETE /repos/acme/shop/issues/comments/${body.id}`)).status).toBe(204);
    expect((await world.call(`GET /repos/acme/shop/issues/comments/${body.id}`)).status).toBe(404);
  });

  test('are listed the oldest first, from some time on if asked', async () => {
    const [issue] = world.shop.issues;
    addComment(world.shop, issue!, 'one');
    world.pass(60);
    addComment(world.shop, issue!, 'two');
    const bodies = async (query: string): Promise<unknown> =>
      fieldsOf(await world.get(`/issues/1/comments${query}`), 'body');
    expect(await bodies('')).toEqual(['one', 'two']);
    expect(await bodies('?since=2026-09-22T12:00:30Z')).toEqual(['two']);
  });

  test('need words, and an issue', async () => {
    expect((await post('/issues/1/comments', { body: '' })).status).toBe(422);
    expect((await post('/issues/1/comments', {})).status).toBe(422);
    expect((await post('/issues/9/comments', { body: 'x' })).status).toBe(404);
  });
});

describe('pull requests', () => {
  beforeEach(() => {
    addCommit(world.shop, { files: { 'a.txt': 'a\n' } });
    addCommit(world.shop, { files: { 'a.txt': 'b\n', 'b.txt': 'b\n' }, branch: 'feature', parents: [tip('main')] });
  });
  const tip = (branch: string): string => world.shop.refs[`refs/heads/${branch}`] ?? '';
  const wanted = { title: 'Change', head: 'feature', base: 'main', body: 'Why' };

  test('are made from what a branch has more', async () => {
    const { status, body } = await post('/pulls', wanted);
    expect([status, body]).toMatchObject([
      201,
      {
        ...{ number: 1, state: 'open', title: 'Change', body: 'Why', draft: false, merged: false, commits: 1 },
        ...{ changed_files: 2, additions: 2, deletions: 1 },
        head: { ref: 'feature', label: 'acme:feature', sha: tip('feature'), repo: { full_name: 'acme/shop' } },
        base: { ref: 'main', sha: tip('main') },
        html_url: 'https://github.com/acme/shop/pull/1',
      },
    ]);
    expect(await world.get('/pulls/1')).toEqual(body);
    const files = await world.get('/pulls/1/files');
    expect(files).toMatchObject([
      { filename: 'a.txt', status: 'modified', patch: '@@ -1,1 +1,1 @@\n-a\n+b' },
      { filename: 'b.txt', status: 'added' },
    ]);
  });

  test('share their numbers with issues, and are among them', async () => {
    addIssue(world.shop, { title: 'Drift' });
    expect((await post('/pulls', wanted)).body.number).toBe(2);
    const [pull, issue] = await world.get('/issues');
    expect([pull.number, 'pull_request' in pull, 'pull_request' in issue]).toEqual([2, true, false]);
    expect((await post('/issues/2/comments', { body: 'Fine' })).status).toBe(201);
    expect((await world.get('/pulls/2')).comments).toBe(1);
    expect((await world.call('GET /repos/acme/shop/pulls/1')).status).toBe(404);
  });

  test.each<[string, object, string]>([
    ['of a branch that is not there', { head: 'gone' }, 'head is invalid'],
    ['into a branch that is not there', { base: 'gone' }, 'base is invalid'],
    ['without a change', { head: 'main' }, 'No commits between main and main'],
  ])('%s are refused', async (_, more, message) => {
    const { status, body } = await post('/pulls', { ...wanted, ...more });
    expect([status, body.errors[0].message]).toEqual([422, message]);
  });

  test('are there once for a branch, until it is closed', async () => {
    await post('/pulls', wanted);
    const { status, body } = await post('/pulls', { ...wanted, head: 'acme:feature' });
    expect([status, body.errors[0].message]).toEqual([422, 'A pull request already exists for acme:feature.']);
    expect((await patch('/pulls/1', { state: 'closed' })).body).toMatchObject({
      state: 'closed',
      closed_at: expect.any(String),
    });
    expect((await post('/pulls', wanted)).status).toBe(201);
  });

  test('change only in what is said', async () => {
    const { body: before } = await post('/pulls', wanted);
    const { body: after } = await patch('/pulls/1', { title: 'Other', body: null });
    expect(after).toEqual({ ...before, title: 'Other', body: null });
  });

  test('are found by branch and state', async () => {
    addPullRequest(world.shop, { title: 'One', head: 'feature' });
    addPullRequest(world.shop, { title: 'Two', head: 'other', state: 'closed', mergedAt: '2026-09-22T12:00:00Z' });
    addPullRequest(world.shop, { title: 'Three', head: 'other', base: 'next' });
    expect(await numbers('/pulls')).toEqual([3, 1]);
    expect(await numbers('/pulls?direction=asc')).toEqual([1, 3]);
    expect(await numbers('/pulls?state=all&head=acme:other')).toEqual([3, 2]);
    expect(await numbers('/pulls?base=next')).toEqual([3]);
    expect(await world.get('/pulls/2')).toMatchObject({ merged: true, state: 'closed' });
  });
});

describe('people', () => {
  test.each([
    ['admin', 'admin', 'admin'],
    ['maintain', 'write', 'maintain'],
    ['write', 'write', 'write'],
    ['triage', 'read', 'triage'],
    ['read', 'read', 'read'],
  ] as const)('with the role %s have the permission %s', async (role, permission, role_name) => {
    world.shop.collaborators['Alice'] = role;
    const body = await world.get('/collaborators/alice/permission');
    expect(body).toMatchObject({ permission, role_name, user: { login: 'alice' } });
  });

  test('who are none have none, but may read what is public', async () => {
    expect(await world.get('/collaborators/mallory/permission')).toMatchObject({ permission: 'none' });
    world.add('acme/open', { visibility: 'public' });
    const token = world.tokenFor({}, 'acme/open');
    const { body } = await world.call('GET /repos/acme/open/collaborators/mallory/permission', { token });
    expect(body).toMatchObject({ permission: 'read', user: { permissions: { pull: true, push: false } } });
  });

  test('the owner is told as such, and others as what they are', async () => {
    world.shop.collaborators['alice'] = 'write';
    for (const author of ['acme', 'alice', 'mallory']) addIssue(world.shop, { title: 'x', author });
    const found = await world.get('/issues?direction=asc');
    expect(fieldsOf(found, 'author_association')).toEqual(['OWNER', 'COLLABORATOR', 'NONE']);
  });

  test('the subject of identity tokens is the usual one until it is changed', async () => {
    expect(await world.get('/actions/oidc/customization/sub')).toEqual({ use_default: true });
    world.shop.subject = { useDefault: false, keys: ['repo', 'environment'] };
    expect(await world.get('/actions/oidc/customization/sub')).toEqual({
      ...{ use_default: false, include_claim_keys: ['repo', 'environment'] },
    });
  });
});

test('a repository tells of itself', async () => {
  addIssue(world.shop, { title: 'x' });
  expect(await world.get('')).toMatchObject({
    ...{ full_name: 'acme/shop', private: true, visibility: 'private', default_branch: 'main', open_issues_count: 1 },
    html_url: 'https://github.com/acme/shop',
  });
});
