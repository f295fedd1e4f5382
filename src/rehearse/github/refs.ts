/** References and tag objects. https://docs.github.com/rest/git/refs */
import { createHash } from 'node:crypto';
import { created, found, NO_CONTENT, ok, unprocessable, type Answer } from './answer';
import { commitOf, history } from './commits';
import { nodeId } from './names';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

/** An annotated tag. */
export interface TagObject {
  readonly sha: string;
  readonly tag: string;
  readonly message: string;
  /** Commit that it names. */
  readonly object: string;
  readonly tagger: string;
  readonly date: string;
}

function refShape(repository: Repository, ref: string, sha: string) {
  const type = repository.tags.some((tag) => tag.sha === sha) ? 'tag' : 'commit';
  const object = { type, sha, url: `${repository.url}/git/${type}s/${sha}` };
  return {
    ...{ ref, node_id: nodeId('REF', ref), url: `${repository.url}/git/${ref}`, object },
  } satisfies Schema<'git-ref'>;
}

function tagShape(repository: Repository, { sha, tag, message, object, tagger, date }: TagObject) {
  return {
    ...{ node_id: nodeId('TA', sha), tag, sha, url: `${repository.url}/git/tags/${sha}`, message },
    tagger: { name: tagger, email: `${tagger}@users.noreply.github.com`, date },
    object: { sha: object, type: 'commit', url: `${repository.url}/git/commits/${object}` },
    verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null },
  } satisfies Schema<'git-tag'>;
}

/** The object of a request, which the repository must have. */
function objectOf({ repository, fields }: Call, field: string): string {
  const sha = fields.required(field);
  const there = [...repository.commits, ...repository.tags].some((object) => object.sha === sha);
  if (!there) throw unprocessable('Object does not exist');
  return sha;
}

function createRef(call: Call): Answer {
  const { repository, fields } = call;
  const ref = fields.required('ref');
  if (!/^refs\/[^/]+\/./.test(ref))
    throw unprocessable(`Reference name must start with 'refs/' and contain at least two slashes.`);
  const sha = objectOf(call, 'sha');
  if (repository.refs[ref] !== undefined) throw unprocessable('Reference already exists');
  repository.refs[ref] = sha;
  return created(refShape(repository, ref, sha));
}

function moveRef(call: Call): Answer {
  const { repository, fields } = call;
  const ref = `refs/${call.parameter('ref')}`;
  const before = repository.refs[ref];
  if (before === undefined) throw unprocessable('Reference does not exist');
  const sha = objectOf(call, 'sha');
  const commit = commitOf(repository, sha);
  const forward = commit !== undefined && history(repository, commit).some((one) => one.sha === before);
  if (!forward && fields.flag('force') !== true) throw unprocessable('Update is not a fast forward');
  repository.refs[ref] = sha;
  return ok(refShape(repository, ref, sha));
}

function removeRef(call: Call): Answer {
  const { repository } = call;
  const ref = `refs/${call.parameter('ref')}`;
  if (repository.refs[ref] === undefined) throw unprocessable('Reference does not exist');
  repository.refs = Object.fromEntries(Object.entries(repository.refs).filter(([known]) => known !== ref));
  return NO_CONTENT;
}

function createTag(call: Call): Answer {
  const { repository, fields, login } = call;
  const [tag, message] = [fields.required('tag'), fields.required('message')];
  const object = objectOf(call, 'object');
  const rest = { tag, message, object, tagger: login, date: repository.time() };
  const tagObject = { sha: createHash('sha1').update(JSON.stringify(rest)).digest('hex'), ...rest };
  repository.tags.push(tagObject);
  return created(tagShape(repository, tagObject));
}

function matching(call: Call): Answer {
  const { repository, url } = call;
  const rows = Object.entries(repository.refs).sort(([a], [b]) => (a < b ? -1 : 1));
  const fitting = rows.filter(([ref]) => ref.startsWith(`refs/${call.parameter('ref')}`));
  return listed(url, fitting, ([ref, sha]) => refShape(repository, ref, sha));
}

const READ = [{ contents: 'read' }] as const;
/** The second set where the commit changes workflow files, which no token of a job may. */
const WRITE = [{ contents: 'write' }, { contents: 'write', workflows: 'write' }] as const;

export const refRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/git/ref/{ref+}',
    needs: READ,
    answer: (call) => {
      const ref = `refs/${call.parameter('ref')}`;
      return ok(refShape(call.repository, ref, found(call.repository.refs[ref])));
    },
  },
  { call: 'GET /repos/{owner}/{repo}/git/matching-refs/{ref+}', needs: READ, answer: matching },
  { call: 'POST /repos/{owner}/{repo}/git/refs', needs: WRITE, answer: createRef },
  { call: 'PATCH /repos/{owner}/{repo}/git/refs/{ref+}', needs: WRITE, answer: moveRef },
  { call: 'DELETE /repos/{owner}/{repo}/git/refs/{ref+}', needs: [{ contents: 'write' }], answer: removeRef },
  { call: 'POST /repos/{owner}/{repo}/git/tags', needs: [{ contents: 'write' }], answer: createTag },
  {
    call: 'GET /repos/{owner}/{repo}/git/tags/{tag_sha}',
    needs: READ,
    answer: (call) =>
      ok(tagShape(call.repository, found(call.repository.tags.find(({ sha }) => sha === call.parameter('tag_sha'))))),
  },
];
