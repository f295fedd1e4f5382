import type { RenderedFile } from '../model/rendered-file';
import { sha256 } from './content';
import { renderManifest } from './manifest';
import { MANIFEST } from './paths';
import type { Writer } from './writer';

/** The files together with the manifest that applying them to an empty repository would leave. */
export function withManifest(files: readonly RenderedFile[], writer?: Writer): RenderedFile[] {
  const managed = files.filter(({ ownership }) => ownership === 'managed');
  const hashes = managed.map((file): [string, string] => [file.path, sha256(Buffer.from(file.content))]);
  const content = renderManifest(new Map(hashes), writer);
  if (content === '') return [...files]; // sha256sum refuses an empty list, so applying leaves none
  return [...files, { path: MANIFEST, content, executable: false, ownership: 'managed', settings: [] }];
}
