// Brings the same files to many local repositories: by `pr open`, by the loop that people write around copier, and by
// all-repos.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetGitHub } from '../test/support/fleet-github';
import { prepareAllRepos } from './bench-all-repos';
import { allRepos, prepareCopier, root } from './bench-peers';

const REPOSITORIES = 100;
const AT_ONCE = 4;
const rendered = join(root, 'repos/rendered/2_bbws_tenants_event_handler');
const names = Array.from({ length: REPOSITORIES }, (_, i) => `shop-${i}`);
const person = { NAME: 'Ann', EMAIL: 'ann@example.org' };
const identity = Object.fromEntries(
  Object.entries(person).flatMap(([key, value]) => ['AUTHOR', 'COMMITTER'].map((who) => [`GIT_${who}_${key}`, value])),
);

const FLEET = `const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { FleetFile, FleetProject } = require(${JSON.stringify(join(root, 'lib/src/index.js'))});
const folder = ${JSON.stringify(rendered)};
const files = readdirSync(folder, { recursive: true }).filter((path) => !path.startsWith('.projen') && statSync(join(folder, path)).isFile());
exports.fleet = ${JSON.stringify(names)}.map((name) => class extends FleetProject {
  constructor(options = {}) {
    super({ name, owner: 'acme', definition: 'repos/shops.ts', ...options });
    for (const path of files)
      new FleetFile(this, path, () => readFileSync(join(folder, path), 'utf8'), { executable: path.endsWith('.sh') });
  }
});
`;

/** What people write: one repository, its name as the first argument. */
const LOOP = `set -euo pipefail
work=$(mktemp -d)
git clone --quiet --depth 1 "file://$REMOTES/$1.git" "$work"
cd "$work"
"$COPIER" copy --force --quiet "$TEMPLATE" . > /dev/null
git add --all
if ! git diff --cached --quiet && ! git ls-remote --exit-code origin refs/heads/update > /dev/null; then
  git commit --quiet --message update
  git push --quiet origin HEAD:refs/heads/update
  curl --silent --fail --output /dev/null --data '{"title":"Update","head":"update","base":"main","body":""}' "$API/repos/acme/$1/pulls"
fi
rm -rf "$work"
`;

interface World {
  readonly folder: string;
  readonly github: FleetGitHub;
}

async function newWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-rollout-'));
  const [work, first] = [join(folder, 'work'), join(folder, 'remotes', 'first.git')];
  mkdirSync(work);
  writeFileSync(join(work, 'app.py'), 'print(1)\n');
  const git = (...args: string[]): void => {
    execFileSync('git', args, { cwd: work, env: { ...process.env, ...identity }, stdio: 'pipe' });
  };
  git('init', '--quiet', '--initial-branch=main', '.');
  git('add', '--all');
  git('commit', '--quiet', '--message=first');
  git('clone', '--quiet', '--bare', '.', first);
  for (const name of names) cpSync(first, join(folder, 'remotes', `${name}.git`), { recursive: true });
  writeFileSync(join(folder, 'fleet.js'), FLEET);
  writeFileSync(join(folder, 'loop.sh'), LOOP);
  return { folder, github: await FleetGitHub.start(join(folder, 'remotes')) };
}

/** Seconds that a command takes; this process goes on serving the API meanwhile. */
function seconds(cwd: string, command: string, args: readonly string[], env: Record<string, string>): Promise<number> {
  const began = performance.now();
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((done, failed) => {
    child.on('close', (code) => {
      if (code === 0) done((performance.now() - began) / 1000);
      else failed(new Error(`${command} ended with ${code ?? 'a signal'}.`));
    });
  });
}

/** One round after the other in the same world: the first changes all, a second finds nothing to change. */
async function measure(round: (world: World) => Promise<number>, rounds: number): Promise<number[]> {
  const world = await newWorld();
  const times: number[] = [];
  try {
    while (times.length < rounds) times.push(await round(world));
    if (names.some((name) => world.github.of(name).length !== 1)) throw new Error('Not one pull request for each.');
    return times;
  } finally {
    await world.github.stop();
    rmSync(world.folder, { recursive: true, force: true });
  }
}

function ours({ folder, github }: World): Promise<number> {
  const remote = `file://${folder}/remotes/{name}.git`;
  const given = ['--definitions', './fleet.js', '--clones', 'clones', '--remote', remote, '--pace', '0'];
  const rules = ['--wave', 'all', '--batch', String(REPOSITORIES), '--parallel', String(AT_ONCE)];
  const main = join(root, 'lib/src/cli/main.js');
  const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: 'github_pat_x' };
  return seconds(folder, process.execPath, [main, 'pr', 'open', ...given, ...rules], env);
}

function copierLoop({ folder, github }: World): Promise<number> {
  const { command, cwd } = prepareCopier(rendered);
  const env = { ...identity, REMOTES: join(folder, 'remotes'), COPIER: command, TEMPLATE: join(cwd, 'template'), API: github.url }; // prettier-ignore
  const each = `printf '%s\\n' ${names.join(' ')} | xargs -P ${AT_ONCE} -n 1 bash loop.sh`;
  return seconds(folder, 'bash', ['-c', each], env);
}

function withAllRepos({ folder, github }: World): Promise<number> {
  const about = { names, api: github.url, template: rendered, atOnce: AT_ONCE };
  const { script, env } = prepareAllRepos({ venv: allRepos(), folder, ...about });
  return seconds(folder, 'bash', ['-c', script], { ...identity, ...env });
}

async function compare(): Promise<void> {
  const [mine, loop] = [await measure(ours, 2), await measure(copierLoop, 2)];
  // A second round of all-repos is refused by the branches that its first one pushed.
  const theirs = await measure(withAllRepos, 1);
  const beside = (time: number, other: number | undefined): string =>
    other === undefined ? '– | –' : `${other.toFixed(1)} s | ${(time / other).toFixed(2)}`;
  const rows = ['all of them change', 'nothing to change'].map((what, i) => {
    const time = mine[i] ?? NaN;
    return `| ${what} | ${time.toFixed(1)} s | ${beside(time, loop[i])} | ${beside(time, theirs[i])} |`;
  });
  const head = [`| ${REPOSITORIES} repositories | projen-fleet pr open | loop around copier | ratio | all-repos | ratio |`, '| --- | --- | --- | --- | --- | --- |']; // prettier-ignore
  console.log([...head, ...rows].join('\n'));
}

compare().catch((error: unknown) => {
  console.error(`The rollout could not be measured: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
