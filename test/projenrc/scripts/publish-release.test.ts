import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';
import { packRelease, type Packed } from './package';

let github: FakeGitHub;
let packed: Packed;
let files: Record<string, Buffer>;
beforeAll(async () => {
  github = await FakeGitHub.start({ contents: 'write' });
  packed = await packRelease();
  const folder = join(packed.folder, 'dist/release');
  files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

function release(): Promise<Outcome> {
  const env = { ...github.env, PACKED: 'dist/release', VERSION: '1.2.3' };
  return runScript('publish-release', { workspace: packed.folder, env });
}

test('the release of the tag has every file, and the words of the changelog', async () => {
  expect(await release()).toMatchObject({ code: 0, output: expect.stringMatching(/^Released v1\.2\.3\.$/m) });
  const [made, ...others] = github.releases;
  expect(others).toEqual([]);
  expect(made).toMatchObject({ tag: 'v1.2.3', name: 'v1.2.3', draft: false });
  expect(made?.body?.trim()).toBe('- Releases.');
  expect(Object.fromEntries(made?.assets.map(({ name, content }) => [name, content]) ?? [])).toEqual(files);
});

test('it is a draft until it is whole, and what an interrupted run left is replaced', async () => {
  github.addRelease('v1.2.3', { 'sbom.cdx.json': 'half' }, { draft: true });
  github.addRelease('v1.2.4', {}, { draft: true });
  expect((await release()).code).toBe(0);
  const changes = github.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);
  expect(changes).toEqual(['DELETE', 'POST', 'POST', 'POST', 'POST', 'PATCH']);
  expect(github.releases.map(({ tag, draft, assets }) => [tag, draft, assets.length])).toEqual([
    ['v1.2.4', true, 0],
    ['v1.2.3', false, 3],
  ]);
});

test('a second run finds the release and changes nothing', async () => {
  github.addRelease('v1.2.3', files);
  expect(await release()).toMatchObject({ code: 0, output: 'Release v1.2.3 is there already.\n' });
  expect(github.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test.each<[string, Record<string, string | Buffer>]>([
  ['another file', { 'sbom.cdx.json': 'other' }],
  ['a file too many', { 'more.txt': 'x' }],
])('a release of that tag with %s is refused', async (_, other) => {
  github.addRelease('v1.2.3', { ...files, ...other });
  const { code, output } = await release();
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('release v1.2.3 with other files') });
  expect(github.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('an answer that is none of these ends it', async () => {
  github.failures = [{ match: /tags\/v1/, status: 403 }];
  expect((await release()).code).toBe(1);
  expect(github.releases).toEqual([]);
});
