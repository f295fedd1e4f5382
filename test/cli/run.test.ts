/** `projen-fleet run`: what it says to people, and what to programs. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { command, folderWith, holding, type Ran } from '../fleet/support/commands';

const CI = `name: CI
on: [push, workflow_dispatch]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - { name: Greet, run: 'echo "hello $NAME"', env: { NAME: '\${{ vars.NAME }}' } }
      - { name: End, run: exit "$CODE", env: { CODE: '\${{ vars.CODE || 0 }}' } }
`;

/** A repository with one workflow, and files of settings beside it. */
function repository(): string {
  return folderWith({
    '.github/workflows/ci.yml': CI,
    '.github/workflows/release.yaml': 'on: push\n',
    'empty/README.md': '',
    'broken.json': '{"vars": ',
    'list.json': '[]',
    'misspelt.json': '{"variables": {}}',
    'red.json': '{"vars": {"CODE": "3"}}',
    'named.json': '{"vars": {"NAME": "Olga"}}',
    'several.json': JSON.stringify({
      vars: { NAME: 'Olga' },
      runs: [
        { id: 'first', event: 'push' },
        { id: 'second', start_after_s: 0.2, actor: 'ann', payload: { inputs: {} } },
        { id: 'third', workflow: 'red.yml', ref: 'refs/heads/main' },
      ],
    }),
    'lost.json': '{"runs": [{"id": "first", "workflow": "gone.yml"}]}',
    '.github/workflows/red.yml':
      'on: workflow_dispatch\njobs: { red: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] } }\n',
  });
}

function run(...argv: string[]): Promise<Ran> {
  return command(repository(), ['run', ...argv], { env: { PATH: process.env['PATH'] } });
}

const usual = ['.', '--workflow', 'ci.yml', '--event', 'push'];

describe('A mistake gets one sentence and exit code 1', () => {
  test.each([
    ['no such folder', ['elsewhere', ...usual.slice(1)], /\/elsewhere is no folder\.\n$/],
    ['a file in place of a folder', ['red.json', ...usual.slice(1)], /\/red\.json is no folder\.\n$/],
    [
      'no such workflow: what there is',
      ['.', '--workflow', 'cy.yml', '--event', 'push'],
      /has no workflow cy\.yml\. It has ci\.yml, red\.yml, release\.yaml\.\n$/,
    ],
    [
      'no workflow at all',
      ['empty', '--workflow', 'ci.yml', '--event', 'push'],
      /has no workflow ci\.yml\. It has none in \.github\/workflows\.\n$/,
    ],
    ['no event', ['.', '--workflow', 'ci.yml'], /^Say what starts it: --event push, /],
    ['settings that are no JSON', [...usual, '--settings', 'broken.json'], /^broken\.json: .*JSON/],
    ['a payload that is no JSON', [...usual, '--payload', 'broken.json'], /^broken\.json: .*JSON/],
    [
      'settings that are a list',
      [...usual, '--settings', 'list.json'],
      /^list\.json: Write a JSON object, such as \{\}\./,
    ],
    [
      'a payload that is a list',
      [...usual, '--payload', 'list.json'],
      /^list\.json: Write a JSON object, such as \{\}\./,
    ],
    ['settings that are not there', [...usual, '--settings', 'none.json'], /^none\.json: ENOENT: no such file/],
    [
      'a setting that is not known: those that are',
      [...usual, '--settings', 'misspelt.json'],
      /^misspelt\.json: settings: unknown variables\. Known are .*\bvars\b/,
    ],
    [
      'a run of a workflow that is not there',
      [...usual, '--settings', 'lost.json'],
      /has no workflow gone\.yml\. It has ci\.yml, /,
    ],
    ['a limit that is no number', [...usual, '--limit', 'long'], /^--limit is "long"\. Write minutes, such as 60\.\n$/],
    ['a limit of nothing', [...usual, '--limit', '0'], /^--limit is "0"\. /],
  ])('%s', async (_, argv, sentence) => {
    const { code, output, errors } = await run(...argv);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(sentence);
    expect(errors.match(/\n/g)).toHaveLength(1);
  });

  test('no workflow is named', async () => {
    const { code, output, errors } = await run('.', '--event', 'push');
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(
      /^error: required option '--workflow <file>' not specified\n\(--help shows what is possible\)/,
    );
  });
});

describe('People get a line for each job and step', () => {
  test('and no log where all is well', async () => {
    const { code, output, errors } = await run(...usual);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(
      /^✓ test: success\n {4}success {3}Greet\n {4}success {3}End\nRun: success after \d+\.\d s\n$/,
    );
  });

  test('and the log of a job that failed', async () => {
    const { code, output, errors } = await run(...usual, '--settings', 'red.json');
    expect({ code, errors }).toEqual({ code: 1, errors: '' });
    expect(output).toContain('✗ test: failure\n');
    expect(output).toContain('| ##[error]Process completed with exit code 3.\n');
    expect(output).toMatch(/Run: failure after \d+\.\d s\n$/);
  });

  test('and why nothing ran', async () => {
    const { code, output } = await run('.', '--workflow', 'ci.yml', '--event', 'release');
    expect(code).toBe(1);
    expect(output).toMatch(/^error: not triggered: .*"release".*\nRun: invalid after /);
  });
});

describe('Several runs, which settings name', () => {
  const several = ['.', '--workflow', 'ci.yml', '--event', 'workflow_dispatch', '--settings', 'several.json'];

  test('are told one after the other, each under its id; one that is red makes the exit code 1', async () => {
    const { code, output } = await run(...several);
    expect(code).toBe(1);
    expect(output).toMatch(/^first:\n✓ test: success\n/);
    expect(output).toMatch(/^second:\n✓ test: success\n/m);
    expect(output).toMatch(/^third:\n✗ red: failure\n/m);
  });

  test('are an object by id for programs, with the seconds in which they began and ended', async () => {
    const { code, output } = await run(...several, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      first: { run: 'success', jobs: { test: 'success' }, start: expect.any(Number), end: expect.any(Number) },
      second: { run: 'success', start: expect.any(Number) },
      third: { run: 'failure', jobs: { red: 'failure' } },
    });
  });
});

describe('Programs get one JSON object on the standard output, and nothing else', () => {
  const main = resolve(__dirname, '../../lib/src/cli/main.js');

  function json(...argv: string[]): { code: number | null; errors: string; found: unknown } {
    const options = { cwd: repository(), encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'run', ...argv, '--json'], options);
    return { code: status, errors: stderr, found: JSON.parse(stdout) };
  }

  test('of a green run', () => {
    expect(json(...usual, '--settings', 'named.json')).toEqual({
      code: 0,
      errors: '',
      found: {
        version: 1,
        run: 'success',
        jobs: { test: 'success' },
        permissions: { test: { contents: 'read', packages: 'read' } },
        log: { test: holding('hello Olga') },
        errors: [],
      },
    });
  });

  test('of a red run', () => {
    expect(json(...usual, '--settings', 'red.json')).toMatchObject({
      code: 1,
      errors: '',
      found: { run: 'failure', jobs: { test: 'failure' } },
    });
  });

  test('of a run that did not begin', () => {
    expect(json('.', '--workflow', 'ci.yml', '--event', 'release')).toMatchObject({
      code: 1,
      errors: '',
      found: { run: 'invalid', jobs: {}, errors: [holding('not triggered')] },
    });
  });
});
