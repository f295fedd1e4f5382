import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import { stepsOf, type Variables } from './support/emitted-step';
import { binary, execute, filesOf, packPackage, succeed, write, type PackedPackage } from './support/packed-package';
import { runScript, type Outcome } from './support/run-script';
import { pythonOf } from './support/target-python';

const root = resolve(__dirname, '..');
const EVENT_HANDLER = '2_bbws_tenants_event_handler';
const INSTANCES = '2_bbws_tenants_instances_lambda';
const SITES = '2_bbws_wordpress_site_management_lambda';
const targets = [EVENT_HANDLER, INSTANCES, SITES];

/** What `init` adds to a checkout, besides a line in `.gitignore`; npm adds the lock file. */
const PREPARED = ['.projen/tasks.json', '.projenrc.ts', 'package.json'];
const LOCK = 'package-lock.json';

/** People's text, and the section behind it. */
const README = 'README.md';
const SECTION =
  /^([^]*)<!-- pipelines:start -->\n<!-- pipelines:sha256 [0-9a-f]{64} -->\n([^]*)<!-- pipelines:end -->\n$/;

/** The setup.cfg of this service says what these would say. */
const KEPT = ['plugins-service/pytest.ini', 'plugins-service/.coveragerc'];

let packed: PackedPackage;
const pythons: Record<string, string> = {};

// The first run installs the requirements of the targets; later runs find them.
jest.setTimeout(600_000);

beforeAll(async () => {
  const installed = targets.map(async (name) => {
    pythons[name] = await pythonOf(join(root, 'test/targets', name));
  });
  packed = await packPackage();
  for (const name of targets) {
    fs.cpSync(join(root, 'test/targets', name), checkout(name), { recursive: true, filter: isSource });
    // One real installation is enough; the others share what it would install.
    const shared = name !== EVENT_HANDLER;
    const init = ['init', name, '--yes', '--package', source(), ...(shared ? ['--no-install'] : [])];
    await succeed(checkout(name), binary(packed.tool, 'projen-fleet'), ...init);
    if (shared) fs.symlinkSync(join(packed.tool, 'node_modules'), join(checkout(name), 'node_modules'));
    await succeed(checkout(name), 'npx', 'projen');
  }
  await Promise.all(installed);
});

afterAll(() => {
  fs.rmSync(packed.folder, { recursive: true, force: true });
});

function source(): string {
  return `file:${packed.tarball}`;
}

function checkout(name: string): string {
  return join(packed.folder, 'checkouts', name);
}

function without<T>(files: Readonly<Record<string, T>>, paths: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)));
}

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

function isSource(path: string): boolean {
  return !/\/(__pycache__|\.\w+_cache|node_modules|\.coverage)$/.test(path);
}

describe.each(targets)('The packed package in a checkout of %s', (name) => {
  test('has written exactly the files of its rendering; every other file is as it was.', () => {
    const before = filesOf(join(root, 'test/targets', name));
    const rendered = filesOf(join(root, 'repos/rendered', name));
    const after = filesOf(checkout(name));
    expect(Object.keys(after)).toEqual(expect.arrayContaining(PREPARED));
    const gitignore = `${before['.gitignore'] ?? ''}node_modules/\n`;
    const expected = { ...without(rendered, KEPT), ...before, '.gitignore': gitignore };
    expect(without(after, [...PREPARED, LOCK, README])).toEqual(without(expected, [README]));
    const [, text, section] = SECTION.exec(after[README] ?? '') ?? [];
    expect(text).toBe(`${before[README] ?? ''}\n`);
    expect(section).toBe(fs.readFileSync(join(root, 'test/fleet/pipelines', `${name}.md`), 'latin1'));
    expect(LOCK in after).toBe(name === EVENT_HANDLER);
  });

  test('has nothing to plan, nothing to apply and nothing to find after that.', async () => {
    const folder = checkout(name);
    const before = filesOf(folder);
    expect(await execute(folder, 'npx', 'projen', 'plan')).toMatchObject({ code: 0 });
    expect(await succeed(folder, 'npx', 'projen')).toContain('Nothing to change');
    expect(await succeed(folder, 'npx', 'projen', 'check')).toContain(`${name}: every managed file is as generated.`);
    expect(await succeed(folder, 'sha256sum', '--check', '--strict', '--quiet', '.projen/managed.sha256')).toBe('');
    expect(filesOf(folder)).toEqual(before);
  });
});

describe('The packed file', () => {
  test('gives a module of its own kind the names that it exports.', async () => {
    const text = `import { GitOpsRepo, LambdaRepo } from 'projen-fleet';
import { fleet, platform } from 'projen-fleet/repos';
console.log(LambdaRepo.name, GitOpsRepo.name, fleet.length > 0, typeof platform.owner);
`;
    write(packed.tool, 'names.mjs', text);
    expect(await succeed(packed.tool, process.execPath, 'names.mjs')).toBe('LambdaRepo GitOpsRepo true string\n');
  });

  test('has every module that its own modules of tools/ import, and what it tells people.', () => {
    const files = filesOf(join(packed.tool, 'node_modules/projen-fleet'));
    const tools = Object.entries(files).filter(([path]) => /^tools\/\w+\.mjs$/.test(path));
    const imported = tools.flatMap(([, text]) =>
      [...text.matchAll(/from '\.\/(.*)'/g)].map(([, name]) => `tools/${name ?? ''}`),
    );
    expect(imported.length).toBeGreaterThan(3);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([...imported, README, 'LICENSE', 'CHANGELOG.md', 'sbom.cdx.json']),
    );
  });
});

test('npx projen check fails for an edited file; npx projen refuses it, and writes it when it is accepted.', async () => {
  const folder = checkout(EVENT_HANDLER);
  const path = '.github/workflows/rollback.yml';
  const before = filesOf(folder);
  fs.appendFileSync(join(folder, path), '# by hand\n');
  expect((await execute(folder, 'npx', 'projen', 'check')).code).toBe(1);
  expect((await execute(folder, 'npx', 'projen')).code).toBe(1);
  await succeed(folder, 'npx', 'projen-fleet', 'apply', '--accept', path);
  expect(filesOf(folder)).toMatchObject(before);
  fs.rmSync(join(folder, '.projen/backup'), { recursive: true });
});

describe.each(targets)('The emitted scripts with the emitted settings in %s', (name) => {
  function run(script: string, env: Variables): Promise<Outcome> {
    const path = [pythons[name], process.env['PATH']].join(':');
    return runScript(script, { workspace: checkout(name), env, runner: { PATH: path } });
  }

  test('run the tests of every service and reach the coverage floor.', async () => {
    const reports = join(packed.folder, 'reports', name);
    for (const env of stepsOf(checkout(name), 'test-coverage.yml', 'run-tests', reports)) {
      const { code, output } = await run('run-tests', env);
      expect({ code, output }).toEqual({ code: 0, output: matching(/ passed/) });
    }
    const [floor = {}] = stepsOf(checkout(name), 'test-coverage.yml', 'sum-coverage', reports);
    const { code, output, summary } = await run('sum-coverage', { ...floor, REPORTS: join(reports, 'coverage') });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(summary).toContain('| passed |');
  });

  test('let the integration tests run alone, also with coverage: no floor is in the way.', async () => {
    // One service shows it for all: they get the same settings.
    const services = stepsOf(checkout(name), 'test-coverage.yml', 'run-tests', packed.folder).slice(0, 1);
    for (const { SERVICE = '.', INTEGRATION = '' } of services) {
      const folder = join(checkout(name), SERVICE);
      if (!fs.existsSync(join(folder, INTEGRATION)) || fs.existsSync(join(folder, 'setup.cfg'))) continue;
      const pytest = ['-m', 'pytest', INTEGRATION, '--cov', '--strict-markers'];
      const { code, output } = await execute(folder, join(pythons[name] ?? '', 'python'), ...pytest);
      expect({ code, output }).toMatchObject({ code: 0 });
    }
  });
});

test('Lint, format, types and security of the event handler pass by the emitted gate.', async () => {
  const folder = checkout(EVENT_HANDLER);
  const gates = stepsOf(folder, 'quality-gates.yml', 'python-gate', packed.folder);
  expect(gates.map(({ GATE, MODE }) => `${GATE} ${MODE}`)).toEqual(
    ['lint', 'format', 'types', 'security'].map((gate) => `${gate} block`),
  );
  const path = [pythons[EVENT_HANDLER], process.env['PATH']].join(':');
  for (const env of gates) {
    const { code, output } = await runScript('python-gate', { workspace: folder, env, runner: { PATH: path } });
    expect({ code, output }).toMatchObject({ code: 0 });
  }
});

describe('A definition by subclassing, in a project of its own', () => {
  const text = `import { LambdaRepo } from 'projen-fleet';
import { platform } from 'projen-fleet/repos';

/** Orders of the shop. */
export class ShopOrders extends LambdaRepo {
  constructor() {
    super({ name: 'shop_orders', platform, python: { coverageFloor: 70 } });
  }
}
`;

  function project(packageJson: string): string {
    const folder = fs.mkdtempSync(join(packed.folder, 'shop-'));
    fs.symlinkSync(join(packed.tool, 'node_modules'), join(folder, 'node_modules'));
    write(folder, 'package.json', packageJson);
    write(folder, 'shop.ts', text);
    write(folder, '.projenrc.ts', "import { ShopOrders } from './shop';\n\nnew ShopOrders().synth();\n");
    return folder;
  }

  test('compiles against the packed types, in fifteen lines at most.', async () => {
    const options = ['--strict', '--target', 'es2022', '--module', 'commonjs', '--moduleResolution', 'node10'];
    const folder = project('{ "private": true }\n');
    const files = ['--noEmit', 'shop.ts', '.projenrc.ts'];
    expect(await execute(folder, binary(root, 'tsc'), ...options, ...files)).toEqual({ code: 0, output: '' });
    expect(text.split('\n').length).toBeLessThanOrEqual(15);
  });

  test.each(['{ "private": true }\n', '{ "private": true, "type": "module" }\n'])(
    'is applied by the command and by tsx alone, and both write the same: %s',
    async (packageJson) => {
      const [byCommand, byTsx] = [project(packageJson), project(packageJson)];
      await succeed(byCommand, 'npx', 'projen-fleet', 'apply');
      expect(await succeed(byTsx, binary(root, 'tsx'), '.projenrc.ts')).toContain('Next: git diff, then commit.');
      const written = filesOf(byCommand);
      expect(written['.github/workflows/test-coverage.yml']).toContain('FLOOR: "70"');
      expect(filesOf(byTsx)).toEqual(written);
    },
  );

  test('tsx alone exits 1 when a file is in the way.', async () => {
    const folder = project('{ "private": true }\n');
    write(folder, '.github/workflows/test-coverage.yml', 'name: mine\n');
    const { code, output } = await execute(folder, binary(root, 'tsx'), '.projenrc.ts');
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain('foreign   .github/workflows/test-coverage.yml');
  });

  test('is one of a fleet that the command applies over checkouts, from TypeScript.', async () => {
    const folder = project('{ "private": true }\n');
    write(folder, 'repos/index.ts', "import { ShopOrders } from '../shop';\n\nexport const fleet = [ShopOrders];\n");
    fs.mkdirSync(join(folder, 'src/shop_orders'), { recursive: true });
    const argv = ['--checkouts', 'src', '--definitions', './repos'];
    expect((await execute(folder, 'npx', 'projen-fleet', 'plan', ...argv)).code).toBe(2);
  });

  test('that is wrong is told with file and line, without a stack.', async () => {
    const folder = project('{ "private": true }\n');
    write(
      folder,
      '.projenrc.ts',
      'const bucket: string | undefined = undefined;\n\nthrow new Error(`no ${bucket}`);\n',
    );
    const { code, output } = await execute(folder, 'npx', 'projen-fleet', 'plan');
    expect({ code, output }).toEqual({ code: 1, output: matching(/rc\.ts, line 3: no undefined\.\n$/) });
  });
});
