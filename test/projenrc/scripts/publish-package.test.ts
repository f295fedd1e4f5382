import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from '../../support/packed-package';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';
import { packRelease, type Packed } from './package';
import { Registry } from './registry';

let registry: Registry;
let packed: Packed;
let bytes: Buffer;
beforeAll(async () => {
  registry = await Registry.start();
  packed = await packRelease();
  bytes = readFileSync(join(packed.folder, 'dist/release/projen-fleet-1.2.3.tgz'));
});
afterAll(() => registry.stop());
afterEach(() => {
  registry.reset();
});

function publish(env: Record<string, string> = {}): Promise<Outcome> {
  const usual = { PACKED: 'dist/release', VERSION: '1.2.3', NPM_TOKEN: 'secret', VISIBILITY: 'private' };
  return runScript('publish-package', { workspace: packed.folder, env: { ...usual, REGISTRY: registry.url, ...env } });
}

function puts(): string[] {
  return registry.calls.filter((call) => call.startsWith('PUT'));
}

test('npm publishes the very bytes that were packed, with the token, and the summary says what to do next', async () => {
  const { code, output, summary } = await publish();
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(registry.packages.get('1.2.3')).toEqual(bytes);
  expect(puts()).toEqual(['PUT /projen-fleet secret']);
  expect(summary).toContain('### Published: projen-fleet 1.2.3');
  expect(summary).toContain('By alice');
  expect(summary).toContain('npm install --save-dev projen-fleet@1.2.3');
  expect(output).not.toContain('secret');
});

test('nobody publishes by mistake: npm by itself refuses "restricted" for a name without a scope', async () => {
  const file = join(packed.folder, 'dist/release/projen-fleet-1.2.3.tgz');
  const folder = workspaceWith({ '.npmrc': `${registry.url.replace('http:', '')}/:_authToken=secret\n` });
  const { code, output } = await execute(folder, 'npm', 'publish', file, '--registry', `${registry.url}/`);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('EUNSCOPED') });
  expect(puts()).toEqual([]);
});

test('the address may end with a slash', async () => {
  expect((await publish({ REGISTRY: `${registry.url}/` })).code).toBe(0);
  expect(puts()).toEqual(['PUT /projen-fleet secret']);
});

test('a version that is there with the same bytes counts as published', async () => {
  registry.packages.set('1.2.3', bytes);
  const { code, output, summary } = await publish();
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(summary).toContain('### There already, with the same bytes: projen-fleet 1.2.3');
});

test('a version that is there with other bytes is refused, and stays', async () => {
  registry.packages.set('1.2.3', Buffer.from('other'));
  const { code, output } = await publish();
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('1.2.3 was not published') });
  expect(registry.packages.get('1.2.3')?.toString()).toBe('other');
});

test.each([
  ['another token', { NPM_TOKEN: 'wrong' }],
  ['no token, where the registry does not trust the workflow', { NPM_TOKEN: '' }],
])('%s is refused, and the message says whose it is to give', async (_, env) => {
  const { code, output } = await publish(env);
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringContaining('secret NPM_TOKEN of environment "release"'),
  });
  expect(registry.packages.size).toBe(0);
});

test('a registry that refuses ends it', async () => {
  registry.answer = 403;
  expect((await publish()).code).toBe(1);
});

test('a registry that gives packages to strangers is refused: the package names accounts', async () => {
  registry.strangers = 200;
  const { code, output } = await publish();
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('it is public') });
  expect(puts()).toEqual([]);
});

test('from a public repository npm signs where it was built, for which the job must say who it is', async () => {
  registry.strangers = 200;
  const { code, output } = await publish({ VISIBILITY: 'public' });
  expect(output).toMatch(
    /Provenance generation in GitHub Actions requires "write" access to the "id-token" permission/,
  );
  expect(code).toBe(1);
  expect(puts()).toEqual([]);
});

test.each(['', 'registry.example.org', 'http://registry.example.org'])('registry %j is refused', async (address) => {
  const { code, output } = await publish({ REGISTRY: address });
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('the variable NPM_REGISTRY') });
});

test('a registry that does not answer is told apart', async () => {
  const { code, output } = await publish({ REGISTRY: 'http://127.0.0.1:9' });
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('does not answer') });
});
