/** Stands for actions/checkout: the files of the repository, in a Git repository of their own. */
import { cpSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../actions';
import { NotModelledError } from '../failure';
import { headOf, makeRepository } from './git-repository';

export interface CheckoutSource {
  readonly root: string;
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  /** Other names of what the folder shows, such as the head of a pull request. */
  readonly also?: readonly string[];
  /** Folder of another commit, where one is kept. @default - none is: only the event's is modelled */
  readonly kept?: (sha: string) => string | undefined;
  /** Whether the token of the job may read the contents of the repository. @default true, as for a public one */
  readonly readable?: boolean;
}

/** The state of the folder stands for the commit of the event; other commits only where they are kept. */
export function checkout({ root, repository, ref, sha, also = [], kept, readable = true }: CheckoutSource): StandIn {
  return async (call) => {
    const { inputs, workspace } = call;
    // Git says no more of a private repository to whom it does not know.
    if (!readable)
      throw new Error(`remote: Repository not found. To check ${repository} out, a job needs "contents: read".`);
    const asked = inputs['repository'] ?? '';
    if (asked !== '' && asked.toLowerCase() !== repository.toLowerCase())
      throw new NotModelledError(`checkout of repository ${asked}`);
    const other = inputs['ref'] ?? '';
    const same = ['', ref, sha, ref.replace(/^refs\/(heads|tags)\//, ''), ...also];
    const from = same.includes(other) ? root : kept?.(other);
    if (from === undefined) throw new NotModelledError(`checkout of ref ${other}, this run is about ${ref} (${sha})`);
    const target = join(workspace, inputs['path'] ?? '.');
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(target)) rmSync(join(target, name), { recursive: true, force: true });
    copy(from, target, sparse(inputs['sparse-checkout'] ?? '', inputs['sparse-checkout-cone-mode'] !== 'false'));
    if (headOf(target) === undefined) await makeRepository(target, { ref, sha, env: call.env });
    call.setOutput('ref', from === root ? ref : other);
    call.setOutput('commit', from === root ? sha : other);
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
    const found = lstatSync(source, { throwIfNoEntry: false });
    if (found?.isFIFO() === true || found?.isSocket() === true) return false;
    // In a work tree `.git` is a file that points to the caller's own repository, which no step may change.
    if (path === '.git') return found?.isDirectory() === true;
    if (path === '' || path.startsWith('.git/')) return true;
    return path !== 'node_modules' && wanted(path, statSync(source, { throwIfNoEntry: false })?.isDirectory() === true);
  };
  cpSync(root, target, { recursive: true, filter, verbatimSymlinks: true });
}
