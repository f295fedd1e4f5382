import { get } from 'node:http';
import { addRelease } from '../../../src/rehearse/github';
import { ALL, World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.github.stop());

const RELEASES = 'GET /repos/acme/shop/releases';

describe('a token that does not hold is 401', () => {
  test.each([
    ['of nobody', 'Bearer ghs_000000000000000000000000000000000000'],
    ['of another kind', 'Basic b2N0b2NhdDpzZWNyZXQ='],
    ['that is empty', 'Bearer '],
  ])('%s', async (_, authorization) => {
    const { status, body } = await world.call(RELEASES, { token: '', headers: { authorization } });
    expect([status, body]).toMatchObject([401, { message: 'Bad credentials', status: '401' }]);
  });

  test('whose time is over', async () => {
    const expires = new Date(world.time.getTime() + 3_600_000);
    const token = world.github.issueToken({ repository: 'acme/shop', permissions: { contents: 'read' }, expires });
    world.pass(3599);
    expect((await world.call(RELEASES, { token })).status).toBe(200);
    world.pass(1);
    expect((await world.call(RELEASES, { token })).status).toBe(401);
  });
});

test('both words before a token are understood', async () => {
  for (const word of ['token', 'bearer', 'Bearer']) {
    const headers = { authorization: `${word} ${world.token}` };
    expect((await world.call(RELEASES, { token: '', headers })).status).toBe(200);
  }
});

test('a caller who does not say what it is gets nothing', async () => {
  const status = await new Promise((done) => {
    const headers = { authorization: `Bearer ${world.token}` };
    get(`${world.github.api}/repos/acme/shop/releases`, { headers }, ({ statusCode }) => {
      done(statusCode);
    });
  });
  expect(status).toBe(403);
});

test('a repository and its owner are the same in other letters', async () => {
  expect((await world.call('GET /repos/ACME/Shop/releases')).status).toBe(200);
});

test('what GitHub does not have is 404, with a token and without', async () => {
  for (const token of [world.token, ''])
    for (const path of [
      '/repos/acme/shop/actions/nothing',
      '/repos/acme/gone/releases',
      '/user',
      '//',
      '//repos/acme/shop/releases',
      '/repos/acme/%E0%A4%A',
    ])
      expect((await world.call(`GET ${path}`, { token })).status).toBe(404);
});

describe('without a token', () => {
  test('a private repository does not exist', async () => {
    const { status, body } = await world.call(RELEASES, { token: '' });
    expect([status, body.message]).toEqual([404, 'Not Found']);
  });

  test('a public one can be read, but for what GitHub keeps to people who are logged in', async () => {
    const open = world.add('acme/open', { visibility: 'public' });
    addRelease(open, { tag: 'v1' });
    const seen = await world.call('GET /repos/acme/open/releases', { token: '' });
    expect([seen.status, seen.body.length]).toEqual([200, 1]);
    for (const path of ['POST /repos/acme/open/releases', 'GET /repos/acme/open/actions/artifacts/1/zip']) {
      const { status, body } = await world.call(path, { token: '' });
      expect([status, body.message]).toEqual([401, 'Requires authentication']);
    }
  });
});

test('a public repository can be read, not written, with the token of another', async () => {
  world.add('acme/open', { visibility: 'public' });
  expect((await world.call('GET /repos/acme/open/releases')).status).toBe(200);
  const { status } = await world.call('POST /repos/acme/open/releases', { json: { tag_name: 'v1' } });
  expect(status).toBe(403);
});

test('drafts are for those who may write', async () => {
  addRelease(world.shop, { tag: 'v1', draft: true, id: 7 });
  const token = world.tokenFor({ contents: 'read' });
  expect((await world.call(RELEASES, { token })).body).toEqual([]);
  expect((await world.call('GET /repos/acme/shop/releases/7', { token })).status).toBe(404);
  expect((await world.call(RELEASES)).body).toHaveLength(1);
});

test('names of permissions may be written as in a workflow', async () => {
  const token = world.tokenFor({ 'pull-requests': 'read' });
  expect((await world.call('GET /repos/acme/shop/pulls', { token })).status).toBe(200);
});

test('a token is for a repository, by its whole name', () => {
  expect(() => world.tokenFor(ALL, 'shop')).toThrow('A token is for a repository "owner/name", not for "shop".');
});

test('tokens look like those of GitHub, and no two are the same', () => {
  const tokens = Array.from({ length: 50 }, () => world.tokenFor(ALL));
  expect(tokens.every((token) => /^ghs_[A-Za-z0-9]{36}$/.test(token))).toBe(true);
  expect(new Set(tokens).size).toBe(50);
});

describe('the record', () => {
  test('has every call with its job, its need and its end', async () => {
    await world.call(RELEASES, { token: world.tokenFor({}) });
    await world.call(RELEASES, { token: '' });
    await world.call('POST /repos/acme/shop/issues', { json: { title: 'Broken' } });
    await world.call('GET /nothing');
    const read = world.github.requests.map(({ method, path, repository, job, needs, status }) => {
      return [`${method} ${path}`, repository, job, needs[0], status];
    });
    expect(read).toEqual([
      [RELEASES, 'acme/shop', 'test', { contents: 'read' }, 403],
      [RELEASES, 'acme/shop', undefined, { contents: 'read' }, 404],
      ['POST /repos/acme/shop/issues', 'acme/shop', 'test', { issues: 'write' }, 201],
      ['GET /nothing', undefined, 'test', undefined, 404],
    ]);
    expect(world.github.requests[2]?.body.toString()).toBe('{"title":"Broken"}');
  });

  test('tells which permissions no call needed, and which none needed whole', async () => {
    const permissions = {
      contents: 'write',
      actions: 'read',
      issues: 'write',
      checks: 'write',
      statuses: 'none',
    } as const;
    const token = world.github.issueToken({ repository: 'acme/shop', permissions, job: 'record' });
    await world.call(RELEASES, { token });
    await world.call('GET /repos/acme/shop/actions/runs/9', { token }); // not there, but asked for
    await world.call('POST /repos/acme/shop/issues', { token, json: { title: 'Broken' } });
    await world.call(RELEASES, { token });
    const unused = world.github.unusedGrants().filter(({ job }) => job === 'record');
    expect(unused.map(({ permission, granted, used }) => [permission, granted, used])).toEqual([
      ['contents', 'write', 'read'],
      ['checks', 'write', 'none'],
    ]);
  });

  test('a refused call needs nothing of what was granted', async () => {
    const token = world.github.issueToken({
      repository: 'acme/shop',
      permissions: { actions: 'read' },
      job: 'refused',
    });
    await world.call(RELEASES, { token });
    const [grant] = world.github.unusedGrants().filter(({ job }) => job === 'refused');
    expect(grant).toMatchObject({ permission: 'actions', used: 'none' });
  });

  test('what is needed elsewhere, as by a checkout, can be noted', () => {
    const token = world.github.issueToken({
      repository: 'acme/shop',
      permissions: { contents: 'read', 'id-token': 'write' },
    });
    world.github.tokens.use(token, 'contents', 'read');
    world.github.tokens.use(token, 'id-token', 'write');
    expect(world.github.unusedGrants().filter(({ job }) => job === '')).toEqual([]);
    expect(() => {
      world.github.tokens.use('ghs_other', 'contents', 'read');
    }).toThrow('Nobody was given this token.');
  });
});

test('repositories are apart, and each name is there once', async () => {
  const other = world.add('acme/other');
  addRelease(other, { tag: 'v1' });
  const token = world.tokenFor(ALL, 'acme/other');
  expect((await world.call(RELEASES)).body).toEqual([]);
  expect((await world.call('GET /repos/acme/other/releases', { token })).body).toHaveLength(1);
  expect(() => world.add('Acme/Other')).toThrow('Acme/Other is there already.');
  expect(() => world.add('other')).toThrow('"other" is no name of a repository. Write it as "owner/name".');
  expect(world.github.repository('ACME/other')).toBe(other);
  world.github.removeRepository('acme/other');
  expect((await world.call('GET /repos/acme/other/releases', { token })).status).toBe(404);
  expect(() => world.github.repository('acme/other')).toThrow('There is no acme/other. Add it first.');
});
