/** Locks of a tenant: found, explained, and released only when the run that left them is over. */
import { createHash } from 'node:crypto';
import { addRun } from '../../../src/rehearse/github/runs';
import { awsCalls, awsThat, type Answer } from '../../support/fake-aws';
import { FakeGitHub } from '../../support/github-api';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const PLACE = { STATE_BUCKET: 'state', STATE_KEY: 'tenants/acme/terraform.tfstate', LOCK_TABLE: 'locks' };
const INFO = { ID: 'abc', Operation: 'OperationTypeApply', Who: 'runner@vm', Created: '2026-01-01T10:00:00.5Z' };
const LOCK = { place: 'lock file', id: 'abc', who: 'runner@vm', since: INFO.Created, what: 'OperationTypeApply' };
const NONE = { error: 'An error occurred (NoSuchKey) when calling the GetObject operation' };

function look(file: string, item: Answer, more: Partial<typeof PLACE> = {}): Promise<Outcome> {
  const get = `*s3api*get-object*) ${file} ;;`;
  const aws = awsThat({ 'dynamodb get-item': item }).replace('case "$*" in\n', `case "$*" in\n  ${get}\n`);
  return runScript('look-at-lock', { env: { ...PLACE, ...more }, programs: { aws } });
}
const ABSENT = `echo '${NONE.error}' >&2; exit 254`;
const PRESENT = `echo '${JSON.stringify(INFO)}' > "\${@: -1}"`;

describe('look-at-lock.sh', () => {
  test('tells that nobody holds a lock.', async () => {
    expect((await look(ABSENT, 'None')).outputs).toEqual({ held: 'false', locks: '[]' });
    expect((await look(ABSENT, {}, { LOCK_TABLE: '' })).outputs).toEqual({ held: 'false', locks: '[]' });
  });

  test('finds a lock in the file and in the table.', async () => {
    const { outputs, output } = await look(PRESENT, JSON.stringify(INFO));
    expect(outputs['held']).toBe('true');
    expect(JSON.parse(outputs['locks'] ?? '')).toEqual([LOCK, { ...LOCK, place: 'table' }]);
    expect(output).toContain('Locked in the table since 2026-01-01T10:00:00.5Z by runner@vm');
  });

  test('takes what cannot be read for no free lock.', async () => {
    expect((await look('echo AccessDenied >&2; exit 254', '')).code).toBe(1);
    expect((await look(ABSENT, { error: 'AccessDenied' })).code).not.toBe(0);
  });
});

describe('check-lock-owner.sh', () => {
  const env = { STATE_BUCKET: 'state', RUNS_PREFIX: 'plans/acme/applying/', LOCKS: JSON.stringify([LOCK]) };
  const open = { who: LOCK.who, ended: false };

  async function owner(notes: Readonly<Record<string, object>>, more: object = {}): Promise<Record<string, string>> {
    const Contents = Object.keys(notes).map((run) => ({ Key: `${env.RUNS_PREFIX}${run}` }));
    const cases = Object.entries(notes).map(
      ([run, note]) => `  *get-object*applying/${run}\\ *) echo '${JSON.stringify(note)}' > "\${@: -1}" ;;`,
    );
    const aws = awsThat({ 'list-objects-v2': Contents.length === 0 ? '' : { Contents } });
    const programs = { aws: aws.replace('case "$*" in\n', `case "$*" in\n${cases.join('\n')}\n`) };
    return (await runScript('check-lock-owner', { env: { ...env, ...github.env, ...more }, programs })).outputs;
  }
  const UNKNOWN = { owner: '', alive: 'unknown' };

  test('knows of no run where none has left a note, or only this one.', async () => {
    expect(await owner({})).toEqual(UNKNOWN);
    expect(await owner({ '4711': open, x: open })).toEqual(UNKNOWN);
  });

  test('names the newest run that is over, and one that goes on before it.', async () => {
    addRun(github.repository, { id: 90, path: '.github/workflows/a.yml', status: 'completed', conclusion: 'failure' });
    expect(await owner({ '90': open, '80': open })).toEqual({ owner: '90', alive: 'false' });
    addRun(github.repository, { id: 80, path: '.github/workflows/a.yml', status: 'in_progress' });
    expect(await owner({ '80': open, '90': open })).toEqual({ owner: '80', alive: 'true' });
  });

  test('blames no run that has ended by itself, or was on another machine than one of the locks.', async () => {
    expect(await owner({ '90': { ...open, ended: true } })).toEqual(UNKNOWN);
    expect(await owner({ '90': { ...open, who: 'carol@laptop' } })).toEqual(UNKNOWN);
    const LOCKS = JSON.stringify([LOCK, { ...LOCK, place: 'table', who: 'carol@laptop' }]);
    expect(await owner({ '90': open }, { LOCKS })).toEqual(UNKNOWN);
  });

  test('tells nothing when GitHub does not answer.', async () => {
    github.failures = [{ match: /runs/, status: 403 }];
    expect(await owner({ '90': open })).toEqual({});
  });
});

describe('tell-lock.sh', () => {
  const held = { LOCKS: JSON.stringify([LOCK]), OWNER: '90', ALIVE: 'false', ACTION: 'apply' };
  test.each([
    [{}, 1, 'start this workflow with action release-lock'],
    [{ ALIVE: 'true' }, 1, 'still goes on: wait for https://github.com/acme/shop/actions/runs/90'],
    [{ ALIVE: '', OWNER: '' }, 1, 'ask whoever it names'],
    [{ ACTION: 'release-lock' }, 0, 'so it can be released'],
    [{ ACTION: 'release-lock', ALIVE: 'true' }, 1, 'still goes on'],
    [{ ACTION: 'release-lock', ALIVE: 'unknown' }, 1, 'ask whoever it names'],
    [{ ACTION: 'release-lock', LOCKS: '[]' }, 1, 'Nobody holds a lock'],
  ])('of %j ends with %i and says "%s"', async (env, code, said) => {
    const outcome = await runScript('tell-lock', { env: { ...held, ...env } });
    expect(outcome.code).toBe(code);
    expect(outcome.output).toContain(said);
  });
});

describe('release-lock.sh', () => {
  const both = JSON.stringify([LOCK, { ...LOCK, place: 'table' }]);
  const asked = { ...PLACE, LOCKS: both, SHOWN: both, OWNER: '90', ALIVE: 'false' };
  const STATE = 'state of acme';
  const MD5 = createHash('md5').update(STATE).digest('hex');
  const works = {
    'dynamodb delete-item': '',
    's3api delete-object': '',
    'dynamodb put-item': '',
    'dynamodb get-item': MD5,
  };

  async function release(env: object, answers: Record<string, Answer> = works): Promise<[Outcome, string[]]> {
    const workspace = workspaceWith();
    const written = `case "$*" in\n  *get-object*) printf '${STATE}' > "\${@: -1}" ;;\n`;
    const aws = awsThat(answers);
    const programs = { aws: 'get-object' in answers ? aws : aws.replace('case "$*" in\n', written) };
    const outcome = await runScript('release-lock', { workspace, programs, env: { ...asked, ...env } });
    const words = awsCalls(workspace).flatMap((line) => /(?:dynamodb|s3api) ([\w-]+)/.exec(line)?.[1] ?? []);
    return [outcome, words.filter((word) => !word.startsWith('get-'))];
  }

  test('removes both locks, the one in the table only as it was shown.', async () => {
    const [{ code, summary }, calls] = await release({});
    expect([code, calls]).toEqual([0, ['delete-item', 'delete-object']]);
    expect(summary).toContain('Left by run 90 (lock file: runner@vm since 2026-01-01T10:00:00; table:');
  });

  test.each([
    ['nobody holds one', { LOCKS: '[]' }],
    ['it is another than was shown', { SHOWN: '[]' }],
    ['its run goes on', { ALIVE: 'true' }],
    ['nobody knows its run', { ALIVE: 'unknown', OWNER: '' }],
  ])('touches nothing where %s.', async (_, env) => {
    const [{ code }, calls] = await release(env);
    expect([code, calls]).toEqual([1, []]);
  });

  test('makes good what a run did not get to: the table knows the state that there is.', async () => {
    const [{ code, output }, calls] = await release({}, { ...works, 'dynamodb get-item': 'another' });
    expect([code, calls]).toEqual([0, ['put-item', 'delete-item', 'delete-object']]);
    expect(output).toContain('Run 90 had written the state and died before it noted so in locks.');
  });

  test('releases nothing where the table knows a state that cannot be read.', async () => {
    const [{ code, output }, calls] = await release({}, { ...works, 'get-object': { error: 'NoSuchKey' } });
    expect([code, calls, output]).toEqual([1, [], expect.stringContaining('Restore it from an older version first.')]);
  });

  test('releases the lock of a first deployment, of which there is no state.', async () => {
    const answers = { ...works, 'dynamodb get-item': 'None', 'get-object': { error: 'NoSuchKey' } };
    const [{ code }, calls] = await release({}, answers);
    expect([code, calls]).toEqual([0, ['delete-item', 'delete-object']]);
  });

  test('looks at no digest where there is no table.', async () => {
    const LOCKS = JSON.stringify([LOCK]);
    const [{ code }, calls] = await release({ LOCK_TABLE: '', LOCKS, SHOWN: LOCKS });
    expect([code, calls]).toEqual([0, ['delete-object']]);
  });

  test('leaves the file where the table has another lock by then.', async () => {
    const refused = { ...works, 'dynamodb delete-item': { error: 'ConditionalCheckFailedException' } };
    const [{ code }, calls] = await release({}, refused);
    expect([code, calls]).toEqual([1, ['delete-item']]);
  });
});
