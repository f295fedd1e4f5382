/** The table of a repository of tenants, run as a step runs it. */
import { platform, TenantsInstances } from '../../repos';
import { tenantTable } from '../../src/gitops/tenant-table';
import { tenantDeliveries } from '../../src/model/gitops-deliveries';
import { runScript, workspaceWith, type Outcome } from '../support/run-script';

const { model } = new TenantsInstances({ outdir: workspaceWith() });
const { text } = tenantTable(model);
const own = tenantDeliveries(platform, model.destroyable).map(({ workflow }) => workflow);
const entered = platform.githubEnvironments.filter(({ usedBy }) => usedBy.some((name) => own.includes(name)));

function look(TARGET: string): Promise<Outcome> {
  return runScript('environment', { env: { TARGET }, files: { '.github/scripts/environment.sh': text } });
}

test.each(entered.map(({ name, environment }) => [name, environment]))(
  'GitHub environment %s belongs to environment %s, with its state, locks and services.',
  async (name, environment) => {
    const { code, outputs } = await look(name);
    expect(code).toBe(0);
    expect(outputs).toMatchObject({
      environment,
      'state-bucket': `bbws-terraform-state-${environment}`,
      'state-key': 'tenants/{tenant}/terraform.tfstate',
      'lock-table': `bbws-terraform-locks-${environment}`,
      cluster: `bbws-cluster-${environment}`,
      service: 'tenant-{tenant}-wordpress',
      'target-group': 'bbws-{tenant:16}-tg',
      production: String(environment === 'prod'),
    });
  },
);

test('Reading is held down to reading, and to plans in the bucket of that environment; STS takes the policy.', async () => {
  const { outputs } = await look('sit-read');
  const { Statement: statements }: { Statement: { Action: string[] }[] } = JSON.parse(outputs['policy'] ?? '');
  const writing = statements.filter(({ Action }) => Action.some((name) => /:(Put|Delete|Update)/.test(name)));
  expect(writing).toEqual([
    { Effect: 'Allow', Action: ['s3:PutObject'], Resource: 'arn:aws:s3:::bbws-terraform-state-sit/plans/*' },
  ]);
  expect(outputs['policy']?.length).toBeLessThanOrEqual(2048);
});

test('A deployment has no such policy, and production cannot be destroyed through any GitHub environment.', async () => {
  expect((await look('sit')).outputs['policy']).toBe('');
  expect((await look('destroy-prod')).code).toBe(1);
});
