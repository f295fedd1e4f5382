import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWithMemory } from '../../../src/rehearse/tools/quick-pip';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quick-pip-'));
  // Says what it was asked, and fails for a package that it cannot find.
  program('real', '#!/usr/bin/env bash\necho "$*" >> asked\necho "did $*"\n! grep -qs unknown "${@: -1}" || exit 3\n');
  program('python', pythonWithMemory(join(folder, 'real'), folder));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), text, { mode: 0o755 });
}

function requirements(text: string): void {
  writeFileSync(join(folder, 'r.txt'), text);
}

function python(...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(folder, 'python'), args, { cwd: folder, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

const install = (): ReturnType<typeof python> => python('-m', 'pip', 'install', '--quiet', '--requirement', 'r.txt');

function asked(): number {
  return readFileSync(join(folder, 'asked'), 'utf8').split('\n').length - 1;
}

test('What pip has answered for the same files is answered again without it.', () => {
  requirements('pytest==8.0.0 \\\n    --hash=sha256:00\n');
  const first = install();
  expect(first).toEqual({ code: 0, output: 'did -m pip install --quiet --requirement r.txt\n' });
  expect(install()).toEqual(first);
  expect(asked()).toBe(1);
});

test('Of those that ask the same at once only one asks pip.', () => {
  requirements('pytest==8.0.0\n');
  program('real', '#!/usr/bin/env bash\necho "$*" >> asked\nsleep 1\necho done\n');
  const ask = './python -m pip install --quiet --requirement r.txt';
  const { stdout } = spawnSync('bash', ['-c', `${ask} & ${ask} & wait`], { cwd: folder, encoding: 'utf8' });
  expect(stdout).toBe('done\ndone\n');
  expect(asked()).toBe(1);
});

test('The same file in the checkout of another job is no other question.', () => {
  for (const job of ['first', 'second']) {
    mkdirSync(join(folder, job));
    writeFileSync(join(folder, job, 'r.txt'), 'pytest==8.0.0\n');
    python('-m', 'pip', 'install', '--quiet', '--requirement', join(folder, job, 'r.txt'));
  }
  expect(asked()).toBe(1);
});

test('A file that changed is asked again.', () => {
  requirements('pytest==8.0.0\n');
  install();
  requirements('pytest==8.0.1\n');
  install();
  expect(asked()).toBe(2);
});

test('Other arguments are another question.', () => {
  requirements('pytest==8.0.0\n');
  install();
  python('-m', 'pip', 'install', '--quiet', '--require-hashes', '--requirement', 'r.txt');
  expect(asked()).toBe(2);
});

test('A failure is asked again, and its words and exit code are those of pip.', () => {
  requirements('unknown==1\n');
  for (const _ of [1, 2]) expect(install()).toMatchObject({ code: 3, output: expect.stringContaining('did') });
  expect(asked()).toBe(2);
});

test.each(['-r other.txt', '  --constraint other.txt', './folder', 'file:///folder', '-e .'])(
  'A file that says "%s" leads to other files, so pip is asked each time.',
  (line) => {
    requirements(`pytest==8.0.0\n${line}\n`);
    install();
    install();
    expect(asked()).toBe(2);
  },
);

test.each([
  ['-m', 'pip', 'install', '--editable', '.[dev]'],
  ['-m', 'pip', 'list'],
  ['-m', 'pytest', 'tests/unit'],
  ['-c', 'print(1)'],
])('"%s %s %s" goes to Python itself.', (...args) => {
  expect(python(...args).output).toBe(`did ${args.join(' ')}\n`);
  python(...args);
  expect(asked()).toBe(2);
});
