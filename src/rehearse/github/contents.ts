/** Files of a commit. https://docs.github.com/rest/repos/contents */
import { NOT_FOUND, ok, problem, Refusal, type Answer } from './answer';
import { blobSha } from './changes';
import { commitOf, type Commit } from './commits';
import { idOf } from './names';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

interface Entry {
  readonly path: string;
  readonly type: 'file' | 'dir';
  readonly sha: string;
  readonly size: number;
}

function entryShape({ url, html, host, fullName }: Repository, { path, type, sha, size }: Entry, ref: string) {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const self = `${url}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const git = `${url}/git/${type === 'dir' ? 'trees' : 'blobs'}/${sha}`;
  const page = `${html}/${type === 'dir' ? 'tree' : 'blob'}/${ref}/${encoded}`;
  return {
    ...{ type, size, name: path.slice(path.lastIndexOf('/') + 1), path, sha, url: self, git_url: git, html_url: page },
    download_url: type === 'dir' ? null : `${host.web}/raw/${fullName}/${ref}/${encoded}`,
    _links: { git, html: page, self },
  } satisfies Schema<'content-directory'>[number];
}

/** What is directly in a folder; the empty path is the root. */
function entriesOf({ files }: Commit, folder: string): Entry[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const entries = new Map<string, Entry>();
  for (const [path, content] of Object.entries(files)) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...deeper] = path.slice(prefix.length).split('/');
    const full = prefix + name;
    const entry: Entry =
      deeper.length > 0
        ? { path: full, type: 'dir', sha: idOf(full).toString(16).padStart(40, '0'), size: 0 }
        : { path: full, type: 'file', sha: blobSha(content), size: Buffer.byteLength(content) };
    entries.set(full, entry);
  }
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A file as base64 in lines, or raw where the caller asks for that; a folder as the list of what is in it. */
function showContent(call: Call, given: string): Answer {
  const { repository } = call;
  const ref = call.query('ref') ?? repository.defaultBranch;
  const commit = commitOf(repository, ref);
  if (commit === undefined) throw new Refusal(problem(404, `No commit found for the ref ${ref}`));
  const path = given.replace(/^\/+|\/+$/g, '');
  const content = commit.files[path];
  if (content === undefined) {
    const entries = entriesOf(commit, path);
    if (entries.length === 0) throw new Refusal(NOT_FOUND);
    return ok(entries.map((entry) => entryShape(repository, entry, ref)));
  }
  const bytes = Buffer.from(content);
  if (/application\/vnd\.github\.(v3\.)?raw/.test(call.header('accept') ?? ''))
    return { ...ok(bytes), headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' } };
  const entry: Entry = { path, type: 'file', sha: blobSha(bytes), size: bytes.length };
  return ok({
    ...entryShape(repository, entry, ref),
    type: 'file',
    content: bytes.toString('base64').replace(/.{1,60}/g, '$&\n'),
    encoding: 'base64',
  } satisfies Schema<'content-file'>);
}

export const contentRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/contents',
    needs: [{ contents: 'read' }],
    answer: (call) => showContent(call, ''),
  },
  {
    call: 'GET /repos/{owner}/{repo}/contents/{path+}',
    needs: [{ contents: 'read' }],
    answer: (call) => showContent(call, call.parameter('path')),
  },
];
