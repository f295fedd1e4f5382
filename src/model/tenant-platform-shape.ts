import { optional, table, type Shape } from './shape';
import type { TenantEnvironment, TenantFields, TenantPlatform } from './tenant-platform';

const text = (write: string): Shape => ({ kind: 'text', write });
const variable = text('the name of a variable, such as "domain_name"');
const whole: Shape = { kind: 'number', write: 'a whole number' };

const environment = table<TenantEnvironment>(
  {
    name: text('"dev"'),
    account: text('twelve digits in quotes, such as "093646564004"'),
    region: text('a region such as "af-south-1"'),
    domain: text('a pattern such as "{tenant}.example.org"'),
    minima: optional(
      table<NonNullable<TenantEnvironment['minima']>>(
        { tasks: whole, off: { kind: 'list', of: variable, write: 'a list of variables' } },
        '{ "tasks": 2, "off": [] }',
      ),
    ),
  },
  'a row such as { name, account, region, domain }',
);
const fields = table<TenantFields>(
  {
    ...{ tenant: variable, environment: variable, domain: variable, priority: variable, region: variable },
    ...{ profile: variable, cpu: variable, memory: variable, tasks: variable },
  },
  'the names of variables',
);

/** What the table of what is expected of tenants looks like. */
export const tenantPlatformShape = table<TenantPlatform>(
  {
    tenantName: text('a regular expression such as "[a-z0-9]+"'),
    fields,
    priorities: table<TenantPlatform['priorities']>({ from: whole, to: whole }, '{ "from": 100, "to": 49999 }'),
    stateKey: text('a key such as "tenants/{tenant}/terraform.tfstate"'),
    environments: { kind: 'list', of: environment, write: 'a list of environments', named: true },
  },
  'a table with tenantName, fields, priorities, stateKey and environments',
);
