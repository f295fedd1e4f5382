/** What a machine must have before `setup.mjs` can work: checked first, and everything that is missing is reported at once. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Command on the left, the Debian package that brings it on the right. */
const packages = {
  git: 'git',
  bash: 'bash',
  curl: 'curl',
  jq: 'jq',
  zip: 'zip',
  unzip: 'unzip',
  sha256sum: 'coreutils',
};
const pythonHint = 'apt-get install python3 python3-venv';
const terraformHint = 'apt-get install terraform, from the package repository of HashiCorp';

/** The first of these that is new enough is used, so that an old default `python3` is no obstacle. */
const pythons = ['python3', 'python3.13', 'python3.12', 'python3.11'];

/** Prints the interpreter behind shims and virtual environments; fails where the interpreter is too old or has no `venv`. */
const pythonProbe = 'import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys._base_executable)';

function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a command prints, or nothing where it fails. */
function output(command, args) {
  try {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
    return execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** One line per command that is not on the PATH. Looks at the file system only, so it costs nothing to do every time. */
export function missingCommands() {
  const absent = Object.entries(packages).filter(([name]) => !onPath(name));
  const lines = absent.map(([name, debian]) => `${name} is missing: apt-get install ${debian}`);
  if (!onPath('terraform')) lines.push(`terraform is missing: ${terraformHint}`);
  if (!pythons.some(onPath)) lines.push(`python3 is missing: ${pythonHint}`);
  return lines;
}

/** The path of a Python that can build the tools; it names the version, so an upgrade of the system's Python does not go unnoticed. */
export function findPython() {
  const found = pythons
    .filter(onPath)
    .map((name) => output(name, ['-c', pythonProbe]))
    .find((path) => path !== undefined);
  return found === undefined ? undefined : realpathSync(found);
}

/** One line per command that is there but too old or incomplete. Starts programs: asked only when the tools are built. */
export function unfitCommands() {
  const lines = [];
  if (pythons.some(onPath) && findPython() === undefined)
    lines.push(`python3 is older than 3.11 or has no venv: ${pythonHint}`);
  const terraform = onPath('terraform') ? output('terraform', ['version', '-json']) : undefined;
  if (terraform !== undefined && !isRecent(JSON.parse(terraform).terraform_version)) {
    lines.push(`terraform is older than 1.11: ${terraformHint}`);
  }
  return lines;
}

function isRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 11);
}
