import { artifactOf, asFiles } from '../../support/artifact';
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

const built = artifactOf('return 1', { run: 12 });
const { version, digest, files } = built;
const names = Object.keys(files).sort();

function store(given: Record<string, string | Buffer> = {}, env: Record<string, string> = {}): Promise<Outcome> {
  const asked = { ...github.env, ARTIFACT: 'artifact', VERSION: version, DIGEST: digest };
  return runScript('store-artifact', { files: { ...asFiles(built), ...given }, env: { ...asked, ...env } });
}

test('the release has every file, byte by byte, and says what built it', async () => {
  const { code, output } = await store();
  expect(output).toContain(`Stored ${version} as a release.`);
  expect(code).toBe(0);
  const [release, ...others] = github.releases;
  expect(others).toEqual([]);
  expect(release).toMatchObject({ tag: version, name: version, draft: false });
  expect(release?.body).toContain('https://github.com/acme/shop/actions/runs/4711');
  expect(release?.body).toContain(digest);
  expect(Object.fromEntries(release?.assets.map(({ name, content }) => [name, content]) ?? [])).toEqual(files);
});

test('it is a draft of the built commit until it is whole, and never the latest release of the product', async () => {
  await store();
  const changes = github.requests.filter(({ method }) => method !== 'GET');
  expect(changes.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST', 'PATCH']);
  const [created, published] = [changes.at(0), changes.at(-1)].map((request) => request?.body.toString());
  expect(JSON.parse(created ?? '')).toMatchObject({
    draft: true,
    target_commitish: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  });
  expect(JSON.parse(published ?? '')).toEqual({ draft: false, make_latest: 'false' });
});

test('what an interrupted run left is replaced, and drafts of others stay', async () => {
  github.addRelease(version, { 'template.yaml': 'half' }, { draft: true });
  github.addRelease('v13-1a2b3c4-0123456789ab', {}, { draft: true });
  expect((await store()).code).toBe(0);
  expect(github.releases.map(({ tag, draft, assets }) => [tag, draft, assets.length])).toEqual([
    ['v13-1a2b3c4-0123456789ab', true, 0],
    [version, false, 3],
  ]);
});

test('a second run of the same job finds the release and changes nothing', async () => {
  github.addRelease(version, files);
  const { code, output } = await store();
  expect([code, output]).toEqual([0, expect.stringContaining(`Release ${version} is there already`)]);
  expect(github.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test.each<[string, Record<string, string | Buffer>]>([
  ['other code', { ...files, 'Main.zip': 'other' }],
  ['another template', { ...files, 'template.yaml': 'other' }],
  ['another manifest', { ...files, 'artifact.sha256': 'other' }],
  ['half of the files', { 'template.yaml': files['template.yaml'] ?? '' }],
  ['no files', {}],
])('a release of that name with %s is refused', async (_, there) => {
  github.addRelease(version, there);
  const { code, output } = await store();
  expect([code, output]).toEqual([1, expect.stringContaining('::error::')]);
  expect(github.requests.every(({ method }) => method === 'GET')).toBe(true);
});

describe('an artifact that changed on its way here is not stored', () => {
  test.each([
    ['code', { 'artifact/Main.zip': 'other' }],
    ['template', { 'artifact/template.yaml': 'other' }],
    ['manifest', { 'artifact/artifact.sha256': 'other' }],
  ])('%s', async (_, changed) => {
    expect((await store(changed)).code).not.toBe(0);
    expect(github.calls).toEqual([]);
  });

  test('an empty digest', async () => {
    expect((await store({}, { DIGEST: '' })).code).not.toBe(0);
    expect(github.calls).toEqual([]);
  });
});

describe('a failure of GitHub', () => {
  test('when it is asked for the release is no sign that there is none', async () => {
    github.failures = [{ match: /tags/, status: 403, body: '{"message":"API rate limit exceeded"}' }];
    const { code, output } = await store();
    expect([code, output]).toEqual([1, expect.stringContaining('API rate limit exceeded')]);
    expect(github.calls).toHaveLength(1);
  });

  test.each([
    ['in the list of drafts', /GET .*releases\?/, 0],
    ['when it is made', /POST \/repos/, 0],
    ['during the upload', /POST \/upload.*template/, 1],
    ['when it is published', /PATCH/, 1],
  ])('%s publishes nothing', async (_, match, drafts) => {
    github.failures = [{ match, status: 422, body: '{"message":"Validation Failed"}' }];
    const { code, output } = await store();
    expect([code, output]).toEqual([1, expect.stringContaining('Validation Failed')]);
    expect(github.releases.map(({ draft }) => draft)).toEqual(Array<boolean>(drafts).fill(true));
  });

  test('is mended by the next run', async () => {
    github.failures = [{ match: /POST \/upload.*template/, status: 422, times: 1 }];
    expect((await store()).code).toBe(1);
    expect((await store()).code).toBe(0);
    expect(github.releases).toMatchObject([{ draft: false }]);
    expect(github.releases[0]?.assets.map(({ name }) => name).sort()).toEqual(names);
  });
});
