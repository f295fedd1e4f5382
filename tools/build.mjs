// Compiles the package: TypeScript by tsc into lib/, the assets that it reads at run time beside it, and GitHub's own
// parser and expressions as one file in vendor/. Nothing is compiled twice: lib/.sources tells what it was made of.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import './bundle-github-language.mjs';
import './bundle-octokit.mjs';
import { digestOf, sourceFiles } from './sources.mjs';

const assets = /\.(sh|txt|py)$/;
const stamp = 'lib/.sources';

/** What is compiled or copied, and what compiles it. */
const inputs = ['tsconfig.json', 'package.json', 'tools/build.mjs', 'node_modules/typescript/package.json'];

function build() {
  rmSync('lib', { recursive: true, force: true });
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], { stdio: 'inherit' });
  cpSync('src', 'lib/src', {
    recursive: true,
    filter: (path) => !path.includes('__pycache__') && (assets.test(path) || !/\.\w+$/.test(path)),
  });
  chmodSync('lib/src/cli/main.js', 0o755);
}

const sources = digestOf([...sourceFiles(), ...inputs]);
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  build();
  writeFileSync(stamp, sources);
}
