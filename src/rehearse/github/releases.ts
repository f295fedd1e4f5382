/** Releases. https://docs.github.com/rest/releases/releases */
import { created, found, NO_CONTENT, ok, validationFailed, type Answer } from './answer';
import { commitOf } from './commits';
import { listed } from './pages';
import type { Asset } from './release-assets';
import { releaseShape } from './release-shape';
import type { Repository } from './repository';
import type { Call, Route } from './route';

export interface Release {
  readonly id: number;
  tag: string;
  /** Branch or commit that the tag is made from, where there is no such tag. */
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  /** Whether it may be the latest one. */
  latest: boolean;
  author: string;
  readonly createdAt: string;
  publishedAt: string | null;
  assets: Asset[];
}

export type ReleaseOptions = Partial<Release> & Pick<Release, 'tag'>;

/** Adds a release; unless it is a draft, its tag is there with it. */
export function addRelease(repository: Repository, { tag, ...more }: ReleaseOptions): Release {
  const at = repository.time();
  const release: Release = {
    ...{ id: repository.nextId(), tag, target: repository.defaultBranch, name: tag, body: '', author: 'octocat' },
    ...{ draft: false, prerelease: false, latest: true, createdAt: at, publishedAt: null, assets: [], ...more },
  };
  repository.releases.push(release);
  if (!release.draft) publish(repository, release);
  return release;
}

/** Makes the tag where it is not there. */
function publish(repository: Repository, release: Release): void {
  release.publishedAt ??= repository.time();
  const ref = `refs/tags/${release.tag}`;
  const commit = commitOf(repository, release.target);
  if (commit !== undefined) repository.refs[ref] ??= commit.sha;
}

/** The newest comes first; drafts are for those who may write. */
function seenBy(call: Call): Release[] {
  const { releases } = call.repository;
  return releases.filter(({ draft }) => !draft || call.can('contents', 'write')).reverse();
}

export function findRelease(call: Call): Release {
  return found(seenBy(call).find(({ id }) => String(id) === call.parameter('release_id')));
}

/** What a request says about a release. */
function given({ fields }: Call): Partial<Release> {
  const [tag, target, name, body] = ['tag_name', 'target_commitish', 'name', 'body'].map((field) => fields.text(field));
  const [draft, prerelease] = [fields.flag('draft'), fields.flag('prerelease')];
  const latest = fields.choice('make_latest', ['true', 'false', 'legacy']);
  return {
    ...(typeof tag === 'string' && { tag }),
    ...(typeof target === 'string' && target !== '' && { target }),
    ...(name !== undefined && { name }),
    ...(body !== undefined && { body }),
    ...(draft !== undefined && { draft }),
    ...(prerelease !== undefined && { prerelease }),
    ...(latest !== undefined && { latest: latest !== 'false' }),
  };
}

/** A tag that no other release has, and a commit to make it from. */
function check(
  { repository }: Call,
  { id, tag, target, draft }: Pick<Release, 'tag' | 'target' | 'draft'> & { id?: number },
): void {
  const taken = repository.releases.some((other) => other.id !== id && !other.draft && other.tag === tag);
  if (taken && !draft) throw validationFailed({ resource: 'Release', code: 'already_exists', field: 'tag_name' });
  if (repository.refs[`refs/tags/${tag}`] === undefined && commitOf(repository, target) === undefined)
    throw validationFailed({ resource: 'Release', code: 'invalid', field: 'target_commitish', value: target });
}

function createRelease(call: Call): Answer {
  const { repository, fields, login: author } = call;
  const tag = fields.required('tag_name');
  const wanted = { draft: false, target: repository.defaultBranch, ...given(call), tag };
  check(call, wanted);
  const { name = null, body = null } = wanted;
  return created(releaseShape(repository, addRelease(repository, { ...wanted, name, body, author })));
}

function changeRelease(call: Call): Answer {
  const { repository } = call;
  const release = findRelease(call);
  const after = { ...release, ...given(call) };
  check(call, after);
  Object.assign(release, after);
  if (!release.draft) publish(repository, release);
  return ok(releaseShape(repository, release));
}

/** Its tag stays. */
function removeRelease(call: Call): Answer {
  const gone = findRelease(call);
  call.repository.releases = call.repository.releases.filter((release) => release !== gone);
  return NO_CONTENT;
}

const READ = [{ contents: 'read' }] as const;
const WRITE = [{ contents: 'write' }] as const;
/** The second set where the target changes workflow files, which no token of a job may. */
const CREATE = [{ contents: 'write' }, { contents: 'write', workflows: 'write' }] as const;

function shown(call: Call, release: Release | undefined): Answer {
  return ok(releaseShape(call.repository, found(release)));
}

export const releaseRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/releases',
    needs: READ,
    answer: (call) => listed(call.url, seenBy(call), (release) => releaseShape(call.repository, release)),
  },
  { call: 'POST /repos/{owner}/{repo}/releases', needs: CREATE, answer: createRelease },
  {
    call: 'GET /repos/{owner}/{repo}/releases/latest',
    needs: READ,
    answer: (call) =>
      shown(
        call,
        seenBy(call).find(({ draft, prerelease, latest }) => !draft && !prerelease && latest),
      ),
  },
  {
    call: 'GET /repos/{owner}/{repo}/releases/tags/{tag+}',
    needs: READ,
    // A draft has no tag yet.
    answer: (call) =>
      shown(
        call,
        seenBy(call).find(({ draft, tag }) => !draft && tag === call.parameter('tag')),
      ),
  },
  {
    call: 'GET /repos/{owner}/{repo}/releases/{release_id}',
    needs: READ,
    answer: (call) => shown(call, findRelease(call)),
  },
  { call: 'PATCH /repos/{owner}/{repo}/releases/{release_id}', needs: WRITE, answer: changeRelease },
  { call: 'DELETE /repos/{owner}/{repo}/releases/{release_id}', needs: WRITE, answer: removeRelease },
];
