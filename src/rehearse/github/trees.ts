/** Trees and commits that a caller makes. https://docs.github.com/rest/git/trees and https://docs.github.com/rest/git/commits */
import { created, found, ok, unprocessable, type Answer } from './answer';
import { blobSha } from './changes';
import { author, treeSha } from './commit-shape';
import { addCommit, commitOf, type Commit, type Tree } from './commits';
import { nodeId } from './names';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

/** A tree that a caller made, by its digest. */
export type TreeObject = { readonly sha: string; readonly files: Tree };

function treeShape({ url }: Repository, { sha, files }: TreeObject) {
  const tree = Object.entries(files).map(([path, content]) => {
    const blob = blobSha(content);
    return {
      path,
      mode: '100644',
      type: 'blob',
      sha: blob,
      size: Buffer.byteLength(content),
      url: `${url}/git/blobs/${blob}`,
    };
  });
  return { sha, url: `${url}/git/trees/${sha}`, truncated: false, tree } satisfies Schema<'git-tree'>;
}

function gitCommitShape({ url, html }: Repository, commit: Commit) {
  const { sha, message, parents } = commit;
  const tree = treeSha(commit);
  return {
    ...{ sha, node_id: nodeId('C', sha), url: `${url}/git/commits/${sha}`, html_url: `${html}/commit/${sha}`, message },
    ...{ author: author(commit), committer: author(commit), tree: { sha: tree, url: `${url}/git/trees/${tree}` } },
    parents: parents.map((one) => ({ sha: one, url: `${url}/git/commits/${one}`, html_url: `${html}/commit/${one}` })),
    verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null },
  } satisfies Schema<'git-commit'>;
}

/** What a tree of this digest holds. */
function filesOf(repository: Repository, sha: string): Tree | undefined {
  const made = repository.trees.find((tree) => tree.sha === sha);
  return made?.files ?? repository.commits.find((commit) => treeSha(commit) === sha)?.files;
}

function createTree(call: Call): Answer {
  const { repository, fields } = call;
  const base = fields.text('base_tree');
  const before = typeof base === 'string' ? filesOf(repository, base) : {};
  if (before === undefined) throw unprocessable('base_tree is not a valid tree oid');
  const files: Record<string, string | Buffer> = { ...before };
  for (const { path, content, sha } of entriesOf(call)) {
    if (sha !== null) files[path] = content;
    else if (files[path] === undefined) throw unprocessable('GitRPC::BadObjectState');
    else Reflect.deleteProperty(files, path);
  }
  const tree = { sha: treeSha({ files }), files };
  repository.trees.push(tree);
  return created(treeShape(repository, tree));
}

/** Entries with their content, or with null for what goes. Blobs that were made before are not known here. */
function entriesOf({ fields }: Call): { path: string; content: string; sha: null | undefined }[] {
  const given = fields.plain()['tree'];
  if (!Array.isArray(given)) throw unprocessable('Invalid tree info');
  return given.map((entry: unknown) => {
    const [path, content, sha] = ['path', 'content', 'sha'].map((key): unknown => Reflect.get(Object(entry), key));
    if (typeof path !== 'string') throw unprocessable('tree.path is missing');
    if (sha !== null && typeof content !== 'string') throw unprocessable('tree.sha is not a valid blob');
    return { path, content: typeof content === 'string' ? content : '', sha: sha === null ? null : undefined };
  });
}

function createCommit(call: Call): Answer {
  const { repository, fields, login } = call;
  const [message, sha] = [fields.required('message'), fields.required('tree')];
  const parents = fields.texts('parents') ?? [];
  const wanted = filesOf(repository, sha);
  if (wanted === undefined) throw unprocessable('Tree SHA does not exist');
  const [first] = parents.map((parent) => repository.commits.find((commit) => commit.sha === parent));
  if (parents.length > 0 && first === undefined)
    throw unprocessable('Parent SHA does not exist or is not a commit object');
  const gone = Object.keys(first?.files ?? {}).filter((path) => wanted[path] === undefined);
  const files = { ...wanted, ...Object.fromEntries(gone.map((path) => [path, null] as const)) };
  return created(
    gitCommitShape(repository, addCommit(repository, { files, message, parents, author: login, branch: null })),
  );
}

export const treeRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    needs: [{ contents: 'read' }],
    answer: (call) =>
      ok(gitCommitShape(call.repository, found(commitOf(call.repository, call.parameter('commit_sha'))))),
  },
  { call: 'POST /repos/{owner}/{repo}/git/trees', needs: [{ contents: 'write' }], answer: createTree },
  { call: 'POST /repos/{owner}/{repo}/git/commits', needs: [{ contents: 'write' }], answer: createCommit },
];
