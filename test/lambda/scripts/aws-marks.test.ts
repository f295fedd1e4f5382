import { Account } from '../../../src/rehearse/cloud/account';
import type { StageTools } from '../../../src/rehearse/tools/stage-tools';
import { zipOf } from '../../support/artifact';
import { startCloud, type Cloud } from '../../support/cloud';
import { awsCalls, awsThat } from '../../support/fake-aws';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';
import { stageTools } from '../../support/shared-tools';

const FUNCTIONS = 'Main=main Other=other';
const digest = (n: number): string => `${n}`.repeat(64);
const version = (n: number): string => `v${n}-1a2b3c4-${digest(n).slice(0, 12)}`;
let cloud: Cloud;
let dev: Account;
let programs: StageTools['programs'];

beforeAll(async () => {
  cloud = await startCloud();
  ({ programs } = await stageTools());
  dev = await Account.of(cloud, '536580886816');
  for (const name of ['main', 'other']) {
    await dev.createFunction(name, zipOf('return 1'));
    await dev.publish(name);
  }
}, 120_000);
afterAll(() => cloud.stop());

/** Run that deployed a version last, as the stack says it. */
const runs = new Map<string, string>();

/** What a deployment by that run does at its end. */
function mark(n: number, previous: string, run: number, points = 'main=1', account = dev): Promise<Outcome> {
  runs.set(version(n), String(run));
  const env = { POINTS: points, VERSION: version(n), DIGEST: digest(n), PREVIOUS: previous };
  return runScript('mark-release', {
    env: { ...account.env, ...env },
    runner: { GITHUB_RUN_ID: String(run) },
    programs,
  });
}

function find(RUNNING: string, TARGET = '', account = dev): Promise<Outcome> {
  return runScript('find-rollback-target', {
    env: { ...account.env, FUNCTIONS, RUNNING, TARGET, RUN_ID: runs.get(RUNNING) ?? '99' },
    programs,
  });
}

test('The same code under another version is no way back: what ran before it is.', async () => {
  await dev.createFunction('again', zipOf('return 1'));
  await dev.publish('again');
  const same = 'v6-1a2b3c4-444444444444';
  await mark(3, 'none', 31, 'again=1');
  await mark(4, version(3), 32, 'again=1');
  const env = { POINTS: 'again=1', VERSION: same, DIGEST: digest(4), PREVIOUS: version(4) };
  const runner = { GITHUB_RUN_ID: '33' };
  await runScript('mark-release', { env: { ...dev.env, ...env }, runner, programs });
  const marks = (await dev.aliases('again')).map(({ Name, Description }) => `${Name} ${Description}`);
  expect(marks).toContain(`${same} digest=${digest(4)} run=33 previous=${version(3)}`);
});

describe('Three versions that ran one after the other', () => {
  beforeAll(async () => {
    await mark(1, 'none', 11, 'main=1 other=1');
    await mark(2, version(1), 12);
    await mark(3, version(2), 13);
    await dev.createAlias('main', 'v7-1a2b3c4-777777777777', '1', 'made by hand');
  }, 60_000);

  test('are marked in every function, with digest, run and what ran before.', async () => {
    expect(await dev.aliases('other')).toMatchObject([
      { Name: version(1), FunctionVersion: '1', Description: `digest=${digest(1)} run=11 previous=none` },
    ]);
    const marks = (await dev.aliases('main')).map(({ Description }) => Description);
    expect(marks).toContain(`digest=${digest(3)} run=13 previous=${version(2)}`);
  });

  test('are listed with the one that was verified last at the end, and without what people made.', async () => {
    const run = '.github/scripts/list-marks.sh main';
    const { output } = await runScript('list-marks', { env: { ...dev.env }, run, programs });
    const seen: unknown = JSON.parse(output);
    expect(seen).toMatchObject([{ run: '11' }, { run: '12' }, { version: version(3), digest: digest(3), run: '13' }]);
  });

  test('lead back from the last to the second, by its digest.', async () => {
    expect((await find(version(3))).outputs).toEqual({ version: version(2), digest: digest(2) });
  });

  test('lead back to the one that a person names, however old.', async () => {
    expect((await find(version(3), version(1))).outputs).toEqual({ version: version(1), digest: digest(1) });
  });

  test('lead from a version that failed, and so has no mark, to the last that passed.', async () => {
    expect((await find(version(9))).outputs).toMatchObject({ version: version(3) });
  });

  test.each([
    ['never ran here', version(9), 'never ran and passed in this environment'],
    ['has a mark that no deployment made', 'v7-1a2b3c4-777777777777', 'never ran and passed in this environment'],
    ['runs already', version(3), 'runs already'],
  ])('are listed where a person names a version that %s.', async (_, target, hint) => {
    const { code, output } = await find(version(3), target);
    expect(code).toBe(1);
    expect(output).toContain(hint);
    expect(output).toContain(`Versions that ran here and passed: ${version(2)}, ${version(1)}.`);
  });

  test('are no target in an environment where they never ran.', async () => {
    const sit = await Account.of(cloud, '815856636111');
    await sit.createFunction('main', zipOf('return 1'));
    const { code, output } = await find(version(3), version(1), sit);
    expect(code).toBe(1);
    expect(output).toContain('Versions that ran here and passed: none.');
  });

  test('are gone back one by one: going back twice goes back two versions, and then there is no more.', async () => {
    await mark(2, version(3), 14);
    expect((await find(version(2))).outputs).toMatchObject({ version: version(1) });
    await mark(1, version(2), 15);
    const { code, output } = await find(version(1));
    expect(code).toBe(1);
    expect(output).toContain(`Nothing ran here before ${version(1)}.`);
  });
});

test('A first deployment that passes only when it is tried again is not its own predecessor.', async () => {
  const prod = await Account.of(cloud, '093646564004');
  await prod.createFunction('main', zipOf('return 1'));
  await prod.publish('main');
  expect((await mark(5, version(5), 21, 'main=1', prod)).code).toBe(0);
  expect((await find(version(5), '', prod)).output).toContain(`Nothing ran here before ${version(5)}.`);
});

describe('A deployment that broke off before its version was verified', () => {
  test('leads back to the last that was, when the same version is tried again, or another one.', async () => {
    await mark(5, version(5), 21);
    expect((await find(version(5))).outputs).toMatchObject({ version: version(1) });
    await mark(6, version(8), 22);
    expect((await find(version(6))).outputs).toMatchObject({ version: version(5) });
  });

  test('of a version that ran before can be finished by its name, and nobody goes back one too far.', async () => {
    runs.set(version(2), '23');
    const { code, output } = await find(version(2));
    expect(code).toBe(1);
    expect(output).toContain(`Run 23 brought ${version(2)} back and did not finish`);
    expect((await find(version(2), version(2))).outputs).toEqual({ version: version(2), digest: digest(2) });
  });
});

test('What runs before a rollback is remembered, and a second attempt keeps what the first one saw.', async () => {
  const remember = (): Promise<Outcome> =>
    runScript('checkpoint-alias', { env: { ...dev.env, POINTS: 'main=1 other=1' }, programs });
  expect((await remember()).code).toBe(0);
  expect(await dev.pointOf('other', 'rollback-checkpoint-4711')).toBe('1');
  await dev.updateCode('main', zipOf('return 2'));
  await dev.moveAlias('main', 'rollback-checkpoint-4711', await dev.publish('main'));
  expect((await remember()).code).toBe(0);
  expect(await dev.pointOf('main', 'rollback-checkpoint-4711')).toBe('2');
});

test('A checkpoint that cannot be made stops the rollback.', async () => {
  const programs = { aws: awsThat({ lambda: { error: 'An error occurred (AccessDeniedException)' } }) };
  const { code } = await runScript('checkpoint-alias', { env: { POINTS: 'main=1' }, programs });
  expect(code).not.toBe(0);
});

test('The record of a deployment is an item of text fields, whatever a person typed.', async () => {
  const programs = { aws: awsThat({ 'dynamodb put-item': '' }) };
  const workspace = workspaceWith();
  const env = {
    TABLE: 'bbws',
    ENVIRONMENT: 'prod',
    ACTION: 'rollback',
    VERSION: 'v2',
    PREVIOUS: 'v3',
    REASON: `it's "down"`,
  };
  const { code } = await runScript('put-record', { workspace, env, programs, now: '2026-01-02T03:04:05Z' });
  expect(code).toBe(0);
  const call = awsCalls(workspace).join('\n');
  expect(call).toMatch(/^dynamodb put-item --table-name bbws --item /);
  expect(JSON.parse(call.slice(call.indexOf('{')))).toEqual({
    deployment_id: { S: 'rollback-4711-1' },
    timestamp: { S: '2026-01-02T03:04:05Z' },
    environment: { S: 'prod' },
    action: { S: 'rollback' },
    from_version: { S: 'v3' },
    to_version: { S: 'v2' },
    actor: { S: 'alice' },
    reason: { S: `it's "down"` },
  });
});
