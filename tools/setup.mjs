#!/usr/bin/env node
/**
 * Puts every tool that tests and rehearsals call into `.tools/bin`, each at its locked version with its hash checked.
 *
 * A build is a folder of its own, `.tools/build-<pid>-<time>`; it counts only once the link `.tools/bin` points into
 * it, and that link is replaced in one step. So a killed setup is repaired by the next, and a virtual environment
 * never moves (its scripts name its path).
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildActionlint, installPython, linkTools } from './install.mjs';
import { isRunning, locked } from './lock.mjs';
import { findPython, missingCommands, unfitCommands } from './needs.mjs';
import { say } from './say.mjs';

const source = dirname(fileURLToPath(import.meta.url));
const place = join(dirname(source), '.tools');
mkdirSync(place, { recursive: true });
/** Where it really is: a virtual environment of another place is of no use. */
const home = realpathSync(place);
const link = join(home, 'bin');
const inputs = ['setup.mjs', 'install.mjs', 'uv.mjs', 'requirements.txt', 'actionlint/go.mod', 'actionlint/go.sum'];

/** What a build depends on besides Python. The place counts too: a virtual environment is of no use after a move. */
function fingerprint() {
  const hash = createHash('sha256').update(home);
  for (const input of inputs) hash.update(readFileSync(join(source, input)));
  return hash.digest('hex');
}

/** A stamp has two lines: the fingerprint, and the interpreter that must still be there. */
function isCurrent(wanted) {
  const stamp = join(home, readTarget(), '..', 'stamp');
  if (!existsSync(stamp)) return false;
  const [found, python] = readFileSync(stamp, 'utf8').split('\n');
  return found === wanted && existsSync(python);
}

/** Where `.tools/bin` points to, relative to `.tools`. */
function readTarget() {
  try {
    return readlinkSync(link);
  } catch {
    return 'nowhere';
  }
}

/** The one step that makes a build count. */
function activate(build) {
  const next = `${build}-link`;
  symlinkSync(join(build.slice(home.length + 1), 'bin'), next);
  renameSync(next, link);
}

/** Removes older builds and what killed setups left; what belongs to a running process stays. */
function sweep() {
  const current = dirname(readTarget());
  for (const name of readdirSync(home)) {
    const pid = /^(?:build|lock)-(\d+)/.exec(name)?.[1];
    if (pid === undefined || name === current || name === `lock-${process.pid}`) continue;
    if (Number(pid) !== process.pid && isRunning(Number(pid))) continue;
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function rebuild(wanted) {
  const build = join(home, `build-${process.pid}-${Date.now()}`);
  sweep();
  const python = findPython();
  mkdirSync(join(build, 'bin'), { recursive: true });
  installPython(build, python);
  buildActionlint(build);
  linkTools(build);
  writeFileSync(join(build, 'stamp'), `${wanted}\n${python}\n`);
  activate(build);
  sweep();
  say('ready in .tools/bin');
}

async function main() {
  const wanted = fingerprint();
  const missing = missingCommands();
  const ready = missing.length === 0 && isCurrent(wanted);
  if (ready) return say('up to date');
  const problems = [...missing, ...unfitCommands()];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  await locked(join(home, 'lock'), say, () => (isCurrent(wanted) ? say('up to date') : rebuild(wanted)));
}

main().catch((error) => {
  for (const line of error.message.split('\n')) console.error(`tools: ${line}`);
  process.exitCode = 1;
});
