import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FleetGitHub, type Trouble } from '../../support/fleet-github';
import { folderWith } from '../support/commands';
import { template } from './support/world';

const root = resolve(__dirname, '../../..');
const REPOSITORIES = 500;
const KILLS = 20;
const BRANCH = 'projen-fleet/update';

jest.setTimeout(3_600_000);

const names = Array.from({ length: REPOSITORIES }, (_, i) => `shop-${String(i).padStart(3, '0')}`);
/** Every fifth has what is generated already. */
const done = new Set(names.filter((_, i) => i % 5 === 0));

/** Numbers that are the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const DONE = 'name: CI\n';
const GENERATED = {
  '.github/workflows/ci.yml': DONE,
  '.projen/managed.sha256': `${createHash('sha256').update(DONE).digest('hex')}  .github/workflows/ci.yml\n`,
};

const roll = dice(7);

function trouble(): Trouble {
  const number = roll();
  if (number < 0.01) return 'error';
  if (number < 0.02) return 'broken';
  if (number < 0.04) return 'lost';
  if (number < 0.05) return 'slow';
  return number < 0.055 ? 'secondary' : 'none';
}

const FLEET = `const { FleetFile, FleetProject } = require(${JSON.stringify(join(root, 'lib/src/index.js'))});
const names = ${JSON.stringify(names)};
exports.fleet = names.map((name, i) => class extends FleetProject {
  constructor(options = {}) {
    super({ name, owner: 'acme', definition: 'repos/shops.ts', rollout: { canary: i % 100 === 1 }, ...options });
    new FleetFile(this, '.github/workflows/ci.yml', () => 'name: ' + (i % 5 === 0 ? 'CI' : name) + '\\n');
  }
});
`;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** `projen-fleet pr` as a process of its own; killed at some moment after so many calls of the API. */
function run(folder: string, github: FleetGitHub, args: readonly string[], killedAfter = Infinity): Promise<Ended> {
  const env = { ...process.env, GITHUB_TOKEN: 'github_pat_x', GITHUB_API_URL: github.url };
  const child = spawn(process.execPath, [join(root, 'lib/src/cli/main.js'), 'pr', ...args], { cwd: folder, env });
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => texts.push(text.toString()));
  const last = github.calls.length + killedAfter;
  const kill = (): boolean => child.kill('SIGKILL');
  github.onCall = () => {
    if (github.calls.length === Math.floor(last)) setTimeout(kill, roll() * 100);
  };
  return new Promise((ended) => {
    child.on('close', (code) => {
      ended({ code, output: texts.join('') });
    });
  });
}

test('Killed twenty times over 500 repositories and a GitHub that fails, it opens exactly one pull request in each that changes.', async () => {
  const folder = folderWith();
  const remotes = folderWith();
  for (const name of names)
    cpSync(template(done.has(name) ? GENERATED : {}), join(remotes, `${name}.git`), { recursive: true });
  writeFileSync(join(folder, 'fleet.js'), FLEET);
  const github = await FleetGitHub.start(remotes);
  github.trouble = trouble;
  github.hourly = 40;
  const args = [
    'open',
    '--definitions',
    './fleet.js',
    '--clones',
    'clones',
    '--remote',
    `file://${remotes}/{name}.git`,
  ];
  const more = ['--pace', '0', '--wave', 'all', '--batch', '25', '--wait', '1', '--poll', '1', '--parallel', '4'];
  const began = performance.now();
  let kills = 0;
  const progress: number[] = [];
  while (kills < KILLS) {
    const { code, output } = await run(folder, github, [...args, ...more], 5 + roll() * 250);
    if (code !== null) throw new Error(`It ended by itself (${code}) after ${kills} kills:\n${output.slice(-2000)}`);
    kills += 1;
    progress.push(github.pulls.size);
  }
  let last: Ended = { code: null, output: '' };
  // Connections that break often enough make a repository fail; the command says so, and is run again.
  for (let again = 0; last.code !== 0 && again < 5; again += 1) last = await run(folder, github, [...args, ...more]);
  const seconds = (performance.now() - began) / 1000;
  expect(last).toMatchObject({ code: 0 });

  const changed = names.filter((name) => !done.has(name));
  expect(names.filter((name) => github.of(name).length > 1)).toEqual([]);
  expect(changed.filter((name) => github.of(name)[0]?.state !== 'open')).toEqual([]);
  expect([...github.pulls.keys()].sort()).toEqual(changed);
  expect([...github.touched()].filter((name) => done.has(name))).toEqual([]);
  const branches = [...done].flatMap((name) => github.git(name, 'for-each-ref', '--format=%(refname)').split('\n'));
  expect([...new Set(branches)]).toEqual(['refs/heads/main']);
  for (const name of changed) {
    const [pull] = github.of(name);
    expect([...(pull?.labels ?? [])]).toEqual(['projen-fleet']);
    expect(github.git(name, 'rev-list', '--count', `main..${BRANCH}`)).toBe('1');
  }
  expect(github.git('shop-001', 'show', `${BRANCH}:.github/workflows/ci.yml`)).toBe('name: shop-001');
  const lines = readFileSync(join(folder, 'clones/projen-fleet.jsonl'), 'utf8').split('\n').length;
  console.log(`${KILLS} kills, then done after ${seconds.toFixed(0)} s in all; pull requests at each kill: ${progress.join(' ')}; ${github.calls.length} calls; ${lines} lines of ledger; met: ${JSON.stringify([...github.met])}`); // prettier-ignore

  github.trouble = () => 'none';
  github.hourly = Infinity;
  const second = github.calls.length;
  const idle = performance.now();
  expect(await run(folder, github, [...args, ...more])).toMatchObject({ code: 0 });
  expect(github.calls.slice(second).filter((call) => !call.startsWith('GET '))).toEqual([]);
  console.log(`a further run with nothing to do: ${((performance.now() - idle) / 1000).toFixed(0)} s`);
  await github.stop();
});
