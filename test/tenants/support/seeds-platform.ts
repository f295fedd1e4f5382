/** Seeded defects of V09 to V14: state, credentials, accounts, and what lies around. */
import { piece, variable, type Edit, type Seed } from './seeded';

const BACKEND = '  backend "s3" {}\n';

function backend(title: string, wrong: string, right: string, also: readonly string[] = []): Seed {
  return piece('V09', title, ['backend.tf', BACKEND], [wrong, right], also);
}

function file(id: string, title: string, wrong: string, right: string, text = 'x'): Seed {
  const edit = (path: string): Edit[] => [{ file: path, text }];
  return { id, title, wrong: edit(wrong), right: edit(right), at: [`${wrong}:1:1`] };
}

const ARN = 'arn:aws:iam::';

export const platformSeeds: readonly Seed[] = [
  backend(
    'a bucket that is fixed',
    '  backend "s3" {\n    ▶bucket = "bbws-terraform-state-dev"\n  }\n',
    '  backend "s3" {\n    encrypt = true\n  }\n',
  ),
  backend(
    'a region and a table that are fixed',
    '  backend "s3" {\n    encrypt        = true\n    ▶region         = "af-south-1"\n    dynamodb_table = "locks"\n  }\n',
    '  backend "s3" {\n    use_lockfile = true\n  }\n',
  ),
  backend(
    "another tenant's key",
    '  backend "s3" {\n    key = ▶"tenants/zeta/terraform.tfstate"\n  }\n',
    '  backend "s3" {\n    key = "tenants/acme/terraform.tfstate"\n  }\n',
  ),
  backend('a state on the runner', '  ▶backend "local" {}\n', BACKEND),
  backend('a state elsewhere', '  ▶cloud {\n    organization = "x"\n  }\n', BACKEND),
  {
    id: 'V09',
    title: 'no backend',
    wrong: [{ file: 'acme/backend.tf', text: 'terraform {\n  required_version = ">= 1.11"\n}\n' }],
    right: [{ file: 'acme/backend.tf', text: 'terraform {\n  required_version = ">= 1.11"\n  backend "s3" {}\n}\n' }],
    at: ['acme/backend.tf:1:1'],
  },
  {
    id: 'V09',
    title: 'no file with a backend',
    wrong: [{ file: 'acme/backend.tf', gone: true }],
    right: [
      { file: 'acme/backend.tf', gone: true },
      { file: 'acme/versions.tf', text: 'terraform {\n  backend "s3" {}\n}\n' },
    ],
    at: ['acme/providers.tf:1:1'],
  },
  {
    id: 'V09',
    title: "another tenant's key in settings of the backend",
    wrong: [{ file: 'acme/backend.hcl', text: 'key = ▶"tenants/zeta/terraform.tfstate"\n' }],
    right: [
      {
        file: 'acme/backend.hcl',
        text: 'bucket = "bbws-terraform-state-dev"\nkey = "tenants/acme/terraform.tfstate"\n',
      },
    ],
  },
  variable('V10', 'a personal profile', ['dev.tfvars', 'aws_profile'], ['▶"jane-dev"', '""']),
  variable('V10', 'the default profile', ['prod.tfvars', 'aws_profile'], ['▶"default"', 'null']),
  piece('V10', 'in a provider', ['providers.tf', 'var.aws_profile'], ['▶"admin"', 'var.aws_profile']),
  piece(
    'V10',
    'as a default',
    ['variables.tf', 'variable "aws_profile" {\n  type    = string\n  default = null'],
    [
      'variable "aws_profile" {\n  type    = string\n  default = ▶"jane-dev"',
      'variable "aws_profile" {\n  type    = string\n  default = ""',
    ],
  ),
  piece(
    'V10',
    'a file of credentials',
    ['providers.tf', '  region  = var.aws_region\n  profile = var.aws_profile\n'],
    ['  shared_credentials_files = ▶["~/.aws/credentials"]\n', '  region = var.aws_region\n'],
  ),
  piece(
    'V10',
    'in a backend',
    ['backend.tf', BACKEND],
    ['  backend "s3" {\n    profile = ▶"jane-dev"\n  }\n', BACKEND],
  ),
  variable(
    'V11',
    "another environment's account",
    ['dev.tfvars', 'expected_account_id'],
    ['▶"093646564004"', '"536580886816"'],
  ),
  variable('V11', 'an unknown account', ['sit.tfvars', 'expected_account_id'], ['▶"417589271098"', '"815856636111"']),
  variable('V11', 'an id without its zero', ['prod.tfvars', 'expected_account_id'], ['▶93646564004', '"093646564004"']),
  variable(
    'V11',
    "another environment's registry",
    ['prod.tfvars', 'wordpress_image'],
    [
      '▶"536580886816.dkr.ecr.af-south-1.amazonaws.com/prod-wordpress:6.4.3-build17"',
      '"093646564004.dkr.ecr.af-south-1.amazonaws.com/prod-wordpress:6.4.3-build17"',
    ],
  ),
  variable(
    'V11',
    "another environment's role",
    ['sit.tfvars', 'db_secret_arn'],
    [`▶"${ARN}536580886816:role/x"`, `"${ARN}815856636111:role/x"`],
  ),
  variable('V11r', 'another region', ['dev.tfvars', 'aws_region'], ['▶"eu-west-1"', '"af-south-1"']),
  variable(
    'V11r',
    'a registry in another region',
    ['dev.tfvars', 'wordpress_image'],
    [
      '▶"536580886816.dkr.ecr.eu-west-1.amazonaws.com/x:1.2.3"',
      '"536580886816.dkr.ecr.af-south-1.amazonaws.com/x:1.2.3"',
    ],
  ),
  piece('V11r', 'in a provider', ['providers.tf', 'var.aws_region'], ['▶"eu-west-1"', '"us-east-1"']),
  variable(
    'V12',
    'a password',
    ['dev.tfvars', 'scaling'],
    ['{ min = 1, db_password = ▶"horse" }', '{ min = 1, password_arn = "horse" }'],
  ),
  variable('V12', 'a key of AWS under any name', ['sit.tfvars', 'db_secret_arn'], ['▶"AKIAQQQQWWWWEEEERRRR"', '"AKI"']),
  variable(
    'V12',
    'a password inside',
    ['dev.tfvars', 'scaling'],
    ['{ min = 1, adminPassword = ▶"p4ss" }', '{ min = 1 }'],
  ),
  variable('V12', 'a URL with a password', ['dev.tfvars', 'db_secret_arn'], ['▶"mysql://u:pw@db/x"', '"mysql://db/x"']),
  {
    id: 'V12',
    title: 'as a default',
    wrong: [{ file: 'acme/more.tf', text: 'variable "api_key" {\n  default = ▶"c2VjcmV0"\n}\n' }],
    right: [{ file: 'acme/more.tf', text: 'variable "api_key_arn" {\n  default = "c2VjcmV0"\n}\n' }],
  },
  {
    id: 'V12',
    title: 'in a resource',
    wrong: [{ file: 'acme/more.tf', text: 'resource "x" "y" {\n  password = ▶"abc"\n}\n' }],
    right: [{ file: 'acme/more.tf', text: 'resource "x" "y" {\n  password = var.password\n}\n' }],
  },
  {
    id: 'V12',
    title: 'a private key',
    wrong: [{ file: 'acme/dev.tfvars', name: 'db_secret_arn', value: '▶"-----BEGIN RSA PRIVATE KEY-----"' }],
    right: [{ file: 'acme/dev.tfvars', name: 'db_secret_arn', value: '"-----BEGIN CERTIFICATE-----"' }],
  },
  file('V13', 'a state', 'acme/terraform.tfstate', 'acme/notes.md'),
  file('V13', 'a backup of a state', 'acme/terraform.tfstate.backup', 'acme/backup.md'),
  file('V13', 'a plan', 'acme/tfplan', 'acme/tfplan.md'),
  file('V13', 'a plan with an ending', 'acme/prod.tfplan', 'acme/plans/README.md'),
  file('V13', 'a plan beside the tenants', 'all.plan', 'all.md'),
  file('V13', 'a plan that is called otherwise', 'acme/out.bin', 'acme/notes.txt', 'PK\u0003\u0004\u0000\u0000tfplan'),
  file('V13', 'a copy of an editor', 'acme/main.tf.bak', 'acme/main.tf.md'),
  file('V13', 'a state deeper inside', 'acme/old/errored.tfstate', 'acme/old/x.md'),
  variable('V14', 'a name with a hyphen', ['dev.tfvars', 'tenant_name'], ['▶"ac-me"', '"acme"'], ['V01']),
];
