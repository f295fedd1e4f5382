import { addCommit, addRelease } from '../../../src/rehearse/github';
import { fieldsOf, World } from './world';

let world: World;
let sha: string;
beforeEach(async () => {
  world = await World.start();
  ({ sha } = addCommit(world.shop));
});
afterEach(() => world.github.stop());

const create = (json: unknown): ReturnType<World['call']> => world.call('POST /repos/acme/shop/releases', { json });
const change = (id: number, json: unknown): ReturnType<World['call']> =>
  world.call(`PATCH /repos/acme/shop/releases/${id}`, { json });
const upload = (id: number, query: string, headers: Record<string, string> = { 'content-type': 'text/plain' }) =>
  world.call(`POST /upload/repos/acme/shop/releases/${id}/assets?${query}`, { bytes: 'bytes', headers });

describe('a draft', () => {
  test('has no tag until it is published', async () => {
    const { status, body } = await create({ tag_name: 'v1', name: 'One', target_commitish: sha, draft: true });
    expect([status, body]).toMatchObject([201, { tag_name: 'v1', name: 'One', draft: true, published_at: null }]);
    expect((await world.call('GET /repos/acme/shop/releases/tags/v1')).status).toBe(404);
    expect((await world.call('GET /repos/acme/shop/git/ref/tags/v1')).status).toBe(404);
    world.pass(60);
    const published = await change(body.id, { draft: false });
    expect(published.body).toMatchObject({ draft: false, published_at: '2026-09-22T12:01:00Z' });
    expect((await world.get('/releases/tags/v1')).id).toBe(body.id);
    expect((await world.get('/git/ref/tags/v1')).object).toMatchObject({ type: 'commit', sha });
  });

  test('may have the tag of another one', async () => {
    for (let i = 0; i < 2; i++)
      expect((await create({ tag_name: 'v1', draft: true, target_commitish: sha })).status).toBe(201);
    expect(world.shop.releases).toHaveLength(2);
  });
});

describe('a release', () => {
  test('needs a tag that no other has', async () => {
    addRelease(world.shop, { tag: 'v1' });
    const { status, body } = await create({ tag_name: 'v1' });
    expect([status, body.message, body.errors]).toEqual([
      422,
      'Validation Failed',
      [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }],
    ]);
    const draft = await create({ tag_name: 'v1', draft: true });
    expect((await change(draft.body.id, { draft: false })).status).toBe(422);
    expect(world.shop.releases.filter((release) => !release.draft)).toHaveLength(1);
  });

  test('needs a commit to make its tag from', async () => {
    const { status, body } = await create({ tag_name: 'v1', target_commitish: 'f'.repeat(40) });
    expect([status, body.errors]).toMatchObject([422, [{ field: 'target_commitish', code: 'invalid' }]]);
    expect(world.shop.releases).toEqual([]);
  });

  test('takes a tag that is there as it is', async () => {
    world.shop.refs['refs/tags/v1'] = sha;
    addCommit(world.shop);
    expect((await create({ tag_name: 'v1' })).status).toBe(201);
    expect(world.shop.refs['refs/tags/v1']).toBe(sha);
  });

  test('changes only in what is said', async () => {
    const { body: before } = await create({ tag_name: 'v1', name: 'One', body: 'Notes' });
    const { body: after } = await change(before.id, { body: 'Other notes' });
    expect(after).toEqual({ ...before, body: 'Other notes' });
    expect((await change(before.id, { name: null })).body.name).toBeNull();
  });

  test('is refused with fields of another kind', async () => {
    const { status, body } = await create({ tag_name: 'v1', draft: 'yes' });
    expect([status, body.message]).toEqual([
      422,
      `Invalid request.\n\nFor 'properties/draft', "yes" is not a boolean.`,
    ]);
    expect((await create({ tag_name: 'v1', make_latest: 'maybe' })).status).toBe(422);
    expect((await create({})).body.message).toBe('Invalid request.\n\n"tag_name" wasn\'t supplied.');
  });

  test('leaves its tag behind', async () => {
    const { id } = addRelease(world.shop, { tag: 'v1' });
    expect((await world.call(`DELETE /repos/acme/shop/releases/${id}`)).status).toBe(204);
    expect((await world.call(`GET /repos/acme/shop/releases/${id}`)).status).toBe(404);
    expect((await world.get('/git/ref/tags/v1')).object.sha).toBe(sha);
  });

  test('the latest is the newest that is neither draft nor trial, nor says that it is not', async () => {
    expect((await world.call('GET /repos/acme/shop/releases/latest')).status).toBe(404);
    await create({ tag_name: 'v1' });
    await create({ tag_name: 'v2' });
    await create({ tag_name: 'v3', make_latest: 'false' });
    await create({ tag_name: 'v4', prerelease: true });
    await create({ tag_name: 'v5', draft: true });
    expect((await world.get('/releases/latest')).tag_name).toBe('v2');
    const names = fieldsOf(await world.get('/releases'), 'tag_name');
    expect(names).toEqual(['v5', 'v4', 'v3', 'v2', 'v1']);
  });

  test('may have a tag with a slash', async () => {
    await create({ tag_name: 'app/v1' });
    expect((await world.get('/releases/tags/app/v1')).tag_name).toBe('app/v1');
    expect((await world.get('/releases/tags/app%2Fv1')).tag_name).toBe('app/v1');
  });
});

describe('an asset', () => {
  let id: number;
  beforeEach(() => {
    ({ id } = addRelease(world.shop, { tag: 'v1' }));
  });

  test('is uploaded to the address that the release names', async () => {
    const { upload_url } = await world.get(`/releases/${id}`);
    const url = String(upload_url).replace(/\{.*/, '');
    const headers = { 'content-type': 'text/plain' };
    const { status, body } = await world.call(`POST ${url}?name=a.txt&label=A`, { bytes: 'bytes', headers });
    expect([status, body]).toMatchObject([
      201,
      {
        ...{ name: 'a.txt', label: 'A', size: 5, state: 'uploaded', content_type: 'text/plain', download_count: 0 },
        ...{ uploader: { login: 'github-actions[bot]', type: 'Bot' } },
        digest: 'sha256:277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9',
        browser_download_url: 'https://github.com/acme/shop/releases/download/v1/a.txt',
      },
    ]);
    expect(await world.get(`/releases/${id}/assets`)).toEqual([body]);
    expect((await world.get(`/releases/${id}`)).assets).toEqual([body]);
  });

  test('is not uploaded to the API itself', async () => {
    const headers = { 'content-type': 'text/plain' };
    const path = `/repos/acme/shop/releases/${id}/assets?name=a.txt`;
    expect((await world.call(`POST ${path}`, { bytes: 'bytes', headers })).status).toBe(404);
  });

  test('has a name that the release does not have yet', async () => {
    await upload(id, 'name=a.txt');
    const { status, body } = await upload(id, 'name=a.txt');
    expect([status, body.errors]).toMatchObject([422, [{ code: 'already_exists', field: 'name' }]]);
    expect(world.shop.releases[0]?.assets).toHaveLength(1);
  });

  test.each([
    ['my%20file%20(1).zip', 'my.file.1.zip'],
    ['..%2F..%2Fevil.zip', 'evil.zip'],
    ['a_b-c%2Bd%40e.zip', 'a_b-c+d@e.zip'],
  ])('called %s becomes %s', async (given, name) => {
    expect((await upload(id, `name=${given}`)).body.name).toBe(name);
  });

  test('needs a name, bytes, and a kind', async () => {
    expect((await upload(id, '')).body.errors).toMatchObject([{ code: 'missing_field', field: 'name' }]);
    const headers = { 'content-type': 'text/plain' };
    const empty = await world.call(`POST /upload/repos/acme/shop/releases/${id}/assets?name=a`, { headers });
    expect([empty.status, empty.body.message]).toEqual([400, 'Bad Content-Length']);
    expect((await upload(999, 'name=a.txt')).status).toBe(404);
  });

  test('tells of itself to whoever asks for JSON, and counts downloads', async () => {
    const asset = (await upload(id, 'name=a.txt')).body;
    expect(await world.get(`/releases/assets/${asset.id}`)).toEqual(asset);
    await world.call(`GET /repos/acme/shop/releases/assets/${asset.id}`, {
      headers: { accept: 'application/octet-stream' },
    });
    expect((await world.get(`/releases/assets/${asset.id}`)).download_count).toBe(1);
  });

  test('can be renamed and deleted', async () => {
    const asset = (await upload(id, 'name=a.txt')).body;
    const path = `/repos/acme/shop/releases/assets/${asset.id}`;
    const { body } = await world.call(`PATCH ${path}`, { json: { name: 'b.txt', label: 'B' } });
    expect(body).toMatchObject({ name: 'b.txt', label: 'B' });
    expect((await world.call(`DELETE ${path}`)).status).toBe(204);
    expect((await world.call(`GET ${path}`)).status).toBe(404);
  });

  test('of a draft is for those who may write', async () => {
    const draft = await create({ tag_name: 'v2', draft: true });
    const asset = (await upload(draft.body.id, 'name=a.txt')).body;
    const token = world.tokenFor({ contents: 'read' });
    expect((await world.call(`GET /repos/acme/shop/releases/assets/${asset.id}`, { token })).status).toBe(404);
  });
});

test('ids increase over everything that is made', async () => {
  const first = (await create({ tag_name: 'v1' })).body.id;
  const asset = (await upload(first, 'name=a.txt')).body.id;
  const issue = (await world.call('POST /repos/acme/shop/issues', { json: { title: 'x' } })).body.id;
  const second = (await create({ tag_name: 'v2' })).body.id;
  expect([first, asset, issue, second]).toEqual([first, asset, issue, second].toSorted((a, b) => a - b));
  expect(new Set([first, asset, issue, second]).size).toBe(4);
});
