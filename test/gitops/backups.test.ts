/** A definition with scripts that back data up: who runs them, and who may. */
import { platform, tenants } from '../../repos';
import { GitOpsRepo } from '../../src';
import { accountIdentities } from '../../src/aws/account-roles';
import { deployingIn } from '../../src/aws/deploying';
import { workspaceWith } from '../support/run-script';

const shop = new GitOpsRepo(
  {
    ...{ name: 'shop_tenants', platform, tenants, cluster: 'shop-{env}', service: 'tenant-{tenant}' },
    ...{ targetGroup: 'shop-{tenant:16}-tg', state: { bucket: 'shop-state-{env}', lockTable: false } },
    backups: [
      { script: '.github/backups/snapshot.sh', actions: ['rds:CreateDBSnapshot'] },
      { script: '.github/backups/files.sh' },
    ],
  },
  { outdir: workspaceWith() },
);

test('They are run in their order, before anything is destroyed.', () => {
  const action = shop.renderFiles().find(({ path }) => path.endsWith('remove-tenant/action.yml'))?.content ?? '';
  expect(action).toContain('SCRIPTS: .github/backups/snapshot.sh .github/backups/files.sh\n');
  expect(action.indexOf('SCRIPTS:')).toBeLessThan(action.indexOf('Destroy by the plan'));
});

test('What they call is allowed where tenants may be destroyed, and not in production.', () => {
  const accounts = accountIdentities(shop.model.platform, deployingIn([shop.model]), {});
  const allowed = accounts.map(({ account, roles }) => [
    account,
    JSON.stringify(roles).includes('rds:CreateDBSnapshot'),
  ]);
  const wanted = platform.environments.map(({ account, production }) => [account, production !== true]);
  expect(allowed).toEqual(wanted);
});
