import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { readOwned, writeEdits, type Edit } from '../managed';
import { defineAll, loadFleet } from './definitions';
import { changed, gitignore, packageJson, packageManagerOf, projenrc, tasks } from './init-files';
import { EXIT, UsageError, type ExitCode, type Surroundings } from './surroundings';

export interface InitOptions {
  /** Module that exports the definitions. */
  readonly definitions: string;
  /** What a `.projenrc.ts` imports them from. */
  readonly module: string;
  /** Versions or locations of the two development dependencies. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether a person has agreed beforehand. */
  readonly yes: boolean;
  readonly install: boolean;
}

/**
 * Prepares a checkout for `npx projen`: `.projenrc.ts`, projen's list of commands, two development dependencies, and a
 * line in `.gitignore`. Shows the difference and asks; then installs once.
 */
export async function init(name: string, options: InitOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { cwd, print, ask, pid } = surroundings;
  const edits = changed(editsOf(cwd, name, options));
  if (edits.length === 0) {
    print(`${cwd} is prepared already. Next: npx projen plan`);
    return EXIT.done;
  }
  for (const edit of edits) print(patchOf(edit));
  if (!options.yes && !(await ask(`Write ${edits.length === 1 ? 'this file' : `these ${edits.length} files`}?`))) {
    print('Nothing was written. Answer "y", or give --yes.');
    return EXIT.failed;
  }
  writeEdits(cwd, edits, pid);
  return options.install ? install(surroundings) : EXIT.done;
}

function editsOf(root: string, name: string, { definitions, module, versions }: InitOptions): Edit[] {
  const fleet = defineAll(loadFleet(definitions, root), root);
  const found = fleet.find(({ project }) => project.name === name);
  if (found === undefined) {
    throw new UsageError(`The fleet has no "${name}". It has ${fleet.map(({ project }) => project.name).join(', ')}.`);
  }
  const texts = {
    '.projenrc.ts': (before?: string) => keep(before, projenrc(found.className, module), '.projenrc.ts'),
    '.projen/tasks.json': (before?: string) => keep(before, tasks(), '.projen/tasks.json'),
    'package.json': (before?: string) => packageJson(before, name.toLowerCase(), versions),
    '.gitignore': gitignore,
  };
  return Object.entries(texts).map(([path, text]) => {
    const before = readOwned(root, path);
    return { path, before, after: text(before) };
  });
}

/** A file that another projen setup wrote is not ours to replace. */
function keep(before: string | undefined, after: string, path: string): string {
  if (before === undefined) return after;
  if (before.replaceAll('\r\n', '\n') === after) return before; // a checkout with core.autocrlf
  throw new UsageError(
    `${path} exists and says something else: projen is in use here already. Merge this by hand:\n\n${after}`,
  );
}

function patchOf({ path, before, after }: Edit): string {
  const header = before === undefined ? '(new)' : '(as it is)';
  return createTwoFilesPatch(path, path, before ?? '', after, header, '(with projen-fleet)')
    .split('\n')
    .slice(1)
    .join('\n');
}

const INSTALLERS = [
  { lock: 'pnpm-lock.yaml', command: 'pnpm', args: ['install'] },
  { lock: 'yarn.lock', command: 'yarn', args: ['install'] },
] as const;

function install({ cwd, print, printError, env }: Surroundings): ExitCode {
  const named = packageManagerOf(readOwned(cwd, 'package.json'));
  const known = INSTALLERS.find((each) => each.command === named);
  const locked = INSTALLERS.find(({ lock }) => existsSync(join(cwd, lock)));
  const found = known ?? (named === 'npm' ? undefined : locked);
  const { command, args } = found ?? { command: 'npm', args: ['install', '--no-audit', '--no-fund'] };
  print(`Installing by ${command} …`);
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...env } });
  if (status !== 0) {
    const why = error ? `: ${command} cannot be started (${error.message})` : '';
    printError(`${command} install failed${why}. The files are written; run it again yourself.`);
    return EXIT.failed;
  }
  print('Prepared. Next: npx projen plan, then npx projen.');
  return EXIT.done;
}
