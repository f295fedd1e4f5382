import { platform, tenants } from '../../repos';
import { gitOpsProblems } from '../../src/model/gitops-rules';
import type { GitOpsRepoSpec } from '../../src/model/gitops-spec';

const shop: GitOpsRepoSpec = {
  name: 'shop_tenants',
  platform,
  tenants,
  state: { bucket: 'shop-state-{env}', lockTable: 'shop-locks-{env}' },
  cluster: 'shop-{env}',
  service: 'tenant-{tenant}',
  targetGroup: 'shop-{tenant:16}-tg',
};

function fieldsOf(changed: Partial<GitOpsRepoSpec>): string[] {
  return gitOpsProblems({ ...shop, ...changed }).map(({ field }) => field);
}

test('A whole definition of a repository of tenants has no problem.', () => {
  expect(gitOpsProblems(shop)).toEqual([]);
  expect(gitOpsProblems({ ...shop, state: { ...shop.state, lockTable: false } })).toEqual([]);
  const backups = [{ script: '.github/backups/snapshot.sh', actions: ['rds:CreateDBSnapshot'] }];
  expect(gitOpsProblems({ ...shop, backups })).toEqual([]);
});

test.each<readonly [field: string, changed: Partial<GitOpsRepoSpec>]>([
  ['name', { name: 'my tenants' }],
  ['platform.approval', { platform: { ...platform, approval: 'pull-request' } }],
  ['cluster', { cluster: 'a cluster' }],
  ['service', { service: 'one-for-all' }],
  ['targetGroup', { targetGroup: 'one-for-all' }],
  ['terraform', { terraform: '1.10.5' }],
  ['statefulTypes[0]', { statefulTypes: ['AWS DB'] }],
  ['state.bucket', { state: { ...shop.state, bucket: 'Shop_State' } }],
  ['state.plansPrefix', { state: { ...shop.state, plansPrefix: '../plans' } }],
  ['drift.schedule', { drift: { schedule: 'at night' } }],
  ['bulk.waveSize', { bulk: { waveSize: 0 } }],
  ['bulk.parallel', { bulk: { parallel: 1.5 } }],
  ['destroyable', { destroyable: ['prod'] }],
  ['destroyable', { destroyable: ['moon'] }],
  ['backups[0].script', { backups: [{ script: 'backup.sh' }] }],
  ['backups[0].script', { backups: [{ script: '.github/../x.sh' }] }],
  ['backups[0].script', { backups: [{ script: '.github/a b.sh' }] }],
  ['backups[0].actions[0]', { backups: [{ script: '.github/a.sh', actions: ['rds:*'] }] }],
  ['state.plansPrefix', { state: { ...shop.state, plansPrefix: 'destroyed/plans/' } }],
  ['tenants.stateKey', { tenants: { ...tenants, stateKey: 'destroyed/{tenant}.tfstate' } }],
])('%s is refused by name: %j', (field, changed) => {
  expect(fieldsOf(changed).some((found) => found.startsWith(field))).toBe(true);
});

test('Several problems are told at once, each with what to write instead.', () => {
  const problems = gitOpsProblems({ ...shop, cluster: 'a cluster', bulk: { parallel: 0 } });
  expect(new Set(problems.map(({ field }) => field))).toEqual(new Set(['cluster', 'bulk.parallel']));
  for (const { instead } of problems) expect(instead).not.toBe('');
});
