import { Findings, throwIfAny } from '../model/problem';
import { checkShape, optional, table, type Shape } from '../model/shape';
import type { TenantEnvironment, TenantFields, TenantPlatform } from './platform';

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
const platform = table<TenantPlatform>(
  {
    tenantName: text('a regular expression such as "[a-z0-9]+"'),
    fields,
    priorities: table<TenantPlatform['priorities']>({ from: whole, to: whole }, '{ "from": 100, "to": 49999 }'),
    stateKey: text('a key such as "tenants/{tenant}/terraform.tfstate"'),
    environments: { kind: 'list', of: environment, write: 'a list of environments', named: true },
  },
  'a table with tenantName, fields, priorities, stateKey and environments',
);

/** What is expected of tenants, from data that was not checked yet. Throws DefinitionError with all that is wrong. */
export function readPlatform(value: unknown, where: string): TenantPlatform {
  const findings = new Findings(where);
  const complete = isPlatform(value, findings);
  throwIfAny(findings.problems);
  if (!complete) throw new TypeError(`${where} is no table of what is expected of tenants.`);
  return value;
}

function isPlatform(value: unknown, findings: Findings): value is TenantPlatform {
  return checkShape(findings, '', value, platform);
}
