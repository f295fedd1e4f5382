/** `projen-fleet report`: what it prints and writes, and how it ends. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, folderWith, LIBRARY, read, type Ran } from '../fleet/support/commands';

const FLEET = `export { fleet } from '${LIBRARY}/../repos';\n`;
const STAGE = (path: string): string => `export const stage = {
  title: 'A stage', inputs: [], approvers: ['A Lead'],
  criteria: [{
    id: 'S1', part: 'stage', text: 'It is there', live: [],
    checks: [{ kind: 'files', repository: '2_bbws_tenants_event_handler', paths: ['${path}'] }],
  }],
};\n`;

function report(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<Ran> & { folder: string } {
  const folder = folderWith({ 'fleet.ts': FLEET, ...files });
  return Object.assign(command(folder, ['report', '--definitions', 'fleet.ts', ...argv]), { folder });
}

test.each([
  ['0 where nothing is unmet', STAGE('pytest.ini'), 0, 'met       S1  It is there\n'],
  ['1 where something is', STAGE('none.ini'), 1, 'unmet     S1  It is there\n'],
])('It exits %s.', async (_, text, code, output) => {
  expect(await report({ 'stage.ts': text }, '--stage', 'stage.ts')).toMatchObject({ code, output, errors: '' });
});

test('It writes what it is asked for, and nothing else.', async () => {
  const ran = report({ 'stage.ts': STAGE('pytest.ini') }, '--stage', 'stage.ts', '--md', 'a.md', '--html', 'b/c.html');
  expect((await ran).code).toBe(0);
  expect(readdirSync(ran.folder).sort()).toEqual(['a.md', 'b', 'fleet.ts', 'stage.ts']);
  expect(read(ran.folder, 'a.md')).toContain('| A Lead | | | |');
  expect(existsSync(join(ran.folder, 'b/c.html'))).toBe(true);
});

test.each([
  ['a module without a stage', { 'stage.ts': 'export const other = 1;\n' }, [], 'stage.ts exports no "stage"'],
  [
    'evidence that is none',
    { 'stage.ts': STAGE('a'), 'e.json': '{}' },
    ['--evidence', 'e.json'],
    'e.json is no evidence',
  ],
  [
    'evidence of other files',
    {
      'stage.ts': STAGE('a'),
      'e.json': JSON.stringify({
        repositories: [{ repository: '2_bbws_tenants_instances_lambda', at: '', files: {}, results: [] }],
      }),
    },
    ['--evidence', 'e.json'],
    '2_bbws_tenants_instances_lambda .github/workflows/test-coverage.yml\n',
  ],
])('It refuses %s, and writes nothing.', async (_, files, more, message) => {
  const ran = report(files, '--stage', 'stage.ts', '--md', 'a.md', ...more);
  const { code, errors } = await ran;
  expect(code).toBe(1);
  expect(errors).toContain(message);
  expect(read(ran.folder, 'a.md')).toBeUndefined();
});

test('It tells who is hit by what a platform announced, and when; not in the Markdown, which is checked in.', async () => {
  const lambda = '2_bbws_tenants_instances_lambda';
  const old = 'resource "aws_lambda_function" "a" {\n  runtime = "python3.9"\n}\n';
  const argv = ['--checkouts', 'src', '--stage', 'stage.ts', '--json', 'r.json', '--html', 'r.html', '--md', 'r.md'];
  const folder = folderWith({
    'fleet.ts': `import { fleet as all } from '${LIBRARY}/../repos';\nexport const fleet = all.slice(1, 2);\n`,
    'stage.ts': STAGE('pytest.ini'),
    [`src/${lambda}/.github/workflows/deploy-dev.yml`]: 'name: Deploy\non: { push: {} }\njobs: {}\n',
    [`src/${lambda}/infrastructure/lambda.tf`]: old,
  });
  const on = (day: string): Promise<Ran> =>
    command(folder, ['report', '--definitions', 'fleet.ts', ...argv], { now: new Date(day) });
  expect((await on('2025-01-01T00:00:00Z')).output).not.toContain('date ');
  expect(read(folder, 'r.html')).not.toContain('Dates of platforms');
  const { output } = await on('2026-11-30T00:00:00Z');
  expect(output).toContain(`date      ${lambda} infrastructure/lambda.tf:2 "python3.9": since 2025-12-15 it gets`);
  expect(output).toContain('from 2027-02-01 functions with it cannot be created');
  expect(read(folder, 'r.html')).toContain(`<strong>${lambda}</strong> infrastructure/lambda.tf:2`);
  expect(read(folder, 'r.json')).toContain('"dates": [');
  expect(read(folder, 'r.md')).not.toContain('python3.9');
});
