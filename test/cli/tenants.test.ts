/** `projen-fleet tenants check`: what it says to people, and what to programs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tenants as platform } from '../../repos';
import { command, folderWith, type Ran } from '../fleet/support/commands';
import { oneFile, threeFiles, type Files } from '../support/tenant-fleet';

function fleet(): Files {
  const files = { ...threeFiles('acme', 1), ...oneFile('solo', 3, 'prod') };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`tenants/${path}`, text]));
}

function defective(): Files {
  const files = fleet();
  files['tenants/acme/dev.tfvars'] = (files['tenants/acme/dev.tfvars'] ?? '').replace('= "acme"', '= "ac:me%"');
  files['tenants/solo/prod.tfplan'] = '';
  return files;
}

function check(files: Files, ...argv: string[]): Promise<Ran> {
  return command(folderWith(files), ['tenants', 'check', ...argv]);
}

describe('People', () => {
  test('learn that nothing was found', async () => {
    expect(await check(fleet(), 'tenants')).toMatchObject({
      code: 0,
      output: '2 tenants, nothing found.\n',
      errors: '',
    });
  });

  test('see the findings of each tenant together, and what to write', async () => {
    const { code, output } = await check(defective(), 'tenants');
    expect(code).toBe(2);
    expect(output).toBe(`acme
  dev.tfvars:2:16  error V01
    The tenant is called "ac:me%" here, and its folder "acme".
    write: tenant_name = "acme"
  dev.tfvars:2:16  error V14
    "ac:me%" is no name for a tenant.
    write: a name that matches [a-z0-9]+

solo
  prod.tfplan:1:1  error V13
    This file is a plan, with all its secrets.
    write: no such file: git rm --cached, and a line in .gitignore

2 tenants: 3 errors.
`);
  });
});

describe('Programs', () => {
  test('get one JSON object, in order of file, line and id', async () => {
    const { code, output, errors } = await check(defective(), 'tenants', '--format', 'json');
    expect({ code, errors }).toEqual({ code: 2, errors: '' });
    const { version, findings } = JSON.parse(output);
    expect(version).toBe(1);
    expect(findings[0]).toEqual({
      ...{ id: 'V01', file: 'acme/dev.tfvars', line: 2, column: 16, severity: 'error' },
      ...{ message: 'The tenant is called "ac:me%" here, and its folder "acme".', fix: 'tenant_name = "acme"' },
    });
    expect(Array.from(findings, ({ id, file }: { id: string; file: string }) => `${file} ${id}`)).toEqual([
      ...['acme/dev.tfvars V01', 'acme/dev.tfvars V14', 'solo/prod.tfplan V13'],
    ]);
    expect(JSON.parse((await check(fleet(), 'tenants', '--format', 'json')).output)).toEqual({
      version: 1,
      findings: [],
    });
  });

  test('get workflow commands whose properties are escaped, with paths from the repository', async () => {
    const { output } = await check(defective(), 'tenants', '--format', 'github');
    expect(output.split('\n')[0]).toBe(
      '::error file=tenants/acme/dev.tfvars,line=2,col=16,title=V01 The name of the tenant differs from its folder' +
        '::The tenant is called "ac:me%25" here, and its folder "acme".%0AWrite: tenant_name = "acme"',
    );
  });

  test('get SARIF in which every result names a rule, a level and a place', async () => {
    const { output } = await check(defective(), 'tenants', '--format', 'sarif');
    const { version, runs } = JSON.parse(output);
    expect(version).toBe('2.1.0');
    const [{ tool, results, columnKind }] = runs;
    expect({ columnKind, results: results.length, runs: runs.length }).toEqual({
      ...{ columnKind: 'utf16CodeUnits', results: 3, runs: 1 },
    });
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex]).toMatchObject({
        id: ruleId,
        shortDescription: { text: expect.any(String) },
      });
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).toMatch(/Write: /);
      expect(locations[0].physicalLocation).toEqual({
        artifactLocation: { uri: expect.stringMatching(/^tenants\/[\w./-]+$/) },
        region: { startLine: expect.any(Number), startColumn: expect.any(Number) },
      });
    }
  });
});

test('A folder outside of the repository keeps its own paths.', async () => {
  const { output } = await command(folderWith(), [
    'tenants',
    'check',
    join(folderWith(defective()), 'tenants'),
    '--format',
    'github',
  ]);
  expect(output).toMatch(/^::error file=acme\/dev\.tfvars,/);
});

describe('What is expected may come from a file', () => {
  test('and is used', async () => {
    const folder = folderWith(fleet());
    writeFileSync(join(folder, 'table.json'), JSON.stringify({ ...platform, tenantName: '[0-9]+' }));
    const { code, output } = await command(folder, ['tenants', 'check', 'tenants', '--platform', 'table.json']);
    expect(code).toBe(2);
    expect(output.match(/V14/g)).toHaveLength(2);
  });

  test.each([
    ['that is not there', 'none.json', /^none\.json: ENOENT/],
    ['that is no JSON', 'broken.json', /^broken\.json: .*JSON/],
    ['that lacks something', 'short.json', /short\.json: tenantName: it is missing\n {4}write: a regular expression/],
  ])('%s', async (_, file, sentence) => {
    const files = { ...fleet(), 'broken.json': '{', 'short.json': '{}' };
    const { code, output, errors } = await check(files, 'tenants', '--platform', file);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(sentence);
  });
});

test.each([
  [
    'no folder',
    ['none'],
    /\/none is no folder\. Name the folder that holds a folder for each tenant, such as tenants\.\n$/,
  ],
  ['a file', ['tenants/acme/dev.tfvars'], /dev\.tfvars is no folder\. /],
  [
    'a format that is not known',
    ['tenants', '--format', 'xml'],
    /'xml' is invalid\. Allowed choices are text, json, sarif, github/,
  ],
  ['no argument', [], /missing required argument 'directory'/],
])('A mistake gets a sentence and exit code 1: %s', async (_, argv, sentence) => {
  const { code, output, errors } = await check(fleet(), ...argv);
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors).toMatch(sentence);
});

test('The help of the command has its example and exit codes.', async () => {
  const { code, output } = await command(folderWith(), ['tenants', 'check', '--help']);
  expect(code).toBe(0);
  expect(output).toMatch(/Exit codes: 0 nothing found, 2 findings, 1 could not read, or error/);
  expect(output).toMatch(/Example: +projen-fleet tenants check tenants --format json/);
});
