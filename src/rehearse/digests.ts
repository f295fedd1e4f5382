/** What was rehearsed, so that evidence of other files is known as such. */
import { sha256 } from '../managed/content';
import type { RenderedFile } from '../model/rendered-file';

/** SHA-256 of each emitted file by its path. */
export function digestsOf(files: readonly RenderedFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, content }) => [path, sha256(Buffer.from(content))]));
}

/** One SHA-256 for all of them, whatever their order. */
export function digestOfAll(digests: Readonly<Record<string, string>>): string {
  const lines = Object.entries(digests).map(([path, digest]) => `${digest}  ${path}\n`);
  return sha256(Buffer.from(lines.sort().join('')));
}
