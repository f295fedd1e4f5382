import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const tools = join(root, '.tools/bin');

/** What a linter said: its exit code and its words. */
export interface Verdict {
  readonly code: number | null;
  readonly words: string;
}

/** Writes files into a new folder that looks like a repository. */
export function repositoryWith(files: readonly { readonly path: string; readonly content: string }[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'linters-'));
  mkdirSync(join(folder, '.git'));
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function run(command: string, given: readonly string[], cwd: string): Verdict {
  const path = `${tools}${delimiter}${process.env.PATH ?? ''}`;
  const { status, stdout, stderr, error } = spawnSync(command, given, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, NO_COLOR: '1' },
  });
  if (error !== undefined) throw error;
  return { code: status, words: `${stdout}${stderr}` };
}

/** A missing tool is a failure: without it nothing would be linted, and nobody would know. */
function tool(name: string): string {
  const path = join(tools, name);
  if (!existsSync(path)) throw new Error(`${path} is missing. Run: node tools/setup.mjs`);
  return path;
}

/** Workflows, with shellcheck over their commands. */
export function actionlint(folder: string, given: readonly string[] = []): Verdict {
  return run(tool('actionlint'), ['-no-color', '-shellcheck', tool('shellcheck'), ...given], folder);
}

/** Security of workflows and actions, in its strictest persona that asks for no secrets. */
export function zizmor(folder: string): Verdict {
  return run(tool('zizmor'), ['--persona=pedantic', '--offline', '--no-progress', '--quiet', '.'], folder);
}

export function shellcheck(folder: string, scripts: readonly string[]): Verdict {
  return run(tool('shellcheck'), ['--severity=style', ...scripts], folder);
}

/** GitHub's own parser over files of a folder. */
export function githubParser(folder: string, paths: readonly string[]): Verdict {
  const program = ['--import', 'tsx', join(__dirname, 'github-parser.ts')];
  return run(process.execPath, [...program, ...paths.map((path) => join(folder, path))], root);
}
