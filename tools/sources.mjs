// What a generated thing was made of, so that nothing is made twice.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that people wrote in src/ and repos/. */
export function sourceFiles() {
  return ['src', 'repos']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/rendered|__pycache__/.test(entry.parentPath))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .sort();
}

/** SHA-256 of files, names included. */
export function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}
