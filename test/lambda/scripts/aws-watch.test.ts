import { awsThat } from '../../support/fake-aws';
import { runScript, type Outcome } from '../../support/run-script';

const event = { '.github/scripts/synthetic-event.json': '{}' };
const names = { ALIAS: 'latest-sit', FUNCTIONS: 'Main=main Other=other' };
const limits = { WATCH_MINUTES: '3', ERROR_LIMIT: '5', THROTTLE_LIMIT: '10' };

/** Numbers by the round of half a minute in which they are asked, which is known by the calls of `sleep`. */
function watch(metric: string, invoke = 'exit 0'): Promise<Outcome> {
  const sum = `#!/usr/bin/env bash\nround=$(wc -l < rounds)\n${metric}\n`;
  const files = {
    '.github/scripts/sum-metric.sh': sum,
    '.github/scripts/invoke-functions.sh': `#!/bin/sh\necho invoked >> invoked\n${invoke}\n`,
    rounds: '',
  };
  const run = '.github/scripts/watch-deployment.sh || code=$?; echo "rounds: $(wc -l < rounds)"; exit "${code:-0}"';
  const programs = {
    sleep: '#!/bin/sh\necho "$1" >> "$GITHUB_WORKSPACE/rounds"\n',
    date: '#!/bin/sh\necho $((1770000000 + 31 * $(wc -l < "$GITHUB_WORKSPACE/rounds")))\n',
  };
  return runScript('watch-deployment', { run, files, programs, env: { ...names, ...limits } });
}

const quiet = 'case $1 in Invocations) echo 4 ;; *) echo 0 ;; esac';

test.each([
  ['all is quiet', quiet, 0, 6],
  ['errors are exactly at the limit', 'case $1 in Throttles) echo 0 ;; *) echo 5 ;; esac', 0, 6],
  ['errors come late', 'if [ "$1" = Errors ] && [ $round -ge 5 ]; then echo 6; else echo 1; fi', 1, 5],
  ['errors are at once above the limit', 'case $1 in Errors) echo 6 ;; *) echo 1 ;; esac', 1, 1],
  ['throttles are exactly at the limit', 'case $1 in Throttles) echo 10 ;; Errors) echo 0 ;; *) echo 4 ;; esac', 0, 6],
  ['throttles are above the limit', 'case $1 in Throttles) echo 11 ;; Errors) echo 0 ;; *) echo 4 ;; esac', 1, 1],
  [
    'only the second function fails',
    'case "$1 $2" in "Errors other") echo 6 ;; Inv*) echo 1 ;; *) echo 0 ;; esac',
    1,
    1,
  ],
  ['metrics come some rounds late', '[ $round -ge 9 ] && echo 1 || echo none', 0, 9],
  ['metrics never come', 'echo none', 1, 16],
  ['metrics of one function never come', 'case "$1 $2" in "Invocations other") echo none ;; *) echo 1 ;; esac', 1, 16],
  ['CloudWatch cannot be asked', 'exit 254', 1, 1],
])('Where %s, the watch ends as it should, after as many rounds as it should.', async (_, metric, code, rounds) => {
  const found = await watch(metric);
  expect(found.code === 0).toBe(code === 0);
  expect(found.output).toContain(`rounds: ${rounds}\n`);
});

test('The time that is watched begins with the deployment and always reaches to the present.', async () => {
  const { output } = await watch(`echo "$*" >&2; ${quiet}`);
  const asked = [...output.matchAll(/Errors main latest-sit (\d+) (\d+)/g)].map(([, from, to]) =>
    [from, to].map(Number),
  );
  const [first] = asked[0] ?? [];
  expect(asked).toHaveLength(6);
  expect(asked.every(([from]) => from === first)).toBe(true);
  expect(asked.every(([from = 0, to = 0], i) => to - from >= 60 + (i + 1) * 30)).toBe(true);
});

test('What was invoked at the end of the time must be seen: until then the metrics do not cover it.', async () => {
  // CloudWatch is three rounds late, so what it shows at first is the invocation at the beginning.
  const late = 'began=$(cat began 2> /dev/null || echo "$4" | tee began)';
  const until = '[ "$1 $4" = "Invocations $began" ] || [ $round -ge 9 ] && echo 1 || echo none';
  const { code, output } = await watch(`${late}\n${until}\n`);
  expect([code, output]).toEqual([0, expect.stringContaining('rounds: 9\n')]);
  const never = '[ "$1 $4" != "Invocations $began" ] && [ "$1" = Invocations ] && echo none || echo 0$((round < 6))';
  const lost = await watch(`${late}\n${never}\n`);
  expect([lost.code, lost.output]).toEqual([1, expect.stringContaining('at the end of the watch')]);
});

test('An invocation counts that CloudWatch has some seconds earlier than this machine made it.', async () => {
  // The last invocation is at 1770000000 + 6 * 31.
  const early = '[ "$1" != Invocations ] && echo 0 || { [ "$4" -le 1770000176 ] && echo 1 || echo none; }';
  const { code, output } = await watch(early);
  expect([code, output]).toEqual([0, expect.stringContaining('rounds: 6\n')]);
});

test('A function that fails at the end of the time fails the watch.', async () => {
  const { code, output } = await watch(quiet, '[ "$(wc -l < invoked)" -lt 2 ]');
  expect([code, output]).toEqual([1, expect.stringContaining('rounds: 6\n')]);
});

test('A function that fails the synthetic event ends the watch before it waits.', async () => {
  const { code, output } = await watch(quiet, 'exit 1');
  expect(code).toBe(1);
  expect(output).toContain('rounds: 0\n');
});

test.each([
  ['answers', { StatusCode: 200, ExecutedVersion: '3' }, 0],
  ['fails', { StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '3' }, 1],
  ['does not end with status 200', { StatusCode: 202 }, 1],
  ['cannot be invoked', { error: 'An error occurred (TooManyRequestsException)' }, 1],
])('A function that %s passes or fails the synthetic event.', async (_, answer, code) => {
  const aws = awsThat({ 'lambda invoke': answer });
  const found = await runScript('invoke-functions', { files: event, env: names, programs: { aws } });
  expect(found.code === 0).toBe(code === 0);
});

test.each([
  ['the account of the table', '093646564004', 0],
  ['another account', '536580886816', 1],
  ['an account whose zero got lost', '93646564004', 1],
])('Credentials of %s are taken or refused.', async (_, account, code) => {
  const aws = awsThat({ 'sts get-caller-identity': account });
  const found = await runScript('check-account', { env: { ACCOUNT: '093646564004' }, programs: { aws } });
  expect(found.code).toBe(code);
  if (code === 1)
    expect(found.output).toContain(`belong to account ${account}, this environment is account 093646564004`);
});

test('Credentials that nobody knows are refused.', async () => {
  const aws = awsThat({ sts: { error: 'An error occurred (ExpiredToken)' } });
  expect((await runScript('check-account', { env: { ACCOUNT: '093646564004' }, programs: { aws } })).code).not.toBe(0);
});
