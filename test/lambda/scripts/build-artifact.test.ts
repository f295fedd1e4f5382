import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { StageTools } from '../../../src/rehearse/tools/stage-tools';
import { put, runScript, workspaceWith, type Outcome } from '../../support/run-script';
import { stageTools } from '../../support/shared-tools';

jest.setTimeout(120_000);

const root = resolve(__dirname, '..', '..', '..');
const version = execFileSync(join(root, '.tools/bin/python'), [
  '-c',
  'import sys; print("%d.%d" % sys.version_info[:2])',
]);
const runtime = `python${version.toString().trim()}`;
const tools = join(root, '.tools');
const elsewhere: string[] = [];
let programs: StageTools['programs'];

beforeAll(async () => {
  ({ programs } = await stageTools());
});
afterAll(() => {
  for (const folder of elsewhere) rmSync(folder, { recursive: true });
});

/** A function in the text of a template. */
function resource(id: string, folder: string): string {
  const lines = [
    'Type: AWS::Serverless::Function',
    'Properties:',
    `  CodeUri: ${folder}`,
    '  Handler: src.app.handler',
  ];
  return [`  ${id}:`, ...[...lines, `  Runtime: ${runtime}`].map((line) => `    ${line}`), ''].join('\n');
}

function template(...functions: string[]): string {
  return `AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n${functions.join('')}`;
}

const application = {
  'template.yaml': template(resource('Main', '.')),
  'src/__init__.py': '',
  'src/app.py': 'def handler(event, context):\n    return "one"\n',
  'src/with space.txt': 'text',
  'src/bin/tool': '#!/bin/sh\n',
  'tests/test_app.py': 'import src.app\n',
  'README.md': '# Shop\n',
  '.github/workflows/own.yml': 'name: own\n',
};

/** A folder on another file system than other tests use, where there is one: temporary files may be in memory. */
function folderElsewhere(): string {
  const { dev } = statSync(tmpdir());
  const place = ['/dev/shm', tools].find((each) => existsSync(each) && statSync(each).dev !== dev);
  if (place === undefined) return workspaceWith();
  const folder = mkdtempSync(join(place, 'elsewhere-'));
  elsewhere.push(folder);
  return folder;
}

function build(workspace: string, env: Record<string, string> = {}, before = ''): Promise<Outcome> {
  const named = {
    TEMPLATE: 'template.yaml',
    FUNCTIONS: 'Main',
    REQUIREMENTS: 'requirements.txt',
    ARTIFACT: 'artifact',
  };
  // The machine's own settings of pip say where packages come from.
  const runner = { HOME: process.env['HOME'] ?? '' };
  const run = `${before}\n.github/scripts/build-artifact.sh`;
  return runScript('build-artifact', { workspace, run, runner, programs, env: { ...named, ...env } });
}

function contents(workspace: string, zip = 'Main.zip'): string[] {
  return execFileSync('unzip', ['-Z1', join(workspace, 'artifact', zip)])
    .toString()
    .trimEnd()
    .split('\n');
}

describe('The same source', () => {
  const first = workspaceWith(application);
  let built: Outcome;
  beforeAll(async () => {
    built = await build(first);
  });

  test('gives an artifact whose version names run, commit and digest, and whose manifest names every file.', () => {
    const { digest = '' } = built.outputs;
    expect(built.code).toBe(0);
    expect(built.outputs['version']).toBe(`v12-1a2b3c4-${digest.slice(0, 12)}`);
    const manifest = readFileSync(join(first, 'artifact/artifact.sha256'), 'utf8');
    expect(manifest).toMatch(/^[0-9a-f]{64} {2}Main\.zip\n[0-9a-f]{64} {2}template\.yaml\n$/);
    execFileSync('sha256sum', ['--check', '--strict', 'artifact.sha256'], { cwd: join(first, 'artifact') });
    expect(readFileSync(join(first, 'artifact/template.yaml'), 'utf8')).toContain('CodeUri: Main.zip\n');
  });

  test('is packed without what delivers, tests or describes it, and with everything else.', () => {
    const files = ['src/__init__.py', 'src/app.py', 'src/bin/tool', 'src/with space.txt', 'template.yaml'];
    expect(contents(first)).toEqual(files);
  });

  const reversed = Object.fromEntries(Object.entries(application).reverse());
  test.each<[string, () => string, string]>([
    [
      'in another folder, on another file system, in another order',
      (): string => filled(folderElsewhere(), reversed),
      '',
    ],
    [
      'on another day, in another zone, under another umask',
      (): string => workspaceWith(application),
      `export TZ=Pacific/Kiritimati; umask 0077; find . -exec touch --date='2031-05-06 07:08:09' {} +`,
    ],
    ['with rights for the group', (): string => workspaceWith(application), 'umask 0002; chmod -R g+w,o-r .'],
    [
      'with other tests, documents, workflows and caches',
      (): string =>
        filled(workspaceWith(application), {
          'tests/test_app.py': 'import os\n',
          'README.md': 'other',
          'CHANGELOG.md': 'new',
          'docs/runbook.md': 'new',
          '.github/workflows/own.yml': 'name: other\n',
          '.gitignore': 'x',
          'src/__pycache__/app.cpython-312.pyc': 'x',
        }),
      '',
    ],
    ['after an earlier build in the same folder', (): string => first, ''],
  ])('gives the same digest %s.', async (_, folder, before) => {
    const { code, outputs } = await build(folder(), {}, before);
    expect(code).toBe(0);
    expect(outputs['digest']).toBe(built.outputs['digest']);
  });

  test.each([
    ['a byte of the code', { 'src/app.py': application['src/app.py'].replace('one', 'two') }],
    ['the template', { 'template.yaml': `${application['template.yaml']}    Metadata: { Owner: me }\n` }],
  ])('gives another digest when %s changes.', async (_, change) => {
    const { code, outputs } = await build(workspaceWith({ ...application, ...change }));
    expect(code).toBe(0);
    expect(outputs['digest']).not.toBe(built.outputs['digest']);
  });
});

test('Functions of one folder and of different folders are packed each for itself.', async () => {
  const folder = workspaceWith({
    ...application,
    'template.yaml': template(resource('Main', 'one/'), resource('Same', 'one/'), resource('Other', 'two/')),
    'one/src/app.py': 'def handler(event, context):\n    return "one"\n',
    'two/src/app.py': 'def handler(event, context):\n    return "two"\n',
  });
  const { code } = await build(folder, { FUNCTIONS: 'Main Same Other' });
  expect(code).toBe(0);
  const manifest = readFileSync(join(folder, 'artifact/artifact.sha256'), 'utf8');
  const sums = Object.fromEntries([...manifest.matchAll(/(\w+) {2}(\w+)\.zip/g)].map(([, sum, id]) => [id, sum]));
  expect(Object.keys(sums)).toEqual(['Main', 'Other', 'Same']);
  expect(sums['Main']).toBe(sums['Same']);
  expect(sums['Main']).not.toBe(sums['Other']);
  const built = readFileSync(join(folder, 'artifact/template.yaml'), 'utf8');
  expect([...built.matchAll(/CodeUri: (.*)/g)].map(([, file]) => file)).toEqual(['Main.zip', 'Same.zip', 'Other.zip']);
});

const layer = '  Added:\n    Type: AWS::Serverless::LayerVersion\n    Properties:\n      ContentUri: ./src\n';
test.each([
  [
    'a function of the template that the definition does not name',
    'Main',
    resource('Added', './src'),
    'points to Added,',
  ],
  ['a layer, which no artifact holds', 'Main', layer, 'src, which the artifact does not hold'],
  ['a function that the template does not have', 'Main Absent', '', 'Function Absent has no code in template.yaml'],
])('A build is refused with %s.', async (_, FUNCTIONS, added, reason) => {
  const folder = workspaceWith({ ...application, 'template.yaml': template(resource('Main', '.'), added) });
  const { code, output, outputs } = await build(folder, { FUNCTIONS });
  expect(code).toBe(1);
  expect(output).toContain(`::error::`);
  expect(output).toContain(reason);
  expect(outputs).toEqual({});
});

test('A build that fails gives no artifact.', async () => {
  const { code, outputs } = await build(
    workspaceWith({ ...application, 'template.yaml': template(resource('Main', './absent')) }),
  );
  expect(code).not.toBe(0);
  expect(outputs).toEqual({});
});

test('The event handler, with its locked requirement, gives the same digest in two places.', async () => {
  const places = [workspaceWith(), folderElsewhere()];
  const digests: (string | undefined)[] = [];
  for (const [i, place] of places.entries()) {
    cpSync(join(root, 'test/targets/2_bbws_tenants_event_handler'), place, { recursive: true });
    put(place, { 'template.yaml': readFileSync(join(place, 'template.yaml'), 'utf8').replace('python3.12', runtime) });
    const built = await build(place, { FUNCTIONS: 'EcsEventHandlerFunction' }, i === 0 ? '' : 'umask 0077');
    digests.push(built.outputs['digest']);
  }
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(digests[1]).toBe(digests[0]);
  expect(contents(places[0] ?? '', 'EcsEventHandlerFunction.zip')).toContain('pythonjsonlogger/json.py');
});

function filled(folder: string, files: Record<string, string>): string {
  put(folder, files);
  return folder;
}
