import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';
import { packRelease, type Packed } from './package';

const TGZ = 'projen-fleet-1.2.3.tgz';
let packed: Packed;
/** A copy for each test. */
let workspace: string;
beforeAll(async () => {
  packed = await packRelease();
});
beforeEach(() => {
  workspace = workspaceWith();
  cpSync(packed.folder, workspace, { recursive: true });
});

function path(name: string): string {
  return join(workspace, 'dist/release', name);
}

function take(digest = packed.outputs['digest'] ?? ''): Promise<Outcome> {
  return runScript('take-package', { workspace, env: { PACKED: 'dist/release', DIGEST: digest } });
}

test('what was packed is the package, its bill of materials and their sums, told by one digest', async () => {
  expect(packed).toMatchObject({ code: 0 });
  expect(readdirSync(join(workspace, 'dist/release')).sort()).toEqual(['package.sha256', TGZ, 'sbom.cdx.json']);
  const digest = createHash('sha256')
    .update(readFileSync(path('package.sha256')))
    .digest('hex');
  expect(packed.outputs).toEqual({ digest });
  expect(packed.summary).toContain(`| ${TGZ} | \`${/^[0-9a-f]{64}/.exec(packed.output)?.[0] ?? ''}\` |`);
  expect(await take()).toMatchObject({ code: 0, output: `Digest ${digest}: whole, and nothing else.\n` });
});

test('the same commit gives the same bytes, and the time in its bill of materials is that of the commit', async () => {
  const again = await packRelease();
  expect(again.outputs).toEqual(packed.outputs);
  expect(JSON.parse(readFileSync(path('sbom.cdx.json'), 'utf8'))).toEqual({ at: Date.parse('2026-01-01') / 1000 });
});

test('what lies in the folder from before is not packed', async () => {
  writeFileSync(path('old.tgz'), 'old');
  const again = await runScript('pack-release', { workspace, env: { PACKED: 'dist/release' } });
  expect(again.output).not.toContain('old.tgz');
  expect(readdirSync(join(workspace, 'dist/release'))).toHaveLength(3);
});

test.each<[string, string, () => void]>([
  [
    'a changed package',
    'changed after it was packed',
    () => {
      appendFileSync(path(TGZ), 'x');
    },
  ],
  [
    'a missing bill of materials',
    'changed after it was packed',
    () => {
      rmSync(path('sbom.cdx.json'));
    },
  ],
  [
    'changed sums',
    'not those of the job that packed',
    () => {
      appendFileSync(path('package.sha256'), '\n');
    },
  ],
  [
    'no sums',
    'is not there',
    () => {
      rmSync(path('package.sha256'));
    },
  ],
  [
    'a file more',
    'nobody summed up',
    () => {
      writeFileSync(path('more.tgz'), 'x');
    },
  ],
  [
    'another name',
    'changed after it was packed',
    () => {
      renameSync(path(TGZ), path('other.tgz'));
    },
  ],
])('%s is refused', async (_, why, change) => {
  change();
  const { code, output } = await take();
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(why) });
  expect(output).toContain('Nothing was published.');
});

test.each(['', 'abc', 'a'.repeat(64)])('digest %j is refused', async (digest) => {
  expect((await take(digest)).code).toBe(1);
});
