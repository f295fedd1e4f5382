/** Files of releases. https://docs.github.com/rest/releases/assets */
import { created, found, NO_CONTENT, ok, problem, Refusal, validationFailed, type Answer } from './answer';
import { bytesPath } from './bytes';
import { listed } from './pages';
import { assetShape } from './release-shape';
import { findRelease, type Release } from './releases';
import type { Repository } from './repository';
import type { Call, Route } from './route';

export interface Asset {
  readonly id: number;
  name: string;
  label: string | null;
  readonly contentType: string;
  readonly content: Buffer;
  readonly uploader: string;
  readonly createdAt: string;
  downloads: number;
}

export interface AssetOptions {
  readonly content: string | Buffer;
  /** @default application/octet-stream */
  readonly contentType?: string;
  readonly label?: string | null;
  readonly uploader?: string;
}

/** Adds a file to a release, whatever its name is. */
export function addAsset(repository: Repository, release: Release, name: string, options: AssetOptions): Asset {
  const { content, contentType = 'application/octet-stream', label = null, uploader = 'octocat' } = options;
  const asset = {
    ...{ id: repository.nextId(), name, label, contentType, uploader, createdAt: repository.time(), downloads: 0 },
    content: Buffer.from(content),
  };
  release.assets.push(asset);
  return asset;
}

function findAsset(call: Call): { release: Release; asset: Asset } {
  const own = ({ id }: Asset): boolean => String(id) === call.parameter('asset_id');
  const release = found(
    call.repository.releases.find(({ draft, assets }) => assets.some(own) && (!draft || call.can('contents', 'write'))),
  );
  return { release, asset: found(release.assets.find(own)) };
}

/** GitHub puts a dot for each run of other characters, and leaves none at the ends. */
function assetName(given: string): string {
  return given
    .replace(/[^\w.+@-]/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.+|\.+$/g, '');
}

function upload(call: Call): Answer {
  const { repository, bytes: content, login: uploader } = call;
  const release = findRelease(call);
  const name = assetName(call.query('name') ?? '');
  const contentType = call.header('content-type');
  if (name === '') throw validationFailed({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' });
  if (contentType === undefined)
    throw validationFailed({ resource: 'ReleaseAsset', code: 'missing_field', field: 'content_type' });
  if (content.length === 0) throw new Refusal(problem(400, 'Bad Content-Length'));
  if (release.assets.some((asset) => asset.name === name))
    throw validationFailed({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
  const label = call.query('label') ?? null;
  const asset = addAsset(repository, release, name, { content, contentType, label, uploader });
  return created(assetShape(repository, release, asset));
}

/** Its bytes are at another host, at a signed address, for whoever asks for bytes. */
function showAsset(call: Call): Answer {
  const { release, asset } = findAsset(call);
  const bytes = call.header('accept')?.includes('application/octet-stream') === true;
  if (!bytes) return ok(assetShape(call.repository, release, asset));
  asset.downloads += 1;
  const path = bytesPath(call.repository, 'assets', asset.id);
  return { status: 302, headers: { location: call.repository.host.signedAddress(path) } };
}

function changeAsset(call: Call): Answer {
  const { release, asset } = findAsset(call);
  const [name, label] = [call.fields.text('name'), call.fields.text('label')];
  if (typeof name === 'string') asset.name = assetName(name);
  if (label !== undefined) asset.label = label;
  return ok(assetShape(call.repository, release, asset));
}

function removeAsset(call: Call): Answer {
  const { release, asset } = findAsset(call);
  release.assets = release.assets.filter((one) => one !== asset);
  return NO_CONTENT;
}

const WRITE = [{ contents: 'write' }] as const;

export const assetRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/releases/{release_id}/assets',
    needs: [{ contents: 'read' }],
    answer: (call) => {
      const release = findRelease(call);
      return listed(call.url, release.assets, (asset) => assetShape(call.repository, release, asset));
    },
  },
  { call: 'POST /upload/repos/{owner}/{repo}/releases/{release_id}/assets', needs: WRITE, answer: upload },
  {
    call: 'GET /repos/{owner}/{repo}/releases/assets/{asset_id}',
    needs: [{ contents: 'read' }],
    answer: showAsset,
  },
  { call: 'PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}', needs: WRITE, answer: changeAsset },
  { call: 'DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}', needs: WRITE, answer: removeAsset },
];
