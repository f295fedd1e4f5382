/** The workflows of this repository itself: they keep what those of the fleet keep. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { PINS } from '../../src/github/pins';
import { calledScripts } from '../../src/github/script';
import { fields, list, text, type Fields } from '../invariants/read';
import { actionlint, githubParser, repositoryWith, shellcheck, zizmor } from '../linters/run';
import { execute } from '../support/packed-package';

const root = resolve(__dirname, '../..');
const files = readdirSync(join(root, '.github'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('.github', path))
  .filter((path) => statSync(join(root, path)).isFile())
  .map((path) => ({ path, content: readFileSync(join(root, path), 'utf8') }));
/** A list for bots: nothing calls it, so that what a step of it would need is not there. */
const LIST = '.github/workflows/pins.yml';
const run = files.filter(({ path }) => path !== LIST);
const folder = repositoryWith(run);
const workflows = run.filter(({ path }) => /^\.github\/workflows\/.*\.yml$/.test(path));
const scripts = files.filter(({ path }) => path.endsWith('.sh'));
const jobs = workflows.flatMap(({ path, content }) =>
  Object.entries(fields(fields(parse(content)).jobs)).map(([id, job]) => ({
    at: `${basename(path)} ${id}`,
    ...read(job),
  })),
);

function read(value: unknown): { data: Fields; permissions: Fields; steps: Fields[] } {
  const data = fields(value);
  return { data, permissions: fields(data.permissions), steps: list(data.steps).map(fields) };
}

/** What a job runs: its commands, and the scripts behind them. */
function shellOf(steps: readonly Fields[]): string {
  const commands = steps.map(({ run }) => text(run)).join('\n');
  const called = calledScripts({ name: '', text: commands });
  return [
    commands,
    ...scripts.filter(({ path }) => called.includes(basename(path, '.sh'))).map(({ content }) => content),
  ]
    .join('\n')
    .replace(/^\s*(#|printf|echo) ?.*$/gm, '');
}

test('are the check, the release and the rollout, with the scripts that they run', () => {
  expect(workflows.map(({ path }) => basename(path)).sort()).toEqual(['ci.yml', 'release.yml', 'rollout.yml']);
  const called = jobs.flatMap(({ steps }) =>
    steps.flatMap((step) => calledScripts({ name: '', text: text(step.run) })),
  );
  const inner = scripts.flatMap(({ content }) => calledScripts({ name: '', text: content }));
  expect([...new Set([...called, ...inner])].sort()).toEqual(scripts.map(({ path }) => basename(path, '.sh')).sort());
});

describe('linters', () => {
  test('actionlint, zizmor in its pedantic persona, shellcheck and the parser of GitHub have no finding', () => {
    const silent = { code: 0, words: '' };
    expect(actionlint(folder)).toEqual(silent);
    expect(zizmor(folder)).toEqual({ code: 0, words: expect.stringMatching(/^No findings to report\./) });
    expect(
      shellcheck(
        folder,
        scripts.map(({ path }) => path),
      ),
    ).toEqual(silent);
    expect(
      githubParser(
        folder,
        workflows.map(({ path }) => path),
      ),
    ).toEqual(silent);
  });

  test('the verifier of this package has none either', async () => {
    const { code, output } = await execute(
      root,
      join(root, 'node_modules/.bin/tsx'),
      'src/cli/main.ts',
      'verify',
      folder,
    );
    expect({ code, output }).toEqual({ code: 0, output: 'No defects in 3 files.\n' });
  });
});

describe('guarantees', () => {
  test('no right at the top, and each job its own, each write with a reason', () => {
    expect(workflows.filter(({ content }) => !content.includes('\npermissions: {}\n'))).toEqual([]);
    expect(jobs.filter(({ data }) => !('permissions' in data))).toEqual([]);
    // What a token of the App may is an input of the action that makes it.
    expect(workflows.filter(({ content }) => /^ +(?!permission-)[\w-]+: write *$/m.test(content))).toEqual([]);
  });

  test('a fixed image and a limit of time for each job', () => {
    expect(
      jobs.filter(({ data }) => data['runs-on'] !== 'ubuntu-24.04' || typeof data['timeout-minutes'] !== 'number'),
    ).toEqual([]);
  });

  test('every action is one of the table, at its commit', () => {
    const known = new Set(PINS.map(({ action, sha, version }) => `${action}@${sha} # ${version}`));
    const used = workflows.flatMap(({ content }) =>
      [...content.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map((match) => match[1] ?? ''),
    );
    expect(used.length).toBeGreaterThan(8);
    expect(used.filter((uses) => !known.has(uses))).toEqual([]);
  });

  test('no credential stays behind in a checkout', () => {
    const checkouts = jobs.flatMap(({ steps }) =>
      steps.filter(({ uses }) => text(uses).startsWith('actions/checkout@')),
    );
    expect(checkouts.filter((step) => fields(step.with)['persist-credentials'] !== false)).toEqual([]);
  });

  test('no expression in a command or script, and no command with a branch or more than three lines', () => {
    const commands = jobs.flatMap(({ steps }) => steps.map(({ run }) => text(run)));
    expect([...commands, ...scripts.map(({ content }) => content)].filter((each) => each.includes('${{'))).toEqual([]);
    expect(commands.filter((each) => each.split('\n').length > 3 || /\b(if|for|while|case)\b/.test(each))).toEqual([]);
  });

  test('what may write or say who it is installs nothing, and sees the scripts only', () => {
    const strong = jobs.filter(({ permissions }) => Object.values(permissions).includes('write'));
    expect(strong.map(({ at }) => at)).toEqual(['release.yml publish', 'release.yml release']);
    const installs = /\bnpm (ci|install|i|exec|run)\b|\bnpx\b|\b(pip|uv|apt-get|apt|curl .*\|) /;
    expect(strong.filter(({ steps }) => installs.test(shellOf(steps))).map(({ at }) => at)).toEqual([]);
    const checkouts = strong.flatMap(({ steps }) =>
      steps.filter(({ uses }) => text(uses).startsWith('actions/checkout@')),
    );
    expect(checkouts.map((step) => fields(step.with)['sparse-checkout'])).toEqual(['.github', '.github']);
  });

  test('who they are is asked in environment release alone, and secrets are known behind an environment alone', () => {
    const asking = jobs.filter(({ permissions }) => 'id-token' in permissions);
    expect(asking.map(({ at, data }) => [at, data.environment])).toEqual([['release.yml publish', 'release']]);
    const knowing = jobs.filter(({ data }) => JSON.stringify(data).includes('secrets.'));
    const fleet = { name: 'fleet', deployment: false };
    expect(knowing.map(({ at, data }) => [at, data.environment])).toEqual([
      ['release.yml publish', 'release'],
      ['rollout.yml canary', fleet],
      ['rollout.yml waves', fleet],
    ]);
  });

  test('what is published is taken by its digest, and compared before anything else is done with it', () => {
    for (const { steps } of jobs.filter(({ at }) => /publish|release\.yml release/.test(at))) {
      const names = steps.slice(0, 3).map(({ uses, run }) => text(uses ?? run).replace(/@.*/, ''));
      expect(names).toEqual(['actions/checkout', 'actions/download-artifact', '.github/scripts/take-package.sh']);
      expect(fields(steps[2]?.env).DIGEST).toBe('${{ needs.build.outputs.digest }}');
    }
  });

  test('no lock is held while a person is asked to release', () => {
    const [release] = workflows.filter(({ path }) => path.endsWith('/release.yml'));
    expect(release?.content).not.toMatch(/^ *concurrency:/m);
  });
});
