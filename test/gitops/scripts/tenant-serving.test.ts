/** What is looked at before and after a tenant is applied, and what is recorded of it. */
import { TenantsInstances } from '../../../repos';
import { tenantFleet } from '../../../src/rehearse/application/tenant-files';
import { renderTenantConfig } from '../../../src/tenants/tenant-config-action';
import { awsThat, type Answer } from '../../support/fake-aws';
import { FakeGitHub } from '../../support/github-api';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

describe('verify-tenant.sh', () => {
  const service = { status: 'ACTIVE', desiredCount: 2, runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] };
  const healthy = [{ TargetHealth: { State: 'healthy' } }, { TargetHealth: { State: 'healthy' } }];

  function look(
    change: Partial<typeof service> | { readonly error: string },
    health: Answer | typeof healthy = healthy,
    PRODUCTION = 'true',
  ): Promise<Outcome> {
    const aws = awsThat({
      'describe-services': 'error' in change ? change : { services: [{ ...service, ...change }] },
      'describe-target-groups': 'arn:group',
      'describe-target-health': Array.isArray(health) ? { TargetHealthDescriptions: health } : health,
    });
    const env = { CLUSTER: 'c', SERVICE: 's', TARGET_GROUP: 'g', PRODUCTION, ATTEMPTS: '2' };
    return runScript('verify-tenant', { env, programs: { aws } });
  }

  test('A tenant serves when its tasks run and its targets are healthy.', async () => {
    expect(await look({})).toMatchObject({ code: 0, output: 's is stable, and all its targets are healthy.\n' });
  });

  test.each<[string, object, Answer | typeof healthy]>([
    ['1 of 2 tasks run', { runningCount: 1 }, healthy],
    ['a deployment is going on', { deployments: [{}, {}] }, healthy],
    [
      'the deployment failed: crash',
      { deployments: [{ rolloutState: 'FAILED', rolloutStateReason: 'crash' }] },
      healthy,
    ],
    ['there is no service s in c', { status: 'INACTIVE' }, healthy],
    ['no tasks are wanted', { desiredCount: 0, runningCount: 0 }, healthy],
    ['no target is registered', {}, []],
    ['targets are healthy, unhealthy', {}, [...healthy.slice(1), { TargetHealth: { State: 'unhealthy' } }]],
    ['could not be read', { error: 'AccessDenied' }, healthy],
    ['could not be read', {}, { error: 'AccessDenied' }],
  ])('It is red, after it has looked often enough, when %s.', async (said, change, health) => {
    const { code, output } = await look(change, health);
    expect(code).toBe(1);
    expect(output).toContain('Look 2 of 2');
    expect(output).toContain(said);
  });

  test('Tasks may be switched off where no customers are.', async () => {
    expect((await look({ desiredCount: 0, runningCount: 0 }, [], 'false')).code).toBe(0);
  });
});

describe('check-tenant-config.sh', () => {
  const { model } = new TenantsInstances({ outdir: workspaceWith() });
  const files = {
    ...Object.fromEntries(renderTenantConfig(model.tenants, 'Generated').map(({ path, content }) => [path, content])),
    ...tenantFleet(model, 2),
  };
  function check(change: Record<string, string>, TENANT = 'tenant0'): Promise<Outcome> {
    const env = { TENANT, TENANTS: 'tenants', ENVIRONMENT: 'sit' };
    return runScript('check-tenant-config', { env, files: { ...files, ...change } });
  }

  test('A tenant without a defect passes, whatever is wrong with others or in other environments.', async () => {
    expect((await check({})).code).toBe(0);
    expect((await check({ 'tenants/tenant1/sit.tfvars': 'environment = "dev"\n' })).code).toBe(0);
    expect((await check({ 'tenants/tenant0/prod.tfvars': 'environment = "dev"\n' })).code).toBe(0);
  });

  test('Its own defects are told, each as one line.', async () => {
    const { code, output } = await check({ 'tenants/tenant0/sit.tfvars': 'environment = "dev"\n' });
    expect(code).toBe(1);
    expect(output).toMatch(/^::error::tenant0\/sit\.tfvars:1 V02 /m);
  });

  test('Tenants that cannot be read are no tenants without a defect.', async () => {
    const env = { TENANT: 'tenant0', TENANTS: 'nowhere', ENVIRONMENT: 'sit' };
    expect((await runScript('check-tenant-config', { env, files })).code).not.toBe(0);
  });
});

describe('record-tenant.sh', () => {
  let github: FakeGitHub;
  beforeAll(async () => {
    github = await FakeGitHub.start();
  });
  afterAll(() => github.stop());
  afterEach(() => {
    github.reset();
  });
  const usual = {
    ...{ TENANT: 'acme', ENVIRONMENT: 'sit', TENANTS: 'tenants', RESULT: 'success', FACTS: '{"digest":"d1"}' },
    ...{ APPROVERS: 'bob carol', REASON: ' ' },
  };
  const record = (env: Partial<typeof usual> = {}): Promise<Outcome> =>
    runScript('record-tenant', { env: { ...github.env, ...usual, ...env } });

  test('A deployment is tagged with its record, and people are told how to go back.', async () => {
    const { code, summary } = await record({ REASON: 'INC-1 a|b\nc' });
    expect(code).toBe(0);
    const [tag] = github.repository.tags;
    expect(github.repository.refs['refs/tags/deploy-tenant-acme-sit-4711']).toBe(tag?.sha);
    expect(JSON.parse(tag?.message ?? '')).toMatchObject({
      tenant: 'acme',
      changes: 'd1',
      approvers: ['bob', 'carol'],
    });
    expect(summary).toContain('git revert --no-edit "$(git log -1 --format=%H 1a2b3c4d5e6f -- tenants/acme)"');
    expect(summary).toContain('| Reason | INC-1 a/b c |');
    expect(summary).toContain('What is in the database and on EFS stays as it is');
  });

  test('What failed is told, and not tagged.', async () => {
    const { code, summary } = await record({ RESULT: 'failure', APPROVERS: '', FACTS: '{}' });
    expect([code, github.repository.tags]).toEqual([0, []]);
    expect(summary).toContain('| Approved by | nobody |');
    expect(summary).toContain('**Next:** open the job that failed');
  });

  test('A tag that cannot be made is no success.', async () => {
    github.failures = [{ match: /git.refs/, status: 403 }];
    expect((await record()).code).not.toBe(0);
  });
});
