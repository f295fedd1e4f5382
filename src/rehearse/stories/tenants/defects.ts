/** Defects that a pull request may bring, one of each kind, and where the check says so. */
import type { Files } from '../../application/tenant-files';
import type { TenantStage } from '../../stage/tenant-stage';

export interface Defect {
  /** The beginning of a sentence. */
  readonly what: string;
  /** The gate that finds it. */
  readonly job: 'configuration' | 'terraform';
  /** What the step that fails says. */
  readonly reason: string | RegExp;
  /** A row of the table of findings. */
  readonly row?: string;
  readonly change: (stage: TenantStage) => Record<string, string | undefined>;
  readonly core?: boolean;
}

/** Replaces the value of a line of a variable file. */
function value(tenant: string, file: string, field: 'domain' | 'priority' | 'environment', text: string) {
  return (stage: TenantStage): Files => {
    const name = stage.parts.project.model.tenants.fields[field];
    const path = stage.path(tenant, file);
    return { [path]: stage.read(path).replace(new RegExp(`^(${name} += ).*$`, 'm'), `$1${text}`) };
  };
}

function added(tenant: string, file: string, text: string) {
  return (stage: TenantStage): Files => {
    const path = stage.path(tenant, file);
    return { [path]: `${stage.read(path)}${text}` };
  };
}

/** What the check of tenants says at its end when there is anything. */
export const FOUND = /\d+ tenants: \d+ (error|warning|notice)/;

export const DEFECTS: readonly Defect[] = [
  {
    what: 'A domain of another tenant',
    job: 'configuration',
    reason: FOUND,
    row: '| tenant1/dev.tfvars:4 | V03 |',
    change: value('tenant1', 'dev.tfvars', 'domain', '"other.example.org"'),
    core: true,
  },
  {
    what: 'An environment that is not that of its file',
    job: 'configuration',
    reason: FOUND,
    row: '| tenant1/sit.tfvars:3 | V02 |',
    change: value('tenant1', 'sit.tfvars', 'environment', '"prod"'),
  },
  {
    what: 'A value that is no literal',
    job: 'configuration',
    reason: FOUND,
    row: '| tenant1/dev.tfvars:5 | V21 |',
    change: value('tenant1', 'dev.tfvars', 'priority', '100 + 1'),
  },
  {
    what: 'A value of the wrong type',
    job: 'configuration',
    reason: FOUND,
    row: '| tenant1/dev.tfvars:5 | V18 |',
    change: value('tenant1', 'dev.tfvars', 'priority', '"many"'),
  },
  {
    what: 'A plan that lies in the folder of a tenant',
    job: 'configuration',
    reason: FOUND,
    row: '| tenant0/tfplan:1 | V13 |',
    change: (stage) => ({ [stage.path('tenant0', 'tfplan')]: 'PK\u0003\u0004' }),
  },
  {
    what: 'A variable file that Terraform cannot read',
    job: 'configuration',
    reason: FOUND,
    row: '| tenant0/prod.tfvars:10 | V00 |',
    change: added('tenant0', 'prod.tfvars', 'this is no HCL\n'),
  },
  {
    what: 'A file that is not in the form of terraform fmt',
    job: 'terraform',
    reason: 'This is not in the form of terraform fmt. Write: terraform fmt tenants/tenant2/dev.tfvars',
    change: added('tenant2', 'dev.tfvars', '  # a note that stands too far right\n'),
  },
  {
    what: 'An argument that the module does not have',
    job: 'terraform',
    reason: 'Unsupported argument: An argument named "colour" is not expected here.',
    change: (stage) => {
      const path = stage.path('tenant2', 'main.tf');
      return { [path]: stage.read(path).replace(/\n}\n$/, '\n\n  colour = "red"\n}\n') };
    },
    core: true,
  },
  {
    what: 'A module that its tenants can no longer use',
    job: 'terraform',
    reason: 'Missing required argument: The argument "new" is required',
    change: (stage) => {
      const path = `${stage.parts.project.model.modulesFolder}/wordpress-instance/main.tf`;
      return { [path]: `variable "new" {\n  type = string\n}\n\n${stage.read(path)}` };
    },
  },
];
