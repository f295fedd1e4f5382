/** The check that a repository gets, and the command: one finds what the other finds. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { tenants as platform } from '../../repos';
import { FORMATS } from '../../src/tenants/report';
import { runCheck } from '../../src/tenants/run-check';
import { renderTenantConfig } from '../../src/tenants/tenant-config-action';
import { ASSET, bundleTenantConfig } from '../../tools/bundle-tenant-config';
import { smallFleet, written } from './support/fleet-on-disk';
import { seeded } from './support/seeded';
import { identitySeeds } from './support/seeds-identity';
import { platformSeeds } from './support/seeds-platform';
import { valueSeeds } from './support/seeds-values';

const files = renderTenantConfig(platform, 'Generated.');
const target = resolve(__dirname, '../targets/2_bbws_tenants_instances_dev');

/** The step of the action, as the runner runs it, in a checkout that has the action. */
function step(
  repository: string,
  env: Record<string, string>,
): { code: number | null; output: string; errors: string } {
  const action = parse(files[0]?.content ?? '');
  const run: string = action.runs.steps[0].run;
  const path = join(repository, '.github/actions/tenant-config');
  for (const { path: each, content } of files) {
    mkdirSync(dirname(join(repository, each)), { recursive: true });
    writeFileSync(join(repository, each), content);
  }
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    ...{ cwd: repository, encoding: 'utf8', maxBuffer: 100_000_000 },
    env: { PATH: process.env['PATH'], GITHUB_ACTION_PATH: path, ...env },
  });
  rmSync(join(repository, '.github/actions/tenant-config'), { recursive: true });
  return { code: status, output: stdout, errors: stderr };
}

test('The script is made of the sources as they are. If not: npx tsx tools/bundle-tenant-config.ts', async () => {
  expect(readFileSync(ASSET, 'utf8') === (await bundleTenantConfig())).toBe(true);
});

test.each(FORMATS)('Both print the same as %s.', (format) => {
  const wrong = [...identitySeeds, ...platformSeeds, ...valueSeeds].filter((_, i) => i % 9 === 0);
  const all = Object.assign(smallFleet(), ...wrong.map((seed) => seeded(seed.wrong).files));
  const root = written(all);
  const cwd = dirname(root);
  const { text } = runCheck({ directory: 'tenants', format, platform, cwd });
  const { code, output, errors } = step(cwd, { DIRECTORY: 'tenants', FORMAT: format, OUTPUT: '' });
  expect({ code, errors }).toEqual({ code: 2, errors: '' });
  expect(output).toBe(`${text}\n`);
});

test('Both find the same in a realistic checkout.', () => {
  const { text } = runCheck({ directory: 'tenants', format: 'json', platform, cwd: target });
  const script = written(Object.fromEntries(files.map(({ path, content }) => [path.replace(/.*\//, ''), content])));
  const args = [join(script, 'tenant-config.cjs'), 'tenants', 'json'];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: target, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stdout).toBe(`${text}\n`);
});

test('A clean fleet exits 0; findings can go to a file.', () => {
  const repository = dirname(written(smallFleet()));
  const output = join(repository, 'found.json');
  expect(step(repository, { DIRECTORY: 'tenants', FORMAT: 'json', OUTPUT: output })).toMatchObject({
    code: 0,
    output: '',
  });
  expect(JSON.parse(readFileSync(output, 'utf8'))).toEqual({ version: 1, findings: [] });
});

test.each([
  ['no such folder', { DIRECTORY: 'none', FORMAT: 'json', OUTPUT: '' }, /none is no folder\. Name the folder/],
  [
    'no such format',
    { DIRECTORY: 'tenants', FORMAT: 'xml', OUTPUT: '' },
    /^Write: node tenant-config\.cjs DIRECTORY FORMAT/,
  ],
])('%s is a sentence and exit code 1', (_, env, sentence) => {
  const { code, output, errors } = step(dirname(written(smallFleet())), env);
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors).toMatch(sentence);
});

test('It reads without its sources: every rule has its docstring, and no line is endless.', () => {
  const script = files[1]?.content ?? '';
  for (const rule of ['V01', 'V04', 'V08', 'V16', 'V22']) expect(script).toMatch(new RegExp(`/\\*\\*[^/]*${rule}: `));
  expect(Math.max(...script.split('\n').map(({ length }) => length))).toBeLessThan(300);
  expect(script).not.toMatch(/require\("(?!node:)/);
});
