import type { TenantEnvironment, TenantPlatform } from '../src';
import { platform } from './platform';

const ZONE = 'kimmyai.io';

/** Account and region are those of the platform table; the rest is what tenants have of their own. */
function environment(name: string, domain: string, minima?: TenantEnvironment['minima']): TenantEnvironment {
  const row = platform.environments.find((each) => each.name === name);
  if (!row) throw new Error(`repos/platform.ts has no environment "${name}". Write one of its names here.`);
  return { name, account: row.account, region: row.region, domain, ...(minima && { minima }) };
}

/** What BBWS expects of the configuration of its tenants. */
export const tenants: TenantPlatform = {
  tenantName: '[a-z0-9]+',
  fields: {
    tenant: 'tenant_name',
    environment: 'environment',
    domain: 'domain_name',
    priority: 'alb_priority',
    region: 'aws_region',
    profile: 'aws_profile',
    cpu: 'task_cpu',
    memory: 'task_memory',
    tasks: 'desired_count',
  },
  // 1 to 99 belong to the platform, 50000 to the default rule.
  priorities: { from: 100, to: 49_999 },
  stateKey: 'tenants/{tenant}/terraform.tfstate',
  environments: [
    environment('dev', `{tenant}.wpdev.${ZONE}`),
    environment('sit', `{tenant}.wpsit.${ZONE}`),
    environment('prod', `{tenant}.wp.${ZONE}`, { tasks: 2, off: ['wordpress_debug', 'enable_ecs_exec'] }),
  ],
};
