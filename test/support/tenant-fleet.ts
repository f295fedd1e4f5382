/** Tenants without a defect, in both layouts: what tests break one thing of, and what the benchmark counts. */
import { tenants as platform } from '../../repos';
import { forTenant } from '../../src/model/tenant-platform';

/** Files of a folder, by path. */
export type Files = Record<string, string>;

/** What may differ in a variable file; everything else follows from tenant and environment. */
export interface Variables {
  readonly tenant: string;
  readonly environment: string;
  readonly priority: number;
}

const COMMON: Files = {
  'main.tf': `module "wordpress" {
  source = "../../modules/wordpress-instance"

  tenant_name   = var.tenant_name
  environment   = var.environment
  domain_name   = var.domain_name
  alb_priority  = var.alb_priority
  desired_count = var.desired_count
  tags          = var.tags
}
`,
  'variables.tf': `variable "tenant_name" {
  description = "Name of the tenant, as its folder"
  type        = string
}

variable "environment" {
  type = string
}

variable "domain_name" {
  type = string
}

variable "alb_priority" {
  type = number
}

variable "aws_region" {
  type    = string
  default = "af-south-1"
}

variable "aws_profile" {
  type    = string
  default = null
}

variable "wordpress_image" {
  type = string
}

variable "task_cpu" {
  type    = number
  default = 256
}

variable "task_memory" {
  type    = number
  default = 512
}

variable "desired_count" {
  type    = number
  default = 1
}

variable "wordpress_debug" {
  type    = bool
  default = false
}

variable "enable_ecs_exec" {
  type    = bool
  default = false
}

variable "expected_account_id" {
  type     = string
  default  = null
  nullable = true
}

variable "db_secret_arn" {
  type    = string
  default = ""
}

variable "allowed_cidrs" {
  type    = list(string)
  default = []
}

variable "scaling" {
  type    = object({ min = number, max = optional(number) })
  default = { min = 1 }
}

variable "tags" {
  type    = map(string)
  default = {}
}
`,
  'outputs.tf': `output "url" {
  value = module.wordpress.url
}
`,
  'backend.tf': `terraform {
  backend "s3" {}
}
`,
  'providers.tf': `provider "aws" {
  region  = var.aws_region
  profile = var.aws_profile
}
`,
  '.terraform.lock.hcl': `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`,
};

/** A variable file, in the form of terraform fmt. */
export function variableFile({ tenant, environment, priority }: Variables): string {
  const row = platform.environments.find(({ name }) => name === environment);
  if (!row) throw new Error(`There is no environment ${environment}.`);
  const production = row.minima !== undefined;
  return `# ${tenant} in ${environment}
tenant_name  = "${tenant}"
environment  = "${environment}"
domain_name  = "${forTenant(row.domain, tenant)}"
alb_priority = ${priority}
aws_region   = "${row.region}"

wordpress_image = "${row.account}.dkr.ecr.${row.region}.amazonaws.com/${environment}-wordpress:6.4.3-build17"
task_cpu        = ${production ? 512 : 256}
task_memory     = ${production ? 1024 : 512}
desired_count   = ${production ? 2 : 1}
wordpress_debug = ${production ? 'false' : 'true'}
enable_ecs_exec = false

db_secret_arn = "arn:aws:secretsmanager:${row.region}:${row.account}:secret:tenant-${tenant}-db"
allowed_cidrs = ["10.${production ? 3 : 1}.0.0/16"]

tags = {
  Project     = "BBWS"
  Tenant      = "${tenant}"
  Environment = "${environment}"
  CostCenter  = "BBWS-AWS"
}
`;
}

/** A tenant in the layout of three files: `number` tells its priorities from those of others. */
export function threeFiles(tenant: string, number: number): Files {
  const files = ['dev', 'sit', 'prod'].map((environment, i) => {
    const priority = 100 + number * 4 + i;
    return [`${environment}.tfvars`, variableFile({ tenant, environment, priority })] as const;
  });
  return under(tenant, { ...COMMON, ...Object.fromEntries(files) });
}

/** A tenant in the layout of one file, which is for one environment. */
export function oneFile(tenant: string, number: number, environment: string): Files {
  const text = variableFile({ tenant, environment, priority: 45_000 + number });
  return under(tenant, { ...COMMON, 'terraform.tfvars': text });
}

/** Tenants without any defect. */
export function cleanFleet(count: number): Files {
  return Object.assign({}, ...Array.from({ length: count }, (_, i) => threeFiles(`tenant${i}`, i)));
}

function under(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
