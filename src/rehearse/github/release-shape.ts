/** A release and its assets as answers show them. */
import { createHash } from 'node:crypto';
import { nodeId } from './names';
import type { Asset } from './release-assets';
import type { Release } from './releases';
import type { Repository } from './repository';
import type { Schema } from './schemas';
import { userShape } from './users';

export function assetShape(repository: Repository, { tag }: Release, asset: Asset) {
  const { id, name, label, contentType: content_type, content, downloads, createdAt } = asset;
  return {
    ...{ id, node_id: nodeId('RA', id), name, label, content_type, state: 'uploaded', size: content.length },
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    ...{ download_count: downloads, created_at: createdAt, updated_at: createdAt },
    uploader: userShape(repository, asset.uploader),
    url: `${repository.url}/releases/assets/${id}`,
    browser_download_url: `${repository.html}/releases/download/${tag}/${encodeURIComponent(name)}`,
  } satisfies Schema<'release-asset'>;
}

export function releaseShape(repository: Repository, release: Release) {
  const { id, tag, target, name, body, draft, prerelease, createdAt, publishedAt, assets } = release;
  const { url, html, fullName, host } = repository;
  return {
    ...{ id, node_id: nodeId('RE', id), tag_name: tag, target_commitish: target, name, body, draft, prerelease },
    ...{ immutable: false, created_at: createdAt, published_at: publishedAt },
    ...{ url: `${url}/releases/${id}`, assets_url: `${url}/releases/${id}/assets` },
    html_url: `${html}/releases/tag/${draft ? `untagged-${id}` : tag}`,
    // Uploads have a host of their own at GitHub, so a script must take this address.
    upload_url: `${host.api}/upload/repos/${fullName}/releases/${id}/assets{?name,label}`,
    tarball_url: draft ? null : `${url}/tarball/${tag}`,
    zipball_url: draft ? null : `${url}/zipball/${tag}`,
    author: userShape(repository, release.author),
    assets: assets.map((asset) => assetShape(repository, release, asset)),
  } satisfies Schema<'release'>;
}
