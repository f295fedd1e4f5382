/** Plans of a tenant, made and read by Terraform itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsThat } from '../../support/fake-aws';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const CODE = `variable "tenant_name" {}
variable "environment" {}
variable "engine" {
  default = "8"
}
resource "terraform_data" "database" {
  triggers_replace = [var.engine]
}
resource "terraform_data" "site" {
  input = var.tenant_name
}
`;
const VALUES = 'tenant_name = "acme"\nenvironment = "sit"\n';
const FOLDER = 'tenants/acme';
const OF = { FOLDER, TENANT: 'acme', ENVIRONMENT: 'sit' };
const FIELDS = { TENANT_FIELD: 'tenant_name', ENVIRONMENT_FIELD: 'environment' };

/** Keeps each note that a run leaves. */
const NOTED =
  '#!/usr/bin/env bash\n[[ "$*" = *"--key plans/acme/applying/4711 --body "* ]] && cat "${@: -1}" >> notes\n';

class Planned {
  readonly temp = workspaceWith();
  readonly workspace = workspaceWith({ [`${FOLDER}/main.tf`]: CODE, [`${FOLDER}/sit.tfvars`]: VALUES });
  private readonly runner = { RUNNER_TEMP: this.temp };

  run(script: string, env: Record<string, string>, programs: Record<string, string> = {}): Promise<Outcome> {
    return runScript(script, { workspace: this.workspace, runner: this.runner, env, programs });
  }

  terraform(...args: string[]): Promise<Outcome> {
    const run = `terraform -chdir=${FOLDER} ${args.join(' ')}`;
    return runScript('make-plan', { workspace: this.workspace, runner: this.runner, run });
  }

  /** A plan of these values, with all that is noted of it. */
  async plan(values = VALUES, MODE = ''): Promise<Record<string, string>> {
    await runScript('make-plan', {
      workspace: this.workspace,
      run: 'true',
      files: { [`${FOLDER}/sit.tfvars`]: values },
    });
    const made = await this.run('make-plan', { FOLDER, ENVIRONMENT: 'sit', MODE });
    const noted = await this.run('plan-facts', { ...OF, STATEFUL: 'aws_db_instance terraform_data' });
    expect([made.code, noted.code]).toEqual([0, 0]);
    return { ...made.outputs, ...noted.outputs };
  }

  facts(): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.temp, 'facts.json'), 'utf8'));
  }

  /** `former` is the name that it is said to have had. */
  safe(env: Record<string, string> = {}, former = ''): Promise<Outcome> {
    const asked = `#!/usr/bin/env bash\n[ "$*" = "acme sit tenants" ] && echo '${former}'\n`;
    const place = { workspace: this.workspace, runner: this.runner };
    const files = { '.github/scripts/find-former-name.sh': asked };
    const usual = { GH_TOKEN: 'x', FOLDER, MODE: '', ACTION: 'apply', SEEN: '', EXISTS: 'false', PRODUCTION: 'false' };
    return runScript('check-plan-safety', { ...place, files, env: { ...usual, ...FIELDS, ...env } });
  }

  static async applied(): Promise<Planned> {
    const planned = new Planned();
    await planned.terraform('init', '-no-color');
    await planned.plan();
    expect((await planned.terraform('apply', '-no-color', '"$RUNNER_TEMP/tfplan"')).code).toBe(0);
    return planned;
  }
}

test('A new tenant is all created, by a plan that is safe and has its facts.', async () => {
  const planned = new Planned();
  await planned.terraform('init', '-no-color');
  const { changes, facts = '' } = await planned.plan();
  expect(changes).toBe('true');
  expect(JSON.parse(facts)).toMatchObject({ terraform: '1.11.4', providers: {}, serial: 0, lineage: '' });
  expect(planned.facts()).toMatchObject({ create: ['terraform_data.database', 'terraform_data.site'], stateful: [] });
  expect((await planned.safe()).code).toBe(0);
  const lost = await planned.safe({ EXISTS: 'true' });
  expect([lost.code, lost.output]).toEqual([1, expect.stringContaining('but it has no state')]);
  const { code, output } = await planned.safe({}, 'other');
  expect([code, output]).toEqual([1, expect.stringContaining('acme was called other, which is deployed in sit')]);
});

test('A code that Terraform cannot plan is told, with what Terraform says.', async () => {
  const planned = new Planned();
  const { code, output } = await planned.run('make-plan', { FOLDER, ENVIRONMENT: 'prod', MODE: '' });
  expect(code).toBe(1);
  expect(output).toContain('Terraform could not plan tenants/acme for prod');
});

test('Nothing to change is no change, and has the same digest every time.', async () => {
  const planned = await Planned.applied();
  const first = await planned.plan();
  const second = await planned.plan();
  expect(first['changes']).toBe('false');
  const digest = (of: Record<string, string>): unknown => JSON.parse(of['facts'] ?? '').digest;
  expect(digest(first)).toBe(digest(second));
  const summary = (await planned.run('summarize-plan', { LIMIT: '5' })).summary;
  expect(summary).toContain('No changes: the infrastructure is as main says.');
});

test('Replacing what holds data needs the digest of exactly these changes.', async () => {
  const planned = await Planned.applied();
  const { facts = '' } = await planned.plan(`${VALUES}engine = "9"\n`);
  const { digest } = JSON.parse(facts);
  expect(planned.facts()).toMatchObject({
    replace: ['terraform_data.database'],
    stateful: ['terraform_data.database'],
  });
  expect(await planned.safe()).toMatchObject({ code: 1, output: expect.stringContaining('with action plan') });
  expect(await planned.safe({ SEEN: 'f'.repeat(64) })).toMatchObject({
    code: 1,
    output: expect.stringContaining('is of other changes'),
  });
  expect(await planned.safe({ SEEN: digest })).toMatchObject({
    code: 0,
    output: expect.stringContaining('An earlier run has shown'),
  });
  expect(await planned.safe({ ACTION: 'plan' })).toMatchObject({
    code: 0,
    output: expect.stringContaining(`plan_digest ${digest}`),
  });
  const { summary } = await planned.run('summarize-plan', { LIMIT: '50' });
  expect(summary).toContain('1 replaced, 0 destroyed, 0 changed, 0 created.');
  expect(summary).toContain(String.raw`| **replaced** | terraform\_data.database | yes |`);
});

test('A summary lists no more than it should, what is destroyed first, and says how many are left.', async () => {
  const planned = await Planned.applied();
  await planned.plan(VALUES, 'destroy');
  expect(planned.facts()).toMatchObject({ kept: 0, delete: ['terraform_data.database', 'terraform_data.site'] });
  const { summary } = await planned.run('summarize-plan', { LIMIT: '1' });
  expect(summary).toContain(String.raw`| **destroyed** | terraform\_data.database | yes |`);
  expect(summary).toContain('1 more are in the plan.');
  const seen = await planned.safe({ PRODUCTION: 'true' });
  expect([seen.code, seen.output]).toEqual([
    1,
    expect.stringContaining('would leave nothing of a tenant of production'),
  ]);
});

test('Values of another tenant or environment are refused.', async () => {
  const planned = new Planned();
  await planned.terraform('init', '-no-color');
  await planned.plan(VALUES.replace('sit', 'dev'));
  expect(await planned.safe()).toMatchObject({ code: 1, output: expect.stringContaining('environment = "dev"') });
  await planned.plan(VALUES.replace('acme', 'beta'));
  expect(await planned.safe()).toMatchObject({ code: 1, output: expect.stringContaining('tenant_name = "beta"') });
});

test('A plan is applied once, with a note of the run before it, and is stale afterwards.', async () => {
  const planned = await Planned.applied();
  const { facts = '' } = await planned.plan(`${VALUES}engine = "9"\n`);
  const fresh = (): Promise<Outcome> => planned.run('check-plan-fresh', { FOLDER, FACTS: facts });
  const apply = (): Promise<Outcome> =>
    planned.run('apply-plan', { FOLDER, STATE_BUCKET: 'state', RUNS_PREFIX: 'plans/acme/applying/' }, { aws: NOTED });
  expect((await fresh()).code).toBe(0);
  expect((await apply()).code).toBe(0);
  const notes = readFileSync(join(planned.workspace, 'notes'), 'utf8');
  expect([...notes.matchAll(/"ended": (\w+)/g)].map(([, ended]) => ended)).toEqual(['false', 'true']);
  const { code, output } = await fresh();
  expect([code, output]).toEqual([1, expect.stringMatching(/The plan is stale: serial: \d+ when planned, \d+ now\./)]);
  expect(await apply()).toMatchObject({
    code: 1,
    output: expect.stringContaining('Somebody else changed the state after'),
  });
});

test.each([
  ['Error acquiring the state lock', 'Somebody else holds the lock of the state'],
  ['Error: creating a service', 'Terraform stopped on the way'],
])('A Terraform that says "%s" is explained.', async (said, told) => {
  const programs = { aws: awsThat({ 'put-object': '' }), terraform: `#!/bin/sh\necho '${said}'\nexit 1\n` };
  const env = { FOLDER, STATE_BUCKET: 'state', RUNS_PREFIX: 'plans/' };
  expect(await new Planned().run('apply-plan', env, programs)).toMatchObject({
    code: 1,
    output: expect.stringContaining(told),
  });
});

test('A state that Terraform could not save is kept before the runner is gone.', async () => {
  const terraform = `#!/bin/sh\necho state > ${FOLDER}/errored.tfstate\nexit 1\n`;
  const programs = { aws: '#!/usr/bin/env bash\necho "$*" >> calls\n', terraform };
  const planned = new Planned();
  const env = { FOLDER, STATE_BUCKET: 'state', RUNS_PREFIX: 'plans/acme/applying/' };
  const { code, output } = await planned.run('apply-plan', env, programs);
  expect([code, output]).toEqual([1, expect.stringContaining('s3://state/plans/acme/4711/errored.tfstate')]);
  const calls = readFileSync(join(planned.workspace, 'calls'), 'utf8');
  expect(calls).toContain('--key plans/acme/4711/errored.tfstate --body tenants/acme/errored.tfstate');
});

test.each([
  ['terraform', { terraform: '1.11.3' }, 'terraform: 1.11.3 when planned, 1.11.4 now'],
  ['provider', { providers: { aws: '5.0.0' } }, 'providers: {"aws":"5.0.0"} when planned, {} now'],
  ['state', { lineage: 'x', serial: 9 }, 'lineage: x when planned,  now; serial: 9 when planned, 0 now'],
])('A plan that was made with another %s is stale.', async (_, change, said) => {
  const planned = new Planned();
  await planned.terraform('init', '-no-color');
  const { facts = '' } = await planned.plan();
  const FACTS = JSON.stringify({ ...JSON.parse(facts), ...change });
  const { code, output } = await planned.run('check-plan-fresh', { FOLDER, FACTS });
  expect([code, output]).toEqual([1, expect.stringContaining(said)]);
});

test('What cannot be noted is not applied.', async () => {
  const programs = {
    aws: awsThat({ 'put-object': { error: 'AccessDenied' } }),
    terraform: '#!/bin/sh\necho applied\n',
  };
  const { code, output } = await new Planned().run(
    'apply-plan',
    { FOLDER, STATE_BUCKET: 'b', RUNS_PREFIX: 'p/' },
    programs,
  );
  expect([code === 0, output.includes('applied')]).toEqual([false, false]);
});

describe('init.sh', () => {
  const env = {
    FOLDER,
    REGION: 'eu-west-1',
    STATE_BUCKET: 'state',
    STATE_KEY: 'k',
    LOCK_TABLE: 'locks',
    KMS_KEY: 'alias/k',
  };
  const backend = (bucket: string): string =>
    `mkdir -p ${FOLDER}/.terraform && echo '{"backend":{"type":"s3","config":{"bucket":"${bucket}","key":"k"}}}' > ${FOLDER}/.terraform/terraform.tfstate`;
  const terraform = (then: string): string => `#!/bin/sh\necho "$*"\n${then}\n`;

  test('takes both locks and the key, and checks that this is the state.', async () => {
    const { code, output } = await new Planned().run('init', env, { terraform: terraform(backend('state')) });
    expect(code).toBe(0);
    for (const setting of ['bucket=state', 'key=k', 'use_lockfile=true', 'dynamodb_table=locks', 'kms_key_id=alias/k'])
      expect(output).toContain(`-backend-config=${setting}`);
    const alone = await new Planned().run(
      'init',
      { ...env, LOCK_TABLE: '', KMS_KEY: '' },
      { terraform: terraform(backend('state')) },
    );
    expect(alone.output).not.toMatch(/dynamodb_table|kms_key_id/);
  });

  test.each([
    ['terraform fails', 'exit 1', 'terraform init failed'],
    ['there is no backend in the code', 'true', 'keeps its state in "this runner"'],
    ['the state is another', backend('other'), 'keeps its state in "s3 other/k"'],
  ])('is red where %s.', async (_, then, said) => {
    const outcome = await new Planned().run('init', env, { terraform: terraform(then) });
    expect([outcome.code, outcome.output]).toEqual([1, expect.stringContaining(said)]);
  });
});

describe('store-plan.sh and fetch-plan.sh', () => {
  const at = { STATE_BUCKET: 'state', PLAN_KEY: 'plans/acme/1/tfplan' };
  const aws = '#!/usr/bin/env bash\necho "$*" >> calls\n[ "$2" != get-object ] || printf plan > "${@: -1}"\n';
  const sha256 = 'f92e8d5fcd6d4de3bcb7ba2a2c9e9ea9d0b2b3b1d5d1c2a5e7c8f8b5a0f1d2c3';

  test('a plan is kept under the key of the environment where there is one.', async () => {
    const planned = new Planned();
    await planned.run('store-plan', { ...at, KMS_KEY: 'alias/k' }, { aws });
    await planned.run('store-plan', { ...at, KMS_KEY: '' }, { aws });
    const [first = '', second = ''] = readFileSync(join(planned.workspace, 'calls'), 'utf8').split('\n');
    expect(first).toContain('--server-side-encryption aws:kms --ssekms-key-id alias/k');
    expect(second).not.toContain('kms');
  });

  test('a plan with another digest is refused, and nothing of it stays.', async () => {
    const planned = new Planned();
    const { code, output } = await planned.run('fetch-plan', { ...at, FACTS: JSON.stringify({ sha256 }) }, { aws });
    expect([code, output]).toEqual([1, expect.stringContaining('is not the one that was shown and approved')]);
    const right = /its SHA-256 is ([0-9a-f]{64})/.exec(output)?.[1];
    const again = await planned.run('fetch-plan', { ...at, FACTS: JSON.stringify({ sha256: right }) }, { aws });
    expect(again).toMatchObject({ code: 0, output: 'The plan is the one that was shown.\n' });
  });

  test.each(['', '{}', '{"sha256":"x"}'])('facts "%s" fetch nothing.', async (FACTS) => {
    expect((await new Planned().run('fetch-plan', { ...at, FACTS }, { aws })).code).not.toBe(0);
  });

  test('a plan that is not there is told.', async () => {
    const gone = { aws: awsThat({ 'get-object': { error: 'NoSuchKey' } }) };
    const { code, output } = await new Planned().run('fetch-plan', { ...at, FACTS: JSON.stringify({ sha256 }) }, gone);
    expect([code, output]).toEqual([1, expect.stringContaining('could not be fetched')]);
  });
});
