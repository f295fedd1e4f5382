import { addArtifact, addAsset, addRelease, addRun } from '../../../src/rehearse/github';
import { fieldsOf, World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
  addRun(world.shop, { id: 5, path: '.github/workflows/deploy.yml' });
});
afterEach(() => world.github.stop());

const BYTES = { headers: { accept: 'application/octet-stream' } };

/** Path of something to download, and what is in it. */
const kinds: [string, () => string][] = [
  [
    'an asset of a release',
    () => {
      const release = addRelease(world.shop, { tag: 'v1' });
      return `/releases/assets/${addAsset(world.shop, release, 'a.zip', { content: 'bytes' }).id}`;
    },
  ],
  [
    'an artifact',
    () => `/actions/artifacts/${addArtifact(world.shop, { name: 'a', run: 5, content: Buffer.from('bytes') }).id}/zip`,
  ],
];

describe.each(kinds)('%s', (_, make) => {
  const location = async (): Promise<string> => {
    const { status, headers } = await world.call(`GET /repos/acme/shop${make()}`, BYTES);
    expect(status).toBe(302);
    return headers.get('location') ?? '';
  };

  test('is at another host, at a signed address that needs no token', async () => {
    const address = await location();
    expect(new URL(address).host).not.toBe(new URL(world.github.api).host);
    const { status, body, headers } = await world.call(`GET ${address}`, { token: '' });
    expect([status, body]).toEqual([200, 'bytes']);
    expect(headers.get('content-disposition')).toBe('attachment; filename=a.zip');
  });

  test('is not given to whoever brings the token along', async () => {
    const { status, body } = await world.call(`GET ${await location()}`);
    expect([status, body]).toEqual([400, expect.stringContaining('Only one auth mechanism allowed')]);
    expect(world.github.requests.at(-1)).toMatchObject({ status: 400, repository: undefined, needs: [] });
  });

  test('is found by a client that follows, since it leaves the token behind', async () => {
    const headers = { ...BYTES.headers, authorization: `Bearer ${world.token}` };
    const response = await fetch(`${world.github.api}/repos/acme/shop${make()}`, { headers });
    expect([response.status, await response.text()]).toEqual([200, 'bytes']);
  });

  test('has an address that ends after a while', async () => {
    const address = await location();
    world.pass(600);
    expect((await world.call(`GET ${address}`, { token: '' })).status).toBe(200);
    world.pass(1);
    const { status, body } = await world.call(`GET ${address}`, { token: '' });
    expect([status, body]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  test.each([
    [
      'without a signature',
      (url: URL) => {
        url.searchParams.delete('sig');
      },
    ],
    [
      'with a later end',
      (url: URL) => {
        url.searchParams.set('se', '9999999999');
      },
    ],
    ['of something else', (url: URL) => (url.pathname += '1')],
  ])('has no address %s', async (__, change) => {
    const url = new URL(await location());
    change(url);
    expect((await world.call(`GET ${url.href}`, { token: '' })).status).toBe(403);
  });

  test('is not at the host of the API', async () => {
    const url = new URL(await location());
    url.host = new URL(world.github.api).host;
    expect((await world.call(`GET ${url.href}`, { token: '' })).status).toBe(404);
  });

  test('is gone when it was deleted in between', async () => {
    const address = await location();
    [world.shop.releases, world.shop.artifacts] = [[], []];
    expect((await world.call(`GET ${address}`, { token: '' })).status).toBe(404);
  });
});

describe('artifacts', () => {
  const add = (name: string, run = 5, retentionDays?: number): number =>
    addArtifact(world.shop, {
      ...{ name, run, content: Buffer.from('bytes') },
      ...(retentionDays !== undefined && { retentionDays }),
    }).id;

  test('are listed by run and by repository, by name, the newest first', async () => {
    addRun(world.shop, { id: 6, path: '.github/workflows/deploy.yml' });
    add('site');
    add('report');
    add('site', 6);
    const names = async (path: string): Promise<unknown> => {
      const body = await world.get(path);
      return [body.total_count, fieldsOf(body.artifacts, 'name')];
    };
    expect(await names('/actions/runs/5/artifacts')).toEqual([2, ['report', 'site']]);
    expect(await names('/actions/runs/6/artifacts')).toEqual([1, ['site']]);
    expect(await names('/actions/artifacts')).toEqual([3, ['site', 'report', 'site']]);
    expect(await names('/actions/artifacts?name=report')).toEqual([1, ['report']]);
    expect((await world.call('GET /repos/acme/shop/actions/runs/7/artifacts')).status).toBe(404);
  });

  test('say what they are, and of which run', async () => {
    const id = add('site');
    expect(await world.get(`/actions/artifacts/${id}`)).toMatchObject({
      ...{ id, name: 'site', size_in_bytes: 5, expired: false, expires_at: '2026-12-21T12:00:00Z' },
      digest: 'sha256:277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9',
      archive_download_url: `${world.github.api}/repos/acme/shop/actions/artifacts/${id}/zip`,
      workflow_run: { id: 5, head_branch: 'main' },
    });
  });

  test('are over after their days: then they are still listed, but gone', async () => {
    const id = add('site', 5, 1);
    world.pass(24 * 3600);
    expect(await world.get(`/actions/artifacts/${id}`)).toMatchObject({ expired: true });
    const { status, body } = await world.call(`GET /repos/acme/shop/actions/artifacts/${id}/zip`);
    expect([status, body.message]).toEqual([410, 'Artifact has expired']);
  });

  test('come as zip only, and can be deleted', async () => {
    const id = add('site');
    expect((await world.call(`GET /repos/acme/shop/actions/artifacts/${id}/tar`)).status).toBe(404);
    expect((await world.call(`DELETE /repos/acme/shop/actions/artifacts/${id}`)).status).toBe(204);
    expect(world.shop.artifacts).toEqual([]);
  });
});
