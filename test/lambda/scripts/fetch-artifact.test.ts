import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactOf } from '../../support/artifact';
import { FakeGitHub } from '../../support/github-api';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const { version, digest, files } = artifactOf('return 1');

function fetch(workspace: string, env: Record<string, string> = {}): Promise<Outcome> {
  const asked = { ...github.env, VERSION: version, DIGEST: digest, ARTIFACT: 'my artifact' };
  return runScript('fetch-artifact', { workspace, env: { ...asked, ...env } });
}

async function refused(there: Record<string, string | Buffer>, env: Record<string, string> = {}): Promise<string> {
  if (Object.keys(there).length > 0) github.addRelease(version, there);
  const { code, output } = await fetch(workspaceWith(), env);
  expect(code).toBe(1);
  return output;
}

test('every byte is what was built, whatever was in the folder before', async () => {
  github.addRelease(version, files);
  const workspace = workspaceWith({ 'my artifact/old.zip': 'old' });
  const { code, output } = await fetch(workspace);
  expect([code, output]).toEqual([0, expect.stringContaining(`${version} is whole: digest ${digest}.`)]);
  const there = readdirSync(join(workspace, 'my artifact'));
  expect(Object.fromEntries(there.map((name) => [name, readFileSync(join(workspace, 'my artifact', name))]))).toEqual(
    files,
  );
});

test('what else people attach to a release is left there, also when its name leads elsewhere', async () => {
  github.addRelease(version, { ...files, 'notes.txt': 'x', '../../evil.zip': 'x', 'a b.zip': 'x', '-rf.zip': 'x' });
  const workspace = workspaceWith();
  expect((await fetch(workspace)).code).toBe(0);
  expect(readdirSync(join(workspace, 'my artifact')).sort()).toEqual(Object.keys(files).sort());
  expect(existsSync(join(workspace, 'evil.zip'))).toBe(false);
});

describe('a release that was changed after it was built is refused', () => {
  test.each([
    ['code', { ...files, 'Main.zip': 'other' }, 'A file of release'],
    ['template', { ...files, 'template.yaml': 'other' }, 'A file of release'],
    ['manifest', { ...files, 'artifact.sha256': 'other' }, 'The manifest of release'],
    ['an empty manifest', { ...files, 'artifact.sha256': '' }, 'The manifest of release'],
    ['a release of another build', artifactOf('return 2').files, 'The manifest of release'],
    ['no manifest', { 'Main.zip': 'x', 'template.yaml': 'x' }, 'is not whole'],
    ['no template', { 'artifact.sha256': files['artifact.sha256'] ?? '' }, 'is not whole'],
    ['no code', { ...files, 'Main.zip': '', 'Other.zip': files['Main.zip'] ?? '' }, 'A file of release'],
  ])('%s', async (_, there, message) => {
    expect(await refused(there)).toContain(message);
  });

  test('a file that is gone', async () => {
    const { 'Main.zip': gone, ...rest } = files;
    expect(gone).toBeDefined();
    expect(await refused(rest)).toContain('A file of release');
  });
});

describe('what does not say what it is is refused before anything is asked', () => {
  test.each([
    ['no version', { VERSION: '' }, '"" is not a version'],
    ['no real version', { VERSION: 'latest' }, '"latest" is not a version'],
    ['a version that leads elsewhere', { VERSION: `../../user/${version}` }, 'is not a version'],
    ['a version of two lines', { VERSION: `${version}\nx` }, 'is not a version'],
    ['no digest', { DIGEST: '' }, `Nothing says which digest ${version} must have`],
    ['a digest that is none', { DIGEST: 'none' }, 'Nothing says which digest'],
    [
      'a digest of another version',
      { DIGEST: 'f'.repeat(64) },
      `${version} and digest ffffffffffff do not belong together`,
    ],
  ])('%s', async (_, env, message) => {
    expect(await refused({}, env)).toContain(message);
    expect(github.calls).toEqual([]);
  });
});

describe('what GitHub does not give', () => {
  test('a release that was deleted is told as such', async () => {
    expect(await refused({})).toContain(`Release ${version} is not there. Was it deleted?`);
  });

  test('a release without right to read it is told as such, not as deleted', async () => {
    github.failures = [{ match: /tags/, status: 403, body: '{"message":"Resource not accessible"}' }];
    const output = await refused(files);
    expect(output).toContain('Resource not accessible');
    expect(output).not.toContain('Was it deleted?');
  });

  test('a draft is no release', async () => {
    github.addRelease(version, files, { draft: true });
    expect(await refused({})).toContain('is not there');
  });

  test.each([
    ['an asset without right', /assets/, 403],
    ['an asset that is gone', /assets/, 404],
    ['bytes that the storage refuses', /storage/, 403],
  ])('%s ends it', async (_, match, status) => {
    github.failures = [{ match, status, body: '{"message":"no"}' }];
    expect(await refused(files)).toContain('(the lines above say why)');
  });

  test.each([['{}'], ['[]'], ['null'], ['<html>'], ['']])('an answer of "%s" is no release', async (body) => {
    github.failures = [{ match: /tags/, status: 200, body }];
    expect(await refused(files)).toContain('::error::');
  });
});
