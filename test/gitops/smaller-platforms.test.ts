/** Platforms that have less than three environments get what fits them, and nothing that nobody could start. */
import { platform, tenants } from '../../repos';
import { GitOpsRepo } from '../../src';
import type { PlatformSpec } from '../../src/model/platform-spec';

function emitted(names: readonly string[], destroyable: readonly string[]): string[] {
  const environments = platform.environments.filter(({ name }) => names.includes(name));
  const gates = platform.githubEnvironments.filter(({ environment }) => names.includes(environment));
  const smaller: PlatformSpec = { ...platform, environments, githubEnvironments: gates };
  class Shop extends GitOpsRepo {
    constructor() {
      const own = { ...tenants, environments: tenants.environments.filter(({ name }) => names.includes(name)) };
      super(
        {
          ...{ name: 'shop_tenants', platform: smaller, tenants: own, destroyable },
          ...{ state: { bucket: 'shop-state-{env}', lockTable: false }, cluster: 'shop-{env}' },
          ...{ service: 'tenant-{tenant}', targetGroup: 'shop-{tenant:16}-tg' },
        },
        { outdir: '/nowhere' },
      );
    }
  }
  const paths = new Shop().renderFiles().map(({ path }) => path);
  return paths.flatMap((path) => /^\.github\/workflows\/(.*)\.yml$/.exec(path)?.[1] ?? []);
}

const LOOKING = ['drift-detection', 'validate-tenant-config'];

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['one environment', ['dev'], [], ['bulk-operations', ...LOOKING]],
  ['one environment, in which tenants may go', ['dev'], ['dev'], ['bulk-operations', 'destroy-tenant', ...LOOKING]],
  ['two environments', ['dev', 'sit'], [], ['bulk-operations', 'deploy-tenant-sit', ...LOOKING]],
])('%s', (_, names, destroyable, workflows) => {
  expect(emitted(names, destroyable).sort()).toEqual([...workflows].sort());
});
