/** What is left of a destroyed tenant, and who it keeps from making it again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCommit, commitOf } from '../../../src/rehearse/github/commits';
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

const OF = { TENANT: 'acme', ENVIRONMENT: 'sit' };
const DECIDED = { APPROVERS: 'bob', REASON: 'They | left', TICKET: 'OPS-1' };
const BUCKET = { STATE_BUCKET: 'state', ARCHIVE: 'destroyed/acme/4711/', KMS_KEY: '' };
const FILE = 'tenants/acme/sit.tfvars';

describe('archive-state.sh', () => {
  const EMPTY = { 'head-object': { ETag: '"e"' }, 'copy-object': '', 'delete-item': '', 'delete-object': '' };
  const run = async (
    answers: Readonly<Record<string, Answer>>,
    state = '{}',
    LOCK_TABLE = 'locks',
  ): Promise<Outcome & { calls: string[] }> => {
    const workspace = workspaceWith();
    const env = { ...BUCKET, FOLDER: 'tenants/acme', STATE_KEY: 'acme.tfstate', LOCK_TABLE };
    const programs = { aws: awsThat(answers), terraform: `#!/bin/sh\necho '${state}'\n` };
    return { ...(await runScript('archive-state', { workspace, env, programs })), calls: awsCalls(workspace) };
  };

  test('copies, removes the digest, then deletes, each only what was looked at.', async () => {
    const { code, calls } = await run(EMPTY, '{"resources": [{"mode": "data", "type": "a", "name": "b"}]}');
    expect([code, calls.map((call) => call.split(' ')[1])]).toEqual([
      0,
      ['head-object', 'copy-object', 'delete-item', 'delete-object'],
    ]);
    expect(calls[1]).toContain('--copy-source-if-match "e"');
    expect(calls[2]).toContain('"state/acme.tfstate-md5"');
    expect(calls[3]).toContain('--if-match "e"');
    expect((await run(EMPTY, '{}', '')).calls).toHaveLength(3);
  });

  test('has nothing to do where the run before came as far, and keeps what still has resources.', async () => {
    expect(
      (await run({ 'head-object': { error: '(404) when calling the HeadObject operation: Not Found' } })).code,
    ).toBe(0);
    expect((await run({ 'head-object': { error: 'AccessDenied' } })).code).toBe(1);
    const left = '{"resources": [{"mode": "managed", "module": "module.a", "type": "db", "name": "main"}]}';
    const { code, output, calls } = await run(EMPTY, left);
    expect([code, calls.length, output]).toEqual([1, 1, expect.stringContaining('in the state: module.a.db.main.')]);
  });

  test.each(['copy-object', 'delete-object'])('stops where somebody wrote it before %s.', async (call) => {
    const { code, output } = await run({ ...EMPTY, [call]: { error: 'PreconditionFailed' } });
    expect([code, output]).toEqual([1, expect.stringContaining('Somebody else changed the state')]);
  });
});

test('mark-destroyed.sh: the second mark keeps the time of the first, and says what was backed up.', async () => {
  const aws =
    '#!/usr/bin/env bash\ncp "$RUNNER_TEMP/marker.json" "$GITHUB_WORKSPACE/marker-$STATUS"\necho "$*" >> calls\n';
  const workspace = workspaceWith({ 'tenants/acme/terraform.tfvars': '' });
  const env = { ...OF, ...DECIDED, ...BUCKET, FOLDER: 'tenants/acme', MARKER_KEY: 'destroyed/acme.json' };
  const run = `echo 'a.sh: snapshot' > "$RUNNER_TEMP/backups"; STATUS=destroying .github/scripts/mark-destroyed.sh
sleep 1.1; KMS_KEY=alias/k STATUS=destroyed .github/scripts/mark-destroyed.sh`;
  const programs = { aws, sleep: '#!/bin/sh\nexec /bin/sleep "$@"\n' };
  expect((await runScript('mark-destroyed', { workspace, env, programs, run })).code).toBe(0);
  const [first, second] = ['destroying', 'destroyed'].map((status): Record<string, unknown> =>
    JSON.parse(readFileSync(join(workspace, `marker-${status}`), 'utf8')),
  );
  expect(second).toEqual({ ...first, status: 'destroyed' });
  expect(first).toMatchObject({ status: 'destroying', run: 4711, backups: ['a.sh: snapshot'], approvers: ['bob'] });
  expect(first?.['file']).toBe('tenants/acme/terraform.tfvars');
  expect(readFileSync(join(workspace, 'calls'), 'utf8')).toMatch(
    /destroyed\/acme\.json .*\n.*--ssekms-key-id alias\/k/,
  );
});

describe('check-destroyed.sh', () => {
  const MARK = { status: 'destroyed', ticket: 'OPS-1', run: 100, file: FILE, at: '2020-01-01T00:00:00Z' };
  const check = (mark: unknown, more: object = {}): Promise<Outcome> => {
    const get = `  *get-object*) echo '${typeof mark === 'string' ? mark : JSON.stringify(mark)}' > "\${@: -1}" ;;`;
    const none = awsThat({ 'get-object': { error: 'NoSuchKey' } });
    const aws = mark === undefined ? none : none.replace('case "$*" in\n', `case "$*" in\n${get}\n`);
    const env = {
      ...github.env,
      STATE_BUCKET: 'state',
      MARKER_KEY: 'destroyed/acme.json',
      ACTION: 'apply',
      NEWEST: '',
    };
    const runner = { GITHUB_SHA: commitOf(github.repository, 'main')?.sha ?? '' };
    return runScript('check-destroyed', { env: { ...env, ...more }, runner, programs: { aws } });
  };
  beforeEach(() => addCommit(github.repository, { files: { [FILE]: 'a = 1' } }));

  test('lets a tenant go on that nobody destroyed, or that was deployed since.', async () => {
    expect((await check(undefined)).code).toBe(0);
    expect((await check(MARK, { NEWEST: '101' })).code).toBe(0);
  });

  test('refuses an apply, and tells a plan, while its values are still on main, also changed ones.', async () => {
    addCommit(github.repository, { files: { [FILE]: 'a = 2' } });
    const { code, output } = await check(MARK, { NEWEST: '99' });
    expect([code, output]).toEqual([1, expect.stringMatching(/^::error::Run 100 .*OPS-1\. .*merge the pull request/m)]);
    expect(await check(MARK, { ACTION: 'plan' })).toMatchObject({
      code: 0,
      output: expect.stringContaining('::warning'),
    });
  });

  test('lets it go on once they were taken out and brought back.', async () => {
    addCommit(github.repository, { files: { [FILE]: null } });
    addCommit(github.repository, { files: { [FILE]: 'a = 1' } });
    expect(await check(MARK)).toMatchObject({
      code: 0,
      output: expect.stringContaining('who brought it back means it'),
    });
  });

  test.each<[string, unknown]>([
    ['is no JSON', 'gone'],
    ['names no run', { status: 'destroyed' }],
    ['names a run that is no number', { ...MARK, run: 'the last' }],
  ])('takes a mark that %s for no permission.', async (_, mark) => {
    const { code, output } = await check(mark, { NEWEST: '101' });
    expect([code, output]).toEqual([1, expect.stringMatching(/^::error::s3:.*destroyed\/acme\.json .* restore/m)]);
  });

  test('takes what cannot be read for no permission.', async () => {
    expect((await check(MARK, { GITHUB_API_URL: 'http://127.0.0.1:9' })).code).not.toBe(0);
  });
});
