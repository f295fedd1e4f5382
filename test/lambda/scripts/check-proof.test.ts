import { addRun, type RunOptions } from '../../../src/rehearse/github/runs';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const VERSION = 'v12-1a2b3c4-0123456789ab';
const OTHER = 'v11-9f8e7d6-ba9876543210';
const NOW = '2026-09-22T12:00:00Z';
const at = (time: string): string => String(Date.parse(time) / 1000);

const run = {
  id: 900,
  path: '.github/workflows/promote-to-sit.yml',
  branch: 'main',
  headRepository: 'acme/shop',
  event: 'workflow_dispatch',
  status: 'completed',
  conclusion: 'success',
};
const address = 'https://github.com/acme/shop/actions/runs/900';
const asked = {
  VERSION,
  REQUESTED: '',
  RUN_ID: '900',
  WORKFLOWS: 'promote-to-sit.yml rollback.yml',
  SINCE: at('2026-09-21T11:30:00Z'),
  SOAK_HOURS: '24',
};

function check(runs: readonly RunOptions[], env: Partial<typeof asked> = {}): Promise<Outcome> {
  for (const each of runs) addRun(github.repository, each);
  return runScript('check-proof', { env: { ...github.env, ...asked, ...env }, now: NOW });
}

describe('proven', () => {
  test.each([
    ['by the promotion', {}, {}],
    ['by a rollback', { path: '.github/workflows/rollback.yml' }, {}],
    [
      'by a push',
      { path: '.github/workflows/deploy-dev.yml', event: 'push' },
      { WORKFLOWS: 'deploy-dev.yml rollback.yml' },
    ],
    ['when the path names a branch', { path: '.github/workflows/promote-to-sit.yml@main' }, {}],
    ['when the path names a whole ref', { path: '.github/workflows/promote-to-sit.yml@refs/heads/main' }, {}],
    ['when a person asked for just that', {}, { REQUESTED: VERSION }],
    ['after exactly the time that is asked', {}, { SINCE: at('2026-09-21T12:00:00Z') }],
    ['at once where no time is asked', {}, { SINCE: at(NOW), SOAK_HOURS: '0' }],
  ])('%s', async (_, more, env) => {
    const { code, output } = await check([{ ...run, ...more }], env);
    expect(output).toMatch(new RegExp(`^${VERSION} was deployed by ${address} and runs for (24|0) h\\.\n$`));
    expect(code).toBe(0);
  });
});

describe('not proven', () => {
  test.each([
    [
      'by another workflow',
      { path: '.github/workflows/evil.yml' },
      'Run 900 is of evil.yml; only promote-to-sit.yml rollback.yml can prove',
    ],
    ['by a workflow whose name only ends so', { path: '.github/workflows/not-rollback.yml' }, 'is of not-rollback.yml'],
    [
      'by a file of that name that is no workflow of the repository',
      { path: 'dynamic/rollback.yml' },
      'is of dynamic/rollback.yml',
    ],
    ['by no workflow', { path: '' }, 'Run 900 is of'],
    ['on another branch', { branch: 'feature' }, 'Run 900 was on feature, not on main'],
    ['on no branch', { branch: null }, 'Run 900 was on'],
    ['in a fork', { headRepository: 'mallory/shop' }, 'Run 900 belongs to mallory/shop: a fork proves nothing'],
    ['in a repository that is gone', { headRepository: null }, 'Run 900 belongs to'],
    ['by a pull request', { event: 'pull_request' }, 'Run 900 was started by pull_request'],
    ['by a pull request of anybody', { event: 'pull_request_target' }, 'was started by pull_request_target'],
    ['by a clock', { event: 'schedule' }, 'was started by schedule'],
    ['by a failed run', { conclusion: 'failure' }, `Run 900, which deployed ${VERSION}, ended "failure"`],
    ['by a cancelled run', { conclusion: 'cancelled' }, 'ended "cancelled"'],
    ['by a run that still goes on', { status: 'in_progress', conclusion: null }, 'ended ""'],
  ])('%s', async (_, more, message) => {
    const { code, output } = await check([{ ...run, ...more }]);
    expect([code, output]).toEqual([1, expect.stringContaining(`::error::`)]);
    expect(output).toContain(message);
  });

  test('when a person asked for another version than the one that runs', async () => {
    const { code, output } = await check([run], { REQUESTED: OTHER });
    expect([code, output]).toEqual([1, expect.stringContaining(`You asked for ${OTHER}, but ${VERSION} runs there`)]);
    expect(github.calls).toEqual([]);
  });

  test.each([[''], ['none'], ['900/attempts/1'], ['900\n901'], ['../../../user']])('by run "%s"', async (RUN_ID) => {
    const { code, output } = await check([run], { RUN_ID });
    expect([code, output]).toEqual([1, expect.stringContaining(`${VERSION} names no run that deployed it`)]);
    expect(github.calls).toEqual([]);
  });

  test('by a run that the repository does not know', async () => {
    const { code, output } = await check([]);
    expect([code, output]).toEqual([
      1,
      expect.stringContaining('Run 900, which deployed v12-1a2b3c4-0123456789ab, is not in the history of acme/shop'),
    ]);
  });

  test('when GitHub does not let the job look, and says so', async () => {
    github.failures = [{ match: /runs/, status: 403, body: '{"message":"Resource not accessible"}' }];
    const { code, output } = await check([run]);
    expect([code, output]).toEqual([1, expect.stringContaining('Resource not accessible')]);
    expect(output).not.toContain('is not in the history');
  });

  test.each([['{}'], ['[]'], ['null'], ['<html>'], ['']])('by an answer of "%s"', async (body) => {
    github.failures = [{ match: /runs/, status: 200, body }];
    const { code, output } = await check([]);
    expect([code, output]).toEqual([1, expect.stringContaining('::error::')]);
  });
});

describe('too fresh', () => {
  test.each([
    ['a second too early', '2026-09-21T12:00:01Z', 23, '2026-09-22 12:00'],
    ['deployed just now', NOW, 0, '2026-09-23 12:00'],
  ])('%s is refused with the time from which it may go on', async (_, since, hours, after) => {
    const { code, output } = await check([run], { SINCE: at(since) });
    expect(code).toBe(1);
    expect(output).toContain(
      `::error::${VERSION} runs for ${hours} h; 24 h are asked. Start again after ${after} UTC.`,
    );
  });

  test.each([
    ['no time', { SINCE: '' }],
    ['the beginning of all time', { SINCE: '0' }],
    ['a word', { SINCE: 'yesterday' }],
    ['an expression', { SINCE: '1-1' }],
    ['a command in an expression', { SINCE: 'a[$(touch pwned)]' }],
    ['a time that is still to come', { SINCE: at('2026-09-23T12:00:00Z') }],
    ['no hours to wait', { SOAK_HOURS: '' }],
    ['hours to wait that are no number', { SOAK_HOURS: 'day' }],
  ])('%s is refused', async (_, env) => {
    const { code, output } = await check([run], env);
    expect([code, output]).toEqual([1, expect.stringContaining('::error::')]);
  });
});
