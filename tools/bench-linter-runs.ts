// Runs the verifier and two linters over cases that stand in numbered folders, and reads where they point at: for bench-linters.ts.
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { Repository } from '../src/verify/read/repository';
import { verify } from '../src/verify/verify';
import { NOW, type Case } from '../test/verify/support/corpus';
import { root } from './bench-peers';

/** Where a program found something. */
export interface Found {
  /** Relative to the folder of all cases. */
  readonly file: string;
  readonly line: number;
  /** Rule; only the verifier's are those of the cases. */
  readonly rule?: string;
}

/** Cases as they are, since some have no workflow: a trust policy alone. */
export function byUs(cases: readonly Case[]): Found[] {
  return cases.flatMap(({ files }, i) =>
    verify(new Repository(files, [], 'case', true), [], NOW).map(({ id, file, line }) => {
      return { file: `${i}/${file}`, line, rule: id };
    }),
  );
}

export function byActionlint(folder: string, cases: readonly Case[]): Found[] {
  const workflows = cases.flatMap(({ files }, i) =>
    Object.keys(files).flatMap((path) => (/^\.github\/workflows\/.*\.ya?ml$/.test(path) ? [`${i}/${path}`] : [])),
  );
  const printed = run(folder, 'actionlint', '-format', '{{json .}}', ...workflows);
  const all: unknown = JSON.parse(printed);
  return listOf(all).map((each) => ({ file: textOf(each, 'filepath'), line: Number(textOf(each, 'line')) }));
}

export function byZizmor(folder: string): Found[] {
  const printed = run(
    folder,
    'zizmor',
    '--offline',
    '--persona=pedantic',
    '--no-exit-codes',
    '--format',
    'github',
    '.',
  );
  return [...printed.matchAll(/^::\w+ file=([^,]+),line=(\d+)/gm)].map(([, file = '', line]) => ({
    file: relative(folder, join(folder, file)),
    line: Number(line),
  }));
}

/** Linters end with 1 when they find something. */
function run(cwd: string, program: string, ...args: readonly string[]): string {
  const tools = join(root, '.tools/bin');
  const env = { ...process.env, PATH: `${tools}:${process.env['PATH'] ?? ''}` };
  const { stdout, stderr, error } = spawnSync(join(tools, program), args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error !== undefined || stdout === '') throw error ?? new Error(`${program} printed nothing: ${stderr}`);
  return stdout;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown, key: string): string {
  return typeof value === 'object' && value !== null ? String(Reflect.get(value, key)) : '';
}
