import { PassThrough } from 'node:stream';
import { readSurroundings } from '../../src/cli/surroundings';
import { command, folderWith, projenrc } from '../fleet/support/commands';

const streams = { stdin: process.stdin, stdout: process.stdout };

function replace(name: 'stdin' | 'stdout', value: unknown): void {
  Object.defineProperty(process, name, { value, configurable: true });
}

afterEach(() => {
  replace('stdin', streams.stdin);
  replace('stdout', streams.stdout);
  jest.restoreAllMocks();
  delete process.env['NO_COLOR'];
});

/** A stream as of a terminal. */
function terminal(isTTY: boolean): PassThrough {
  return Object.assign(new PassThrough(), { isTTY });
}

describe('Colours', () => {
  test.each([
    ['are shown on a terminal', true, undefined, true],
    ['are shown on a terminal where NO_COLOR is empty', true, '', true],
    ['are not shown where NO_COLOR is set', true, '1', false],
    ['are not shown where the output is no terminal', false, undefined, false],
  ])('%s.', (_, isTTY, noColor, color) => {
    replace('stdout', terminal(isTTY));
    if (noColor !== undefined) process.env['NO_COLOR'] = noColor;
    expect(readSurroundings().color).toBe(color);
  });

  test('are in the plan only when they are shown.', async () => {
    const folder = folderWith(projenrc({ 'a.yml': 'a\n' }));
    expect((await command(folder, ['plan'], { color: true })).output).toContain('\u001b[32m+a\u001b[0m');
    expect((await command(folder, ['plan'], { color: false })).output).not.toContain('\u001b');
    expect((await command(folder, ['plan', '--json'], { color: true })).output).not.toContain('\u001b');
  });
});

describe('Questions', () => {
  async function answer(text: string): Promise<boolean> {
    const input = terminal(true);
    replace('stdin', input);
    replace('stdout', terminal(false));
    const answered = readSurroundings().ask('Write?');
    input.write(text);
    return answered;
  }

  test.each(['y\n', 'Yes\n', ' y \n'])('%j is a yes.', async (text) => {
    expect(await answer(text)).toBe(true);
  });

  test.each(['\n', 'n\n', 'yep\n'])('%j is no yes.', async (text) => {
    expect(await answer(text)).toBe(false);
  });

  test('Without a terminal nobody is asked, and the answer is no.', async () => {
    replace('stdin', terminal(false));
    expect(await readSurroundings().ask('Write?')).toBe(false);
  });
});

test('Results go to the standard output, errors to the standard error.', () => {
  const output = terminal(false);
  replace('stdout', output);
  const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { print, printError } = readSurroundings();
  print('result');
  printError('error');
  expect(String(output.read())).toBe('result\n');
  expect(errors).toHaveBeenCalledWith('error\n');
});
