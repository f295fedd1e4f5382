/** Bytes that the storage keeps for repositories: assets of releases, and archives of artifacts. */
import type { Repository } from './repository';

export interface StoredBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Path of bytes in the storage. */
export function bytesPath({ fullName }: Repository, kind: 'assets' | 'artifacts', id: number): string {
  return `${fullName.toLowerCase()}/${kind}/${id}`;
}

/** What is at a path; undefined where nothing is, or no longer. */
export function storedBytes(repositories: ReadonlyMap<string, Repository>, path: string): StoredBytes | undefined {
  const [, fullName = '', kind, number] = /^([^/]+\/[^/]+)\/(assets|artifacts)\/(\d+)$/.exec(path) ?? [];
  const repository = repositories.get(fullName);
  const id = Number(number);
  if (kind === 'artifacts') {
    const artifact = repository?.artifacts.find((known) => known.id === id);
    return artifact && { name: `${artifact.name}.zip`, bytes: artifact.content };
  }
  const asset = repository?.releases.flatMap(({ assets }) => assets).find((known) => known.id === id);
  return asset && { name: asset.name, bytes: asset.content };
}
