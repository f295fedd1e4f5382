/** What a destruction asks for, keeps and leaves in the cloud. */
import { awsCalls, awsThat, type Answer } from '../../support/fake-aws';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const NONE = { error: 'An error occurred (NoSuchKey) when calling the GetObject operation' };
const BUCKET = { STATE_BUCKET: 'state', STATE_KEY: 'tenants/acme/terraform.tfstate', KMS_KEY: '' };
const KEPT = { ARCHIVE: 'destroyed/acme/4711/' };

/** An `aws` that fetches these objects, by the end of their key, and answers the rest so. */
function bucket(objects: Readonly<Record<string, object>>, answers: Readonly<Record<string, Answer>> = {}): string {
  const cases = Object.entries(objects).map(
    ([key, object]) => `  *get-object*${key}\\ *) echo '${JSON.stringify(object)}' > "\${@: -1}" ;;`,
  );
  return awsThat({ ...answers, 'get-object': NONE }).replace('case "$*" in\n', `case "$*" in\n${cases.join('\n')}\n`);
}

describe('check-destroy.sh', () => {
  const files = { 'tenants/acme/sit.tfvars': '', 'tenants/single/terraform.tfvars': '' };
  const meant = { TENANT: 'acme', TENANTS: 'tenants', ENVIRONMENT: 'sit', GATES: 'dev=dev sit=destroy-sit' };
  const check = (more: object): Promise<Outcome> => {
    const env = { ...meant, SENTENCE: 'destroy tenant acme in sit', TICKET: 'OPS-1', ...more };
    return runScript('check-destroy', { env, files });
  };

  test('gives the GitHub environment that guards it, in both layouts.', async () => {
    expect((await check({})).outputs).toEqual({ gate: 'destroy-sit' });
    const single = { TENANT: 'single', ENVIRONMENT: 'dev', SENTENCE: 'destroy tenant single in dev' };
    expect((await check(single)).outputs).toEqual({ gate: 'dev' });
  });

  test.each([
    ['production', { ENVIRONMENT: 'prod', SENTENCE: 'destroy tenant acme in prod' }, 'for dev and sit only'],
    ['a pattern for an environment', { ENVIRONMENT: '*' }, 'Nothing destroys a tenant in "*"'],
    [
      'another sentence',
      { SENTENCE: 'destroy tenant acme in SIT' },
      'exactly this sentence: destroy tenant acme in sit',
    ],
    ['a sentence with a second line', { SENTENCE: 'x\n::error::y' }, '::error::"x%0A::error::y" does not confirm it.'],
    ['no ticket', { TICKET: '' }, '"" is no ticket'],
    [
      'a tenant without values there',
      { ENVIRONMENT: 'dev', SENTENCE: 'destroy tenant acme in dev' },
      'neither dev.tfvars nor terraform.tfvars',
    ],
  ])('refuses %s.', async (_, more, words) => {
    const { code, output, outputs } = await check(more);
    expect([code, outputs]).toEqual([1, {}]);
    expect(output).toContain(words);
  });
});

test.each([
  ['true', 1],
  ['', 1],
  ['false', 0],
])('refuse-production.sh: PRODUCTION "%s" ends with %i.', async (PRODUCTION, code) => {
  expect((await runScript('refuse-production', { env: { ENVIRONMENT: 'x', PRODUCTION } })).code).toBe(code);
});

describe('find-remains.sh', () => {
  const find = (
    objects: Readonly<Record<string, object>>,
    more: object = {},
    aws = bucket(objects),
  ): Promise<Outcome> => {
    const env = { ...{ MARKER_KEY: 'destroyed/acme.json', CHANGES: 'false', EXISTS: 'false', NEWEST: '' }, ...more };
    const { STATE_BUCKET, STATE_KEY } = BUCKET;
    return runScript('find-remains', { env: { STATE_BUCKET, STATE_KEY, ...env }, programs: { aws } });
  };
  const marked = (status: string): object => ({ 'acme.json': { status, run: 100 } });

  test.each([
    ['there is nothing, and nobody has marked it', {}, {}, 'true'],
    ['the plan has changes', {}, { CHANGES: 'true', EXISTS: 'true' }, 'true'],
    ['the state is still there', { ...marked('destroyed'), tfstate: { serial: 3 } }, {}, 'true'],
    ['a run died on the way', marked('destroying'), { EXISTS: 'true' }, 'true'],
    ['it is destroyed', marked('destroyed'), { EXISTS: 'true', NEWEST: '99' }, 'false'],
  ])('says what is left where %s.', async (_, objects, more, left) => {
    expect((await find({ ...objects }, more)).outputs).toEqual({ left });
  });

  test.each([
    ['nobody destroyed it', {}, { EXISTS: 'true' }],
    ['it was deployed after it was destroyed', marked('destroyed'), { EXISTS: 'true', NEWEST: '101' }],
  ])('refuses a tenant that is there without a state where %s.', async (_, objects, more) => {
    const { code, output } = await find({ ...objects }, more);
    expect([code, output]).toEqual([1, expect.stringContaining('but it has no state')]);
  });

  test('takes what cannot be read for nothing that is gone.', async () => {
    expect((await find({}, {}, awsThat({ 'get-object': { error: 'AccessDenied' } }))).code).toBe(1);
  });
});

describe('back-up-tenant.sh', () => {
  const run = async (copied: Answer, SCRIPTS = '', more: object = {}): Promise<Outcome & { calls: string[] }> => {
    const script = (text: string): string => `#!/usr/bin/env bash\nset -euo pipefail\n${text}\n`;
    const workspace = workspaceWith({
      'data.sh': script('echo "$TENANT $ENVIRONMENT"; echo "snapshot:$BACKUP"'),
      'fails.sh': script('echo lost; exit 3'),
    });
    const env = { ...BUCKET, ...KEPT, TENANT: 'acme', ENVIRONMENT: 'sit', SCRIPTS, ...more };
    const programs = { aws: awsThat({ 'copy-object': copied }) };
    const told = await runScript('back-up-tenant', { workspace, env, programs, run: RUN });
    return { ...told, calls: awsCalls(workspace) };
  };
  const RUN = '.github/scripts/back-up-tenant.sh && cat "$RUNNER_TEMP/backups" >> "$GITHUB_STEP_SUMMARY"';

  test('copies the state with its key, runs each script, and notes what it said last.', async () => {
    const { code, summary, calls } = await run({}, 'data.sh', { KMS_KEY: 'alias/k' });
    expect([code, summary]).toEqual([0, 'data.sh: snapshot:destroy-acme-sit-4711\n']);
    expect(calls.join()).toMatch(/--key destroyed\/acme\/4711\/before.tfstate .* --ssekms-key-id alias\/k/);
  });

  test('goes on where no state is left, and stops where it cannot be copied, or a script fails.', async () => {
    expect((await run(NONE)).code).toBe(0);
    expect((await run({ error: 'AccessDenied' }, 'data.sh')).output).toMatch(/could not be backed up.*Nothing was/);
    const { code, output, summary } = await run({}, 'fails.sh data.sh');
    expect([code, summary]).toEqual([1, '']);
    expect(output).toContain('fails.sh could not back up acme');
  });
});
