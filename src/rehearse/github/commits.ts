/** Commits, with their whole trees. https://docs.github.com/rest/commits/commits */
import { createHash } from 'node:crypto';
import { found, ok, unprocessable, type Answer } from './answer';
import { changedFiles, type FileChange } from './changes';
import { commitShape } from './commit-shape';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';

/** Content by path. */
export type Tree = Readonly<Record<string, string | Buffer>>;

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: string;
  readonly date: string;
  readonly files: Tree;
}

export interface CommitOptions {
  /** What changes in the tree of its parent; null takes a file away. */
  readonly files?: Readonly<Record<string, string | Buffer | null>>;
  readonly message?: string;
  readonly author?: string;
  /** Branch that then points to it; null for none. @default - the default branch */
  readonly branch?: string | null;
  /** @default - what the branch points to, if anything */
  readonly parents?: readonly string[];
  /** @default - made from all the rest */
  readonly sha?: string;
}

/** Adds a commit on top of a branch, which is made where it is not there yet. */
export function addCommit(repository: Repository, options: CommitOptions = {}): Commit {
  const { files = {}, message = 'Change', author = 'octocat', branch = repository.defaultBranch } = options;
  const ref = `refs/heads/${branch ?? ''}`;
  const tip = branch === null ? undefined : repository.refs[ref];
  const parents = options.parents ?? (tip === undefined ? [] : [tip]);
  const before = repository.commits.find(({ sha }) => sha === parents[0])?.files ?? {};
  const tree = Object.entries({ ...before, ...files }).flatMap(([path, content]) =>
    content === null ? [] : [[path, content] as const],
  );
  const rest = { parents, message, author, date: repository.time(), files: Object.fromEntries(tree) };
  const { length } = repository.commits;
  const sha =
    options.sha ??
    createHash('sha1')
      .update(JSON.stringify([rest, length]))
      .digest('hex');
  const commit = { sha, ...rest };
  repository.commits.push(commit);
  if (branch !== null) repository.refs[ref] = sha;
  return commit;
}

/** The commit that a branch, a tag, a reference or (the first seven or more digits of) a digest names. */
export function commitOf(repository: Repository, name: string): Commit | undefined {
  const { refs, tags, commits, defaultBranch } = repository;
  const candidates = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
  const object =
    name === 'HEAD' ? refs[`refs/heads/${defaultBranch}`] : candidates.map((one) => refs[one]).find(Boolean);
  const target = tags.find(({ sha }) => sha === object)?.object ?? object;
  if (target !== undefined) return commits.find(({ sha }) => sha === target);
  return /^[0-9a-f]{7,40}$/.test(name) ? commits.find(({ sha }) => sha.startsWith(name)) : undefined;
}

/** The commit with all that led to it, the newest first. */
export function history(repository: Repository, { sha }: Commit): Commit[] {
  const seen = new Set([sha]);
  for (const one of seen) for (const parent of knownParents(repository, one)) seen.add(parent);
  return repository.commits.filter((commit) => seen.has(commit.sha)).reverse();
}

function knownParents({ commits }: Repository, sha: string): readonly string[] {
  return commits.find((known) => known.sha === sha)?.parents ?? [];
}

function changesOf(repository: Repository, { parents, files }: Commit): FileChange[] {
  return changedFiles(repository.commits.find(({ sha }) => sha === parents[0])?.files ?? {}, files);
}

function showCommit(call: Call): Answer {
  const { repository } = call;
  const ref = call.parameter('ref');
  const commit = commitOf(repository, ref);
  if (commit === undefined && /^[0-9a-f]{40}$/.test(ref)) throw unprocessable(`No commit found for SHA: ${ref}`);
  const there = found(commit);
  if (call.header('accept')?.includes('application/vnd.github.sha') === true)
    return { ...ok(there.sha), headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' } };
  return ok(commitShape(repository, there, changesOf(repository, there)));
}

export const commitRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/commits',
    needs: [{ contents: 'read' }],
    answer: (call) => {
      const { repository, url } = call;
      const tip = found(commitOf(repository, call.query('sha') ?? 'HEAD'));
      const path = call.query('path');
      const since = call.query('since') ?? '';
      const all = history(repository, tip).filter(
        (commit) =>
          commit.date >= since &&
          (path === undefined ||
            changesOf(repository, commit).some((change) => `${change.path}/`.startsWith(`${path}/`))),
      );
      return listed(url, all, (commit) => commitShape(repository, commit));
    },
  },
  { call: 'GET /repos/{owner}/{repo}/commits/{ref+}', needs: [{ contents: 'read' }], answer: showCommit },
];
