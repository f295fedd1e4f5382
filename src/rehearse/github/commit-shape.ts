/** A commit, and a file that it changes, as answers show them. */
import { createHash } from 'node:crypto';
import type { FileChange } from './changes';
import type { Commit } from './commits';
import { nodeId } from './names';
import type { Repository } from './repository';
import type { Schema } from './schemas';
import { userShape } from './users';

/** Digest of a whole tree: the same for the same content. */
export function treeSha({ files }: Pick<Commit, 'files'>): string {
  const rows = Object.entries(files).map(([path, content]) => [path, Buffer.from(content).toString('base64')]);
  return createHash('sha1').update(JSON.stringify(rows.sort())).digest('hex');
}

export function author({ author: name, date }: Commit) {
  return { name, email: `${name}@users.noreply.github.com`, date };
}

/** `changes` only where a single commit is asked for. */
export function commitShape(repository: Repository, commit: Commit, changes?: readonly FileChange[]) {
  const { sha, message, parents } = commit;
  const { url, html } = repository;
  const tree = treeSha(commit);
  const person = userShape(repository, commit.author);
  const additions = (changes ?? []).reduce((sum, change) => sum + change.additions, 0);
  const deletions = (changes ?? []).reduce((sum, change) => sum + change.deletions, 0);
  return {
    ...{ sha, node_id: nodeId('C', sha), url: `${url}/commits/${sha}`, html_url: `${html}/commit/${sha}` },
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      ...{ author: author(commit), committer: author(commit), message, comment_count: 0 },
      ...{ tree: { sha: tree, url: `${url}/git/trees/${tree}` }, url: `${url}/git/commits/${sha}` },
      verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null },
    },
    ...{ author: person, committer: person },
    parents: parents.map((one) => {
      return { sha: one, url: `${url}/commits/${one}`, html_url: `${html}/commit/${one}` };
    }),
    ...(changes !== undefined && {
      stats: { additions, deletions, total: additions + deletions },
      files: changes.map((change) => changeShape(repository, sha, change)),
    }),
  } satisfies Schema<'commit'>;
}

export function changeShape({ url, html }: Repository, sha: string, change: FileChange) {
  const { path: filename, status, additions, deletions, patch, previous } = change;
  const path = filename.split('/').map(encodeURIComponent).join('/');
  return {
    ...{ sha: change.blob, filename, status, additions, deletions, changes: additions + deletions },
    ...{ blob_url: `${html}/blob/${sha}/${path}`, raw_url: `${html}/raw/${sha}/${path}` },
    contents_url: `${url}/contents/${path}?ref=${sha}`,
    ...(patch !== undefined && { patch }),
    ...(previous !== undefined && { previous_filename: previous }),
  } satisfies Schema<'diff-entry'>;
}
