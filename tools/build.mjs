// Compiles the package: TypeScript by tsc into lib/, the assets that it reads at run time beside it, and GitHub's own
// parser and expressions as one file in vendor/.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import './bundle-github-language.mjs';

const assets = /\.(sh|txt|py)$/;
rmSync('lib', { recursive: true, force: true });
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], { stdio: 'inherit' });
cpSync('src', 'lib/src', {
  recursive: true,
  filter: (path) => !path.includes('__pycache__') && (assets.test(path) || !/\.\w+$/.test(path)),
});
chmodSync('lib/src/cli/main.js', 0o755);
