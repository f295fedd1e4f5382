/** What a person typed as a tenant, and what belongs to one. */
import { runScript, workspaceWith } from '../../support/run-script';

const TYPED = { PATTERN: '[a-z0-9]+', TENANTS: 'tenants', DIGEST: '' };

function check(TENANT: string, more: Partial<typeof TYPED> = {}): ReturnType<typeof runScript> {
  return runScript('check-tenant', {
    env: { ...TYPED, TENANT, ...more },
    files: { 'tenants/acme/main.tf': '', 'tenants/under_score/main.tf': '', 'other/main.tf': '' },
  });
}

test('A tenant is a folder of the repository, of the form that names have.', async () => {
  expect(await check('acme')).toMatchObject({ code: 0, output: 'acme is a tenant of this repository.\n' });
  expect((await check('acme', { DIGEST: 'a1'.repeat(32) })).code).toBe(0);
});

test.each([
  ['', 'is no name of a tenant'],
  ['ACME', 'is no name of a tenant'],
  ['under_score', 'is no name of a tenant'],
  ['acmé', 'is no name of a tenant'],
  ['../other', 'is no name of a tenant'],
  ['acme\n', 'is no name of a tenant'],
  ['$(touch mark)', 'is no name of a tenant'],
  ['a'.repeat(64), 'is no name of a tenant'],
  ['beta', 'There is no folder tenants/beta on main.'],
])('"%s" is refused: it %s', async (typed, reason) => {
  const { code, output } = await check(typed);
  expect([code, output.split('\n').length]).toEqual([1, 2]);
  expect(output).toContain(reason);
});

test('A wider pattern of the definition still lets nothing through that is no name of a file.', async () => {
  expect((await check('under_score', { PATTERN: '.*' })).code).toBe(0);
  expect((await check('../other', { PATTERN: '.*' })).code).toBe(1);
});

test('What is no digest of changes is refused.', async () => {
  expect(await check('acme', { DIGEST: 'A1' })).toMatchObject({
    code: 1,
    output: expect.stringContaining('is no digest'),
  });
});

test('A folder that is a link to another place is no tenant.', async () => {
  const run = 'mkdir -p tenants && ln -s ../other tenants/link && .github/scripts/check-tenant.sh';
  const { code } = await runScript('check-tenant', {
    run,
    env: { ...TYPED, TENANT: 'link' },
    workspace: workspaceWith(),
  });
  expect(code).toBe(1);
});

test('State, service, target group, plan and notes of a tenant have its name in them.', async () => {
  const { outputs } = await runScript('name-tenant', {
    env: {
      TENANT: 'averyverylongtenantname',
      STATE_KEY: 'tenants/{tenant}/terraform.tfstate',
      SERVICE: 'tenant-{tenant}',
      TARGET_GROUP: '{tenant:16}-tg',
      PLANS_PREFIX: 'plans/',
    },
  });
  expect(outputs).toEqual({
    'state-key': 'tenants/averyverylongtenantname/terraform.tfstate',
    service: 'tenant-averyverylongtenantname',
    'target-group': 'averyverylongten-tg',
    'plan-key': 'plans/averyverylongtenantname/4711/tfplan',
    'runs-prefix': 'plans/averyverylongtenantname/applying/',
  });
});
