// Compiles the package into lib/: TypeScript by tsc, and the assets that it reads at run time copied beside it.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';

const assets = /\.(sh|txt|py)$/;
rmSync('lib', { recursive: true, force: true });
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], { stdio: 'inherit' });
cpSync('src', 'lib/src', {
  recursive: true,
  filter: (path) => !path.includes('__pycache__') && (assets.test(path) || !/\.\w+$/.test(path)),
});
chmodSync('lib/src/cli/main.js', 0o755);
