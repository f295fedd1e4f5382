// Compiles the package: TypeScript by tsc into lib/, the assets that it reads at run time beside it, and GitHub's own
// parser and expressions as one file in vendor/. Nothing is compiled twice: lib/.sources tells what it was made of.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import './bundle.mjs';

const assets = /\.(sh|txt|py)$/;
const stamp = 'lib/.sources';

/** Of all that is compiled or copied, and of what compiles it. */
function digestOfSources() {
  const files = ['src', 'repos'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/rendered|__pycache__/.test(entry.parentPath))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hash = createHash('sha256');
  for (const file of [
    ...files.sort(),
    'tsconfig.json',
    'package.json',
    'tools/build.mjs',
    'node_modules/typescript/package.json',
  ])
    hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

function build() {
  rmSync('lib', { recursive: true, force: true });
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], { stdio: 'inherit' });
  cpSync('src', 'lib/src', {
    recursive: true,
    filter: (path) => !path.includes('__pycache__') && (assets.test(path) || !/\.\w+$/.test(path)),
  });
  chmodSync('lib/src/cli/main.js', 0o755);
}

const sources = digestOfSources();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  build();
  writeFileSync(stamp, sources);
}
