/** Stands for actions/checkout: the files of the repository, in a Git repository of their own. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ActionCall, StandIn } from '../actions';
import { NotModelledError } from '../failure';

export interface CheckoutSource {
  readonly root: string;
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
}

const execute = promisify(execFile);

/** The state of the folder stands for the commit of the event; other commits are not modelled. */
export function checkout({ root, repository, ref, sha }: CheckoutSource): StandIn {
  return async (call) => {
    const { inputs, workspace } = call;
    const asked = inputs['repository'] ?? '';
    if (asked !== '' && asked.toLowerCase() !== repository.toLowerCase())
      throw new NotModelledError(`checkout of repository ${asked}`);
    const other = inputs['ref'] ?? '';
    const same = ['', ref, sha, ref.replace(/^refs\/(heads|tags)\//, '')];
    if (!same.includes(other))
      throw new NotModelledError(`checkout of ref ${other}, this run is about ${ref} (${sha})`);
    const target = join(workspace, inputs['path'] ?? '.');
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(target)) rmSync(join(target, name), { recursive: true, force: true });
    copy(root, target, sparse(inputs['sparse-checkout'] ?? '', inputs['sparse-checkout-cone-mode'] !== 'false'));
    if (!existsSync(join(target, '.git'))) await makeRepository(target, call);
    call.setOutput('ref', ref);
    call.setOutput('commit', sha);
  };
}

/** In cone mode the files at the top come too, as Git has it. */
function sparse(text: string, cone: boolean): (path: string, isFolder: boolean) => boolean {
  const folders = text
    .split('\n')
    .map((line) => line.trim().replace(/^\/|\/$/g, ''))
    .filter((line) => line !== '');
  if (folders.length === 0) return () => true;
  return (path, isFolder) => {
    const top = !path.includes('/');
    if (cone && top && !isFolder) return true;
    return folders.some(
      (folder) => path === folder || path.startsWith(`${folder}/`) || (isFolder && folder.startsWith(`${path}/`)),
    );
  };
}

function copy(root: string, target: string, wanted: (path: string, isFolder: boolean) => boolean): void {
  const filter = (source: string): boolean => {
    const path = source.slice(root.length + 1);
    if (path === '' || path === '.git' || path.startsWith('.git/')) return true;
    return path !== 'node_modules' && wanted(path, statSync(source, { throwIfNoEntry: false })?.isDirectory() === true);
  };
  cpSync(root, target, { recursive: true, filter, verbatimSymlinks: true });
}

/** One commit, at a fixed time, so that its id is the same each time. */
async function makeRepository(folder: string, { env }: ActionCall): Promise<void> {
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
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'The state that is run');
}
