import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { command, folderWith, type Ran } from '../fleet/support/commands';

const commands = [
  ...['plan', 'apply', 'verify', 'report', 'check', 'init', 'pr', 'environments', 'pins'],
  ...['rehearse', 'run', 'tenants'],
];

function projenFleet(...argv: string[]): Promise<Ran> {
  return command(folderWith(), argv);
}

describe('Help', () => {
  test('--help lists plan, apply, verify and report first, and exits 0.', async () => {
    const { code, output, errors } = await projenFleet('--help');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const [, listed = ''] = output.split('Commands:\n');
    expect([...listed.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name).slice(0, 4)).toEqual([
      'plan',
      'apply',
      'verify',
      'report',
    ]);
  });

  test('Every command is one that is tested here.', async () => {
    const { output } = await projenFleet('--help');
    const [, listed = ''] = output.split('Commands:\n');
    expect([...listed.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)).toEqual([...commands, 'help']);
  });

  test.each(commands)('%s --help has an example, its exit codes, and no path of this machine.', async (name) => {
    const { code, output } = await projenFleet(name, '--help');
    expect(code).toBe(0);
    expect(output).toMatch(new RegExp(`Example: +projen-fleet ${name}`));
    expect(output).toMatch(/Exit codes: 0 \w+.*, 1 .*error/);
    expect(output).not.toContain(resolve(__dirname, '../..'));
  });

  test('Without a command the help is shown as an error.', async () => {
    const { code, output, errors } = await projenFleet();
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain('Usage: projen-fleet');
  });

  test('--version is the version of the package.', async () => {
    const text = readFileSync(resolve(__dirname, '../../package.json'), 'utf8');
    const { code, output } = await projenFleet('--version');
    expect(code).toBe(0);
    expect(text).toContain(`"version": "${output.trim()}"`);
  });
});

describe('What is not understood gets a sentence and exit code 1', () => {
  test.each([
    ['an unknown command', ['aply'], /unknown command 'aply'\n(\n)?\(Did you mean apply\?\)/],
    ['an unknown option', ['plan', '--jsn'], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    ['an option without its value', ['plan', '--checkouts'], /option '--checkouts <dir>' argument missing/],
    ['init without a repository', ['init'], /missing required argument 'repository'/],
    ['init with two repositories', ['init', 'a', 'b'], /too many arguments/],
  ])('%s', async (_, argv, sentence) => {
    const { code, output, errors } = await projenFleet(...argv);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(sentence);
    expect(errors).toContain('--help shows what is possible');
    expect(errors).not.toMatch(/^ +at /m);
  });
});
