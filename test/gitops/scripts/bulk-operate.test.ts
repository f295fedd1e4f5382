/** What is done to one tenant of many. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addRun } from '../../../src/rehearse/github/runs';
import { awsCalls, awsThat, type Answer } from '../../support/fake-aws';
import { FakeGitHub } from '../../support/github-api';
import { put, runScript, workspaceWith, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const PLACES = {
  ...{ ENVIRONMENT: 'sit', TENANTS: 'tenants', REGION: 'r', STATE_BUCKET: 'state', LOCK_TABLE: 'locks', KMS_KEY: '' },
  ...{
    STATE_KEY: 'tenants/{tenant}/s',
    PLANS_PREFIX: 'plans/',
    CLUSTER: 'c',
    SERVICE: '{tenant}-s',
    TARGET_GROUP: 't',
  },
  ...{ STATEFUL: 'terraform_data', TENANT_FIELD: 'tenant_name', ENVIRONMENT_FIELD: 'environment' },
};
const ABSENT = { error: 'An error occurred (NoSuchKey) when calling the GetObject operation' };
const LOCK = { ID: 'abc', Operation: 'OperationTypeApply', Who: 'runner@vm', Created: '2026-01-01T10:00:00.5Z' };
const HELD = JSON.stringify(LOCK);
const FREE: Readonly<Record<string, Answer>> = { 'get-object': ABSENT, 'get-item': 'None' };
const OPEN_NOTE = `echo '{"who": "runner@vm", "ended": false}' > "\${@: -1}"`;

const script = (text: string): string => `#!/usr/bin/env bash\n${text}\n`;
const SAYS = (name: string): string =>
  script(`echo "${name} $TENANT $OPERATION \${STATE_KEY:-} \${SERVICE:-}" >> "$GITHUB_WORKSPACE/done"`);

const markedBy = (mark: object): string => `  *destroyed/acme.json*) echo '${JSON.stringify(mark)}' > "\${@: -1}" ;;\n`;

interface Operated extends Outcome {
  readonly told: string;
  readonly done: string;
  readonly calls: string[];
}

/** `note`: whether run 90 has left an open note that it applies the tenant; `mark`: what its destruction has left. */
async function operate(OPERATION: string, answers = FREE, note = false, mark?: object): Promise<Operated> {
  const temp = workspaceWith();
  const stubs = ['operate-terraform', 'verify-tenant', 'restart-service', 'release-lock'];
  const files = Object.fromEntries(stubs.map((name) => [`.github/scripts/${name}.sh`, SAYS(name)]));
  const workspace = workspaceWith();
  const listed = { 'list-objects-v2': note ? { Contents: [{ Key: 'plans/acme/applying/90' }] } : '' };
  const aws = awsThat({ ...listed, ...answers }).replace(
    'case "$*" in\n',
    `case "$*" in\n  *applying/90*) ${OPEN_NOTE} ;;\n${mark === undefined ? '' : markedBy(mark)}`,
  );
  const env = { ...PLACES, ...github.env, TENANT: 'acme', OPERATION, BULK: join(temp, 'bulk') };
  const outcome = await runScript('operate-tenant', {
    workspace,
    files,
    runner: { RUNNER_TEMP: temp },
    env,
    programs: { aws },
  });
  const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');
  return {
    ...outcome,
    told: read(join(temp, 'told')),
    done: read(join(workspace, 'done')),
    calls: awsCalls(workspace),
  };
}

describe('operate-tenant.sh', () => {
  test('gives plan and apply to Terraform, with what belongs to the tenant.', async () => {
    expect(await operate('apply')).toMatchObject({
      code: 0,
      done: 'operate-terraform acme apply tenants/acme/s acme-s',
    });
    expect(await operate('plan')).toMatchObject({ code: 0, done: 'operate-terraform acme plan tenants/acme/s acme-s' });
  });

  test('restarts a service and waits until it serves.', async () => {
    const { code, done, told } = await operate('restart-service');
    expect([code, told]).toEqual([0, 'Restarted, and it serves.']);
    expect(done.split('\n').map((line) => line.split(' ')[0])).toEqual(['restart-service', 'verify-tenant']);
  });

  test('leaves one alone that was destroyed, or half so, whatever is asked.', async () => {
    const gone = { ...FREE, 'head-object': { error: 'An error occurred (404)' } };
    for (const operation of ['plan', 'apply', 'restart-service', 'release-lock'])
      for (const [status, answers] of [
        ['destroyed', gone],
        ['destroying', { ...FREE, 'head-object': '' }],
      ] as const) {
        const { code, done, told } = await operate(operation, answers, false, { status });
        expect([code, done, told]).toEqual([3, '', 'It was destroyed; its values are still on main.']);
      }
  });

  test('takes one that was made again after its destruction: the mark stays, and it has a state.', async () => {
    const answers = { ...FREE, 'head-object': '' };
    const { code, done } = await operate('plan', answers, false, { status: 'destroyed' });
    expect([code, done]).toEqual([0, 'operate-terraform acme plan tenants/acme/s acme-s']);
  });

  test('fails where it cannot be known whether one was destroyed, or locked.', async () => {
    const denied = { error: 'AccessDenied' };
    expect(await operate('apply', { ...FREE, 'get-object': denied })).toMatchObject({ code: 1, done: '' });
    expect((await operate('apply', { ...FREE, 'get-item': denied })).done).toBe('');
  });

  test.each([
    [
      'is over',
      'completed',
      true,
      'Locked by runner@vm since 2026-01-01T10:00:00: run 90, which is over; release-lock removes it.',
    ],
    ['goes on', 'in_progress', true, 'Locked by runner@vm since 2026-01-01T10:00:00: run 90, which still goes on.'],
    [
      'nobody knows',
      'completed',
      false,
      'Locked by runner@vm since 2026-01-01T10:00:00, which is no known run: ask them.',
    ],
  ] as const)('touches nothing that is locked by a run that %s.', async (_, status, note, told) => {
    addRun(github.repository, {
      id: 90,
      path: '.github/workflows/a.yml',
      status,
      ...(status === 'completed' && { conclusion: 'failure' }),
    });
    for (const operation of ['plan', 'apply', 'restart-service'])
      expect(await operate(operation, { ...FREE, 'get-item': HELD }, note)).toMatchObject({ code: 4, done: '', told });
    const release = await operate('release-lock', { ...FREE, 'get-item': HELD }, note);
    const free = status === 'completed' && note;
    expect(release.code).toBe(free ? 0 : 4);
    expect(release.told).toBe(free ? 'Released what run 90 had left.' : told);
    expect(release.done.startsWith('release-lock')).toBe(free);
  });

  test('has nothing to release where nobody holds a lock.', async () => {
    expect(await operate('release-lock')).toMatchObject({ code: 3, done: '', told: 'Nobody holds a lock.' });
  });
});

test('restart-service.sh starts the tasks of one service anew.', async () => {
  const workspace = workspaceWith();
  const programs = { aws: awsThat({ 'ecs update-service': '2' }) };
  const { code, output } = await runScript('restart-service', {
    workspace,
    programs,
    env: { CLUSTER: 'c', SERVICE: 's' },
  });
  expect([code, output]).toEqual([0, 's starts 2 tasks anew.\n']);
  expect(awsCalls(workspace)[0]).toContain('--cluster c --service s --force-new-deployment');
});

test('take-tenant.sh keeps the log and removes the plan, which holds values.', async () => {
  const bulk = workspaceWith();
  const operated = script(
    'echo log; touch "$RUNNER_TEMP/tfplan" "$RUNNER_TEMP/plan.json"; mkdir "tenants/$TENANT/.terraform"; exit 7',
  );
  const files = { '.github/scripts/operate-tenant.sh': operated, 'tenants/acme/main.tf': '' };
  const workspace = workspaceWith();
  const env = { ...PLACES, GH_TOKEN: 'x', OPERATION: 'apply', BULK: bulk, END: '99999999999' };
  const run = '.github/scripts/take-tenant.sh acme';
  expect((await runScript('take-tenant', { workspace, run, files, env })).code).toBe(0);
  const place = join(bulk, 'tenants', 'acme');
  expect(JSON.parse(readFileSync(join(place, 'result.json'), 'utf8'))).toMatchObject({
    result: 'failed',
    told: 'The log says why.',
  });
  expect(readFileSync(join(place, 'log'), 'utf8')).toBe('log\n');
  const gone = [join(place, 'tfplan'), join(place, 'plan.json'), join(workspace, 'tenants', 'acme', '.terraform')];
  expect(gone.filter((path) => existsSync(path))).toEqual([]);
});

describe('operate-terraform.sh', () => {
  const FACTS = { replace: [], delete: [], update: ['a'], create: [], stateful: [] };

  async function terraform(
    OPERATION: string,
    { errors = '', stateful = '', changes = 'true' } = {},
  ): Promise<Operated> {
    const temp = workspaceWith();
    const workspace = workspaceWith();
    put(temp, { 'facts.json': JSON.stringify({ ...FACTS, stateful: stateful === '' ? [] : [stateful] }) });
    const done = (name: string, more = ''): [string, string] => [
      `.github/scripts/${name}.sh`,
      script(`echo ${name} >> "$GITHUB_WORKSPACE/done"\n${more}`),
    ];
    const files = Object.fromEntries([
      done('tenant-errors', `printf '%s' '${errors}'`),
      ...['init', 'plan-facts', 'summarize-plan', 'verify-tenant', 'newest-tag'].map((name) => done(name)),
      done('find-tenant', 'echo exists=true >> "$GITHUB_OUTPUT"'),
      done('make-plan', `echo changes=${changes} >> "$GITHUB_OUTPUT"`),
      done(
        'check-plan-safety',
        `[ "$ACTION $SEEN $EXISTS $PRODUCTION" = "${OPERATION}  true false" ] && ${stateful === ''}`,
      ),
      done('apply-plan'),
    ]);
    const env = {
      ...PLACES,
      GH_TOKEN: 'x',
      OPERATION,
      TENANT: 'acme',
      FOLDER: 'tenants/acme',
      RUNS_PREFIX: 'p/',
      BULK: temp,
    };
    const outcome = await runScript('operate-terraform', { workspace, files, runner: { RUNNER_TEMP: temp }, env });
    const read = (path: string): string =>
      existsSync(path) ? readFileSync(path, 'utf8').trim().replaceAll('\n', ' ') : '';
    return { ...outcome, told: read(join(temp, 'told')), done: read(join(workspace, 'done')), calls: [] };
  }
  const PLANNED = 'tenant-errors init newest-tag find-tenant make-plan plan-facts summarize-plan check-plan-safety';

  test('plans, and for apply applies that plan and waits until the tenant serves.', async () => {
    const counts = '0 replaced, 0 destroyed, 1 changed, 0 created.';
    expect(await terraform('plan')).toMatchObject({ code: 0, done: PLANNED, told: `Planned: ${counts}` });
    const applied = { code: 0, done: `${PLANNED} apply-plan verify-tenant`, told: `Applied: ${counts}` };
    expect(await terraform('apply')).toMatchObject(applied);
  });

  test('does nothing where nothing is to be changed.', async () => {
    expect(await terraform('apply', { changes: 'false' })).toMatchObject({
      code: 0,
      done: PLANNED,
      told: 'Nothing to change.',
    });
  });

  test('refuses to lose data, and plans none that is not valid.', async () => {
    const lost = await terraform('apply', { stateful: 'db' });
    expect(lost).toMatchObject({ code: 1, done: PLANNED });
    expect(lost.told).toMatch(/^Would lose data \(.*\): take it alone, by the workflow for one tenant\.$/);
    const wrong = await terraform('apply', { errors: 'a.tfvars:1 V03 Wrong.\nmore' });
    expect(wrong).toMatchObject({ code: 1, done: 'tenant-errors', told: 'Not valid: a.tfvars:1 V03 Wrong.' });
  });
});
