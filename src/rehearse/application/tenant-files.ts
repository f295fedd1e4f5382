/** Tenants without a defect, as a definition asks for them; what stands for their resources needs no provider. */
import type { GitOpsModel } from '../../model/gitops';
import { forTenant } from '../../model/tenant-platform';

/** Files by path; undefined removes one. */
export type Files = Record<string, string>;

/** What the module makes of data; another one would replace it. */
export const DATABASE = 'engine 8.0';

/** The module that all tenants use: built into Terraform, it keeps what it is given in the state. */
export function tenantModule({ modulesFolder, tenants: { fields } }: GitOpsModel): Files {
  const names = [fields.tenant, fields.environment, fields.domain, fields.priority, fields.tasks];
  const inputs = names.map((name) => `    ${name} = var.${name}`);
  const width = Math.max(...names.map((name) => name.length));
  const aligned = inputs.map((line) => line.replace(/(\w+) =/, (_, name: string) => `${name.padEnd(width)} =`));
  const text = [
    ...names.map((name) => variable(name, { tasks: fields.tasks, priority: fields.priority })),
    `resource "terraform_data" "service" {\n  input = {\n${aligned.join('\n')}\n  }\n}\n`,
    `resource "terraform_data" "database" {\n  triggers_replace = ["${DATABASE}"]\n}\n`,
  ];
  return { [`${modulesFolder}/wordpress-instance/main.tf`]: text.join('\n') };
}

/** A tenant in the layout of a file for each environment; `number` tells its priorities from those of others. */
export function tenantFiles(model: GitOpsModel, tenant: string, number: number): Files {
  const { tenants, tenantsFolder, modulesFolder } = model;
  const { fields } = tenants;
  const names = [fields.tenant, fields.environment, fields.domain, fields.priority, fields.tasks];
  const width = Math.max(...names.map((name) => name.length));
  const up = tenantsFolder.split('/').map(() => '..');
  const source = `${['..', ...up].join('/')}/${modulesFolder}/wordpress-instance`;
  const passed = names.map((name) => `  ${name.padEnd(width)} = var.${name}`);
  const off = tenants.environments.flatMap(({ minima }) => minima?.off ?? []);
  const declared = [...names, fields.region, ...off];
  const kinds = { tasks: fields.tasks, priority: fields.priority };
  const files: Files = {
    'main.tf': `module "wordpress" {\n  source = "${source}"\n\n${passed.join('\n')}\n}\n`,
    'variables.tf': declared.map((name) => variable(name, kinds, off)).join('\n'),
    'backend.tf': 'terraform {\n  backend "s3" {}\n}\n',
    '.terraform.lock.hcl': '# This file is maintained automatically by "terraform init".\n',
  };
  for (const environment of tenants.environments)
    files[`${environment.name}.tfvars`] = variableFile(model, tenant, number, environment.name);
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${tenantsFolder}/${tenant}/${path}`, text]));
}

/** A repository with this many tenants. */
export function tenantFleet(model: GitOpsModel, count: number): Files {
  const all = Array.from({ length: count }, (_, i) => Object.entries(tenantFiles(model, `tenant${i}`, i)));
  return { ...tenantModule(model), ...Object.fromEntries(all.flat()) };
}

function variableFile({ tenants }: GitOpsModel, tenant: string, number: number, environment: string): string {
  const { fields, priorities, environments } = tenants;
  const row = environments.find(({ name }) => name === environment);
  if (row === undefined) throw new Error(`The table of tenants has no environment "${environment}".`);
  const priority = priorities.from + number * environments.length + environments.indexOf(row);
  const values = {
    [fields.tenant]: `"${tenant}"`,
    [fields.environment]: `"${environment}"`,
    [fields.domain]: `"${forTenant(row.domain, tenant)}"`,
    [fields.priority]: String(priority),
    [fields.region]: `"${row.region}"`,
    [fields.tasks]: String(row.minima?.tasks ?? 1),
    ...Object.fromEntries((row.minima?.off ?? []).map((name) => [name, 'false'])),
  };
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  const lines = Object.entries(values).map(([name, value]) => `${name.padEnd(width)} = ${value}`);
  return `# ${tenant} in ${environment}\n${lines.join('\n')}\n`;
}

function variable(name: string, kinds: { tasks: string; priority: string }, off: readonly string[] = []): string {
  if (off.includes(name)) return `variable "${name}" {\n  type    = bool\n  default = false\n}\n`;
  const type = name === kinds.tasks || name === kinds.priority ? 'number' : 'string';
  return `variable "${name}" {\n  type = ${type}\n}\n`;
}
