import { runScript } from '../../support/run-script';

test.each([
  ['tenants/{tenant}/terraform.tfstate', 'acme', 'tenants/acme/terraform.tfstate'],
  ['{tenant}-{tenant}', 'acme', 'acme-acme'],
  ['bbws-{tenant:16}-tg', 'acme', 'bbws-acme-tg'],
  ['bbws-{tenant:16}-tg', 'averyverylongtenantname', 'bbws-averyverylongten-tg'],
  ['{tenant:2}{tenant:3}', 'acme', 'acacm'],
  ['{tenant}', 'a&b\\1', 'a&b\\1'],
  ['cluster', 'acme', 'cluster'],
])('"%s" of %s is %s', async (pattern, tenant, filled) => {
  const run = '.github/scripts/fill-tenant.sh "$PATTERN" "$TENANT"';
  const { code, output } = await runScript('fill-tenant', { run, env: { PATTERN: pattern, TENANT: tenant } });
  expect([code, output]).toEqual([0, `${filled}\n`]);
});
