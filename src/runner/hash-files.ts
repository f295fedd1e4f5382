/** `hashFiles()`: SHA-256 over the digests of all files that match. Source: docs.github.com, Expressions; actions/runner hashFiles. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { passesFilter } from './pattern';

/** Empty where nothing matches. Patterns are relative to the workspace; lines and `!` are possible. */
export function hashFiles(workspace: string, given: readonly string[]): string {
  const patterns = given
    .flatMap((text) => text.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => widen(line.replace(/^(!?)(\.\/|\/)?/, '$1')));
  const matching = filesBelow(workspace).filter((file) => passesFilter(patterns, file));
  if (matching.length === 0) return '';
  const total = createHash('sha256');
  for (const file of matching)
    total.update(
      createHash('sha256')
        .update(readFileSync(join(workspace, file)))
        .digest(),
    );
  return total.digest('hex');
}

/** A folder stands for all that is in it. */
function widen(pattern: string): string[] {
  return [pattern, `${pattern.replace(/\/$/, '')}/**`];
}

function filesBelow(folder: string, root = folder): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const found = lstatSync(path);
      if (found.isDirectory()) return filesBelow(path, root);
      return found.isFile() ? [relative(root, path).split(sep).join('/')] : [];
    });
}
