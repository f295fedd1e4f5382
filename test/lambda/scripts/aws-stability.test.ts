import { Account } from '../../../src/rehearse/cloud/account';
import { startCloud, type Cloud } from '../../support/cloud';
import { awsThat } from '../../support/fake-aws';
import { runScript, type Outcome } from '../../support/run-script';
import { stageTools } from '../../support/shared-tools';

const now = '2026-03-10T12:00:00Z';
const seconds = (time: string): number => Date.parse(time) / 1000;
const HOUR = 3600;

/** A stand-in for the script beneath: tells what is prepared, and notes what it was asked. */
function metrics(answers: Record<string, string>): Record<string, string> {
  const cases = Object.entries(answers).map(([words, value]) => `  ${words}) echo ${value} ;;`);
  const text = [
    '#!/usr/bin/env bash',
    'echo "$*" >&2',
    'case "$1 $2" in',
    ...cases,
    '  Invocations*) echo 9 ;;',
    '  *) echo 0 ;;',
    'esac',
    '',
  ];
  return { '.github/scripts/sum-metric.sh': text.join('\n') };
}

function stability(answers: Record<string, string>, env: Record<string, string> = {}): Promise<Outcome> {
  const limits = { HOURS: '24', ERROR_LIMIT: '5', SINCE: String(seconds('2026-03-01T00:00:00Z')) };
  const names = { ALIAS: 'latest-sit', FUNCTIONS: 'Main=main Other=other' };
  const files = metrics(answers);
  return runScript('check-stability', { now, files, env: { ...names, ...limits, ...env } });
}

test.each([
  ['nothing went wrong', {}, 0],
  ['errors stay below the limit', { 'Errors\\ *': '4' }, 0],
  ['errors are exactly at the limit', { 'Errors\\ *': '5' }, 1],
  ['there is one throttle', { 'Throttles\\ main': '1' }, 1],
  ['CloudWatch has no data of errors and throttles', { 'Errors\\ *': 'none', 'Throttles\\ *': 'none' }, 0],
  ['CloudWatch has no data of invocations', { 'Invocations\\ *': 'none' }, 1],
  ['nobody invoked it', { 'Invocations\\ *': '0' }, 1],
  ['only the second function is unused', { 'Invocations\\ other': 'none' }, 1],
  ['only the second function has errors', { 'Errors\\ other': '99' }, 1],
])('Where %s, the exit code tells whether the version may go on.', async (_, answers, code) => {
  const found = await stability(answers);
  expect(found.code).toBe(code);
  if (code === 1) expect(found.output).toContain('::error::');
});

test('Every function that is refused is named, not only the first.', async () => {
  const { output } = await stability({ 'Errors\\ main': '6', 'Throttles\\ other': '2' });
  expect(output).toContain('::error::main had 6 errors in the last 24 h');
  expect(output).toContain('::error::other was throttled 2 times');
});

test('When CloudWatch cannot be asked, the promotion is refused.', async () => {
  const files = { '.github/scripts/sum-metric.sh': '#!/bin/sh\nexit 254\n' };
  const env = { ALIAS: 'a', FUNCTIONS: 'Main=main', HOURS: '1', ERROR_LIMIT: '5', SINCE: '0' };
  expect((await runScript('check-stability', { now, files, env })).code).not.toBe(0);
});

test.each([
  ['an old version, exactly the hours of the table', '2026-03-01T00:00:00Z', seconds(now) - 24 * HOUR],
  ['a version younger than that, since its deployment', '2026-03-10T03:04:05Z', seconds('2026-03-10T03:04:05Z')],
])('Errors and throttles are looked at for %s.', async (_, deployed, start) => {
  const { output } = await stability({}, { SINCE: String(seconds(deployed)) });
  expect(output).toContain(`Errors main latest-sit ${start} ${seconds(now)}\n`);
  expect(output).toContain(`Throttles main latest-sit ${start} ${seconds(now)}\n`);
  expect(output).toContain(`Invocations main latest-sit ${seconds(deployed)} ${seconds(now)}\n`);
});

test('An environment without a stability check asks only whether the version was used.', async () => {
  const { code, output } = await stability({ 'Errors\\ *': '7' }, { HOURS: '0', ERROR_LIMIT: '0' });
  expect(code).toBe(0);
  expect(output).not.toContain('Errors main');
  expect((await stability({ 'Invocations\\ *': 'none' }, { HOURS: '0', ERROR_LIMIT: '0' })).code).toBe(1);
});

describe('A metric in CloudWatch', () => {
  let cloud: Cloud;
  let sit: Account;
  const of = (name: string, alias: string): Record<string, string> => ({
    FunctionName: name,
    Resource: `${name}:${alias}`,
  });

  beforeAll(async () => {
    cloud = await startCloud();
    sit = await Account.of(cloud, '815856636111');
    const put = (value: number, at: string, dimensions: Record<string, string>): Promise<void> =>
      sit.putMetric('Errors', value, at, dimensions);
    await put(1000, '2026-03-10T10:59:59Z', of('main', 'latest-sit'));
    await put(1, '2026-03-10T11:00:00Z', of('main', 'latest-sit'));
    await put(2, '2026-03-10T11:59:59Z', of('main', 'latest-sit'));
    await put(1000, '2026-03-10T12:00:00Z', of('main', 'latest-sit'));
    await put(100, '2026-03-10T11:30:00Z', of('main', '1'));
    await put(100, '2026-03-10T11:30:00Z', of('other', 'latest-sit'));
    await put(100, '2026-03-10T11:30:00Z', { FunctionName: 'main' });
    await put(0, '2026-03-10T11:30:00Z', of('quiet', 'latest-sit'));
    await sit.putMetric('Throttles', 100, '2026-03-10T11:30:00Z', of('main', 'latest-sit'));
  }, 120_000);
  afterAll(() => cloud.stop());

  async function sum(metric: string, name: string): Promise<Outcome> {
    const run = `.github/scripts/sum-metric.sh ${metric} ${name} latest-sit ${seconds(now) - HOUR} ${seconds(now)}`;
    return runScript('sum-metric', { run, programs: (await stageTools()).programs, env: { ...sit.env } });
  }

  test.each([
    ['of the alias, in exactly that time', 'Errors', 'main', '3'],
    ['that is zero', 'Errors', 'quiet', '0'],
    ['that has no data', 'Errors', 'absent', 'none'],
    ['of another kind', 'Throttles', 'main', '100'],
  ])('is summed: one %s.', async (_, metric, name, expected) => {
    expect((await sum(metric, name)).output).toBe(`${expected}\n`);
  });
});

test.each([
  ['an hour', HOUR, 60],
  ['a day', 24 * HOUR, 300],
  ['six days', 6 * 24 * HOUR, 600],
  ['30 days', 30 * 24 * HOUR, 1800],
  ['a year', 365 * 24 * HOUR, 25200],
])(
  '%s is asked for in no more than the 1440 points that CloudWatch gives, at a period that it keeps.',
  async (_, length, period) => {
    const aws = awsThat({ 'cloudwatch get-metric-statistics': '3' });
    const run = `.github/scripts/sum-metric.sh Errors main a ${seconds(now) - length} ${seconds(now)}; cat aws-calls`;
    const { output } = await runScript('sum-metric', { run, programs: { aws } });
    expect(output).toMatch(/^3\n/);
    expect(output).toContain(`--period ${period} `);
    expect(length / period).toBeLessThanOrEqual(1440);
  },
);

test('When CloudWatch refuses to answer, that is no sum.', async () => {
  const aws = awsThat({ cloudwatch: { error: 'An error occurred (Throttling)' } });
  const { code, output } = await runScript('sum-metric', {
    run: '.github/scripts/sum-metric.sh Errors main a 0 60',
    programs: { aws },
  });
  expect(code).not.toBe(0);
  expect(output).not.toContain('none');
});

test.each(['', 'None', '3.5', '-1', 'Infinity'])('What is no number is no sum: "%s".', async (told) => {
  const { code, output } = await runScript('sum-metric', {
    run: 'sum=$(.github/scripts/sum-metric.sh Errors main a 0 60)',
    programs: { aws: `#!/bin/sh\necho '${told}'\n` },
  });
  expect([code, output]).toEqual([1, `::error::CloudWatch told "${told}" for Errors of main, which is no number.\n`]);
});
