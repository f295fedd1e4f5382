/** The packed package on every line of Node that it says it works on: the oldest of the first, the newest of the others. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { once } from '../tools/bench-peers';
import {
  execute,
  filesOf,
  packPackage,
  succeed,
  write,
  type Ended,
  type PackedPackage,
} from './support/packed-package';

const root = resolve(__dirname, '..');
const HANDLER = '2_bbws_tenants_event_handler';
const RENDERED = join(root, 'repos/rendered', HANDLER);
let packed: PackedPackage;

jest.setTimeout(900_000);
beforeAll(async () => {
  packed = await packPackage();
});
afterAll(() => {
  rmSync(packed.folder, { recursive: true, force: true });
});

test('the oldest Node that is tried is the one that package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(engines).toEqual({ node: '>= 20.19.0' });
});

describe.each([
  ['20.19.0', /^v20\.19\.0$/],
  ['22', /^v22\.\d+\.\d+$/],
  ['24', /^v24\.\d+\.\d+$/],
])('On Node %s', (version, pattern) => {
  const folder = (name: string): string => join(packed.folder, `node-${version}`, name);
  let path: string;

  /** A command with this Node in front: npm and npx are run by it, too. */
  function run(cwd: string, ...command: readonly string[]): Promise<Ended> {
    return execute(cwd, 'env', `PATH=${path}`, ...command);
  }

  async function output(cwd: string, ...command: readonly string[]): Promise<string> {
    return (await succeed(cwd, 'env', `PATH=${path}`, ...command)).trim();
  }

  beforeAll(async () => {
    const bin = once(`node-${version}`, `node@${version}`, (place) => {
      write(place, 'package.json', '{ "private": true }\n');
      // The package brings the binary by a script of its own.
      const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts=false', `node@${version}`];
      execFileSync('npm', install, { cwd: place, stdio: ['ignore', 'ignore', 'pipe'] });
    });
    path = [join(bin, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
    write(folder('tool'), 'package.json', '{ "private": true }\n');
    await output(folder('tool'), 'npm', 'install', '--engine-strict', '--no-fund', packed.tarball);
    cpSync(join(root, 'test/targets', HANDLER), folder('checkout'), { recursive: true });
  });

  test('it is that Node', async () => {
    expect(await output(packed.folder, 'node', '--version')).toMatch(pattern);
  });

  test('a checkout is prepared, written and checked, and has the files of the rendering', async () => {
    const tool = join(folder('tool'), 'node_modules/.bin/projen-fleet');
    await output(folder('checkout'), tool, 'init', HANDLER, '--yes', '--package', `file:${packed.tarball}`);
    await output(folder('checkout'), 'npx', 'projen');
    expect(await output(folder('checkout'), 'npx', 'projen', 'check')).toContain('every managed file is as generated');
    expect(await run(folder('checkout'), 'npx', 'projen', 'plan')).toMatchObject({ code: 0 });
    const workflows = (files: Record<string, string>): string[][] =>
      Object.entries(files).filter(([name]) => name.startsWith('.github/'));
    expect(workflows(filesOf(folder('checkout')))).toEqual(workflows(filesOf(RENDERED)));
  });

  test('workflows are verified and run', async () => {
    const tool = join(folder('tool'), 'node_modules/.bin/projen-fleet');
    expect(await output(folder('tool'), tool, 'verify', RENDERED)).toMatch(/^No defects in /);
    const steps = '    steps:\n      - run: test "$GITHUB_REF_NAME" = main\n';
    const workflow = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${steps}`;
    write(folder('small'), '.github/workflows/ci.yml', workflow);
    const ran = await run(folder('tool'), tool, 'run', folder('small'), '--workflow', 'ci.yml', '--event', 'push');
    expect(ran).toEqual({ code: 0, output: expect.stringMatching(/^Run: success /m) });
  });

  test('tenants are checked, and stories listed', async () => {
    const tool = join(folder('tool'), 'node_modules/.bin/projen-fleet');
    const tenants = join(root, 'test/targets/2_bbws_tenants_instances_dev/tenants');
    expect(await run(folder('tool'), tool, 'tenants', 'check', tenants)).toMatchObject({ code: 2 });
    expect(await output(folder('tool'), tool, 'rehearse', '--list')).toContain('documents only');
  });

  test.each([
    ['a module of its own kind', 'names.mjs', "import { LambdaRepo } from 'projen-fleet';"],
    ['a CommonJS module', 'names.cjs', "const { LambdaRepo } = require('projen-fleet');"],
  ])('%s gets the names of the package', async (_, file, line) => {
    write(folder('tool'), file, `${line}\nconsole.log(LambdaRepo.name);\n`);
    expect(await output(folder('tool'), 'node', file)).toBe('LambdaRepo');
  });
});
