/** Git repositories of checked out folders. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

interface Shown {
  readonly ref: string;
  readonly sha: string;
  readonly env: Readonly<Record<string, string>>;
}

const execute = promisify(execFile);

/** The commit that a folder with a repository of its own shows; undefined where there is none yet. */
export function headOf(folder: string): string | undefined {
  if (statSync(join(folder, '.git'), { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return writtenHead(join(folder, '.git')) ?? askedHead(folder);
}

const COMMIT = /^[0-9a-f]{40,64}\n$/;

/** Read from the files of Git: to ask it for every checkout is one in six of the programs that a rehearsal starts. */
function writtenHead(git: string): string | undefined {
  const read = (name: string): string => {
    const file = join(git, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const head = read('HEAD');
  const commit = head.startsWith('ref: refs/') ? read(head.slice('ref: '.length).trim()) : head;
  return COMMIT.test(commit) ? commit.trim() : undefined;
}

/** For what is packed, or kept in another form. */
function askedHead(folder: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--verify', '--quiet', 'HEAD'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** One commit, at a fixed time, so that all is the same each time. It stands on the branch or tag of the run. */
export async function makeRepository(folder: string, { ref, sha, env }: Shown): Promise<void> {
  const time = '2026-01-01T00:00:00Z';
  const who = {
    GIT_AUTHOR_NAME: 'runner',
    GIT_AUTHOR_EMAIL: 'runner@localhost',
    GIT_COMMITTER_NAME: 'runner',
    GIT_COMMITTER_EMAIL: 'runner@localhost',
  };
  const settings = { ...env, ...who, GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: readonly string[]): Promise<unknown> =>
    execute('git', ['-c', 'init.defaultBranch=main', '-c', 'gc.auto=0', ...args], { cwd: folder, env: settings });
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'The state that is run');
  if (/^(?!0+$)[0-9a-f]{40}$/.test(sha)) show(folder, { ref, sha });
}

/** The commit gets the id that the run knows it by: Git reads the real one wherever that id stands (git-replace). */
function show(folder: string, { ref, sha }: Omit<Shown, 'env'>): void {
  const main = join(folder, '.git/refs/heads/main');
  const real = readFileSync(main, 'utf8').trim();
  const write = (name: string, text: string): void => {
    const path = join(folder, '.git', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`);
  };
  rmSync(main);
  if (real !== sha) write(`refs/replace/${sha}`, real);
  const isBranch = ref.startsWith('refs/heads/');
  if (isBranch || ref.startsWith('refs/tags/')) write(ref, sha);
  write('HEAD', isBranch ? `ref: ${ref}` : sha);
}
