/** Seeded defects of V01 to V08: who a tenant is, and which route belongs to it. */
import { variableFile } from '../../support/tenant-fleet';
import { piece, variable, type Seed } from './seeded';

const zetaDev = variableFile({ tenant: 'zeta', environment: 'dev', priority: 108 });
const zetaProd = variableFile({ tenant: 'zeta', environment: 'prod', priority: 110 });

export const identitySeeds: readonly Seed[] = [
  variable('V01', 'another name', ['dev.tfvars', 'tenant_name'], ['▶"acmee"', '"acme"']),
  variable('V01', 'a name in capitals', ['sit.tfvars', 'tenant_name'], ['▶"ACME"', '"acme"'], ['V14']),
  variable('V01', 'an empty name', ['prod.tfvars', 'tenant_name'], ['▶""', '"acme"'], ['V14']),
  variable('V01', 'a number for a name', ['prod.tfvars', 'tenant_name'], ['▶12', '"acme"']),
  variable('V01', 'no name at all', ['prod.tfvars', 'tenant_name'], ['▶null', '"acme"']),
  piece(
    'V01',
    'a default that is another name',
    ['variables.tf', '  description = "Name of the tenant, as its folder"\n  type        = string'],
    ['  type    = string\n  default = ▶"zeta"', '  type    = string\n  default = "acme"'],
  ),
  piece('V01', 'a name that is fixed', ['main.tf', 'var.tenant_name'], ['▶"zeta"', 'var.tenant_name']),
  {
    ...piece('V01', 'no line', ['dev.tfvars', 'tenant_name  = "acme"\n'], ['', 'tenant_name  = "acme"\n']),
    at: ['acme/dev.tfvars:1:1'],
  },
  variable('V02', 'prod in dev.tfvars', ['dev.tfvars', 'environment'], ['▶"prod"', '"dev"']),
  variable('V02', 'dev in prod.tfvars', ['prod.tfvars', 'environment'], ['▶"dev"', '"prod"']),
  variable('V02', 'another word', ['sit.tfvars', 'environment'], ['▶"staging"', '"sit"']),
  variable('V02', 'capitals', ['dev.tfvars', 'environment'], ['▶"DEV"', '"dev"']),
  {
    id: 'V02',
    title: 'an environment that does not exist, in a single file',
    wrong: [{ file: 'solo/terraform.tfvars', name: 'environment', value: '▶"production"' }],
    right: [{ file: 'solo/terraform.tfvars', name: 'environment', value: '"prod"' }],
  },
  {
    ...piece(
      'V02',
      'a default of another environment',
      ['variables.tf', 'variable "environment" {\n  type = string\n'],
      [
        'variable "environment" {\n  type    = string\n  default = "dev"\n',
        'variable "environment" {\n  type = string\n',
      ],
    ),
    wrong: [
      {
        file: 'acme/variables.tf',
        from: 'variable "environment" {\n  type = string\n',
        to: 'variable "environment" {\n  type    = string\n  default = "dev"\n',
      },
      { file: 'acme/prod.tfvars', from: 'environment  = "prod"\n', to: '' },
    ],
    at: ['acme/prod.tfvars:1:1'],
  },
  variable(
    'V03',
    "another tenant's domain",
    ['dev.tfvars', 'domain_name'],
    ['▶"zeta.wpdev.kimmyai.io"', '"acme.wpdev.kimmyai.io"'],
  ),
  variable(
    'V03',
    "another environment's domain",
    ['prod.tfvars', 'domain_name'],
    ['▶"acme.wpsit.kimmyai.io"', '"acme.wp.kimmyai.io"'],
  ),
  variable(
    'V03',
    'a URL in place of a domain',
    ['sit.tfvars', 'domain_name'],
    ['▶"https://acme.wpsit.kimmyai.io"', '"acme.wpsit.kimmyai.io"'],
  ),
  variable('V03', 'no tenant', ['dev.tfvars', 'domain_name'], ['▶"wpdev.kimmyai.io"', '"acme.wpdev.kimmyai.io"']),
  {
    id: 'V03',
    title: 'the domain of another environment, in a single file',
    wrong: [{ file: 'solo/terraform.tfvars', name: 'domain_name', value: '▶"solo.wpdev.kimmyai.io"' }],
    right: [{ file: 'solo/terraform.tfvars', name: 'domain_name', value: '"solo.wp.kimmyai.io"' }],
  },
  ...priorityTwice('a number that another tenant has', 'dev', '▶108', '▶108'),
  ...priorityTwice('the same number in other digits', 'sit', '▶1.09e2', '▶109'),
  ...priorityTwice('the same number as text', 'prod', '▶"110"', '▶110'),
  {
    id: 'V04',
    title: 'the number of a tenant with a single file',
    wrong: [
      { file: 'acme/prod.tfvars', name: 'alb_priority', value: '▶45003' },
      { file: 'solo/terraform.tfvars', name: 'alb_priority', value: '▶45003' },
    ],
    right: [{ file: 'acme/dev.tfvars', name: 'alb_priority', value: '45003' }],
  },
  variable('V05', 'zero', ['dev.tfvars', 'alb_priority'], ['▶0', '100']),
  variable('V05', 'below zero', ['dev.tfvars', 'alb_priority'], ['▶-5', '500']),
  variable('V05', 'more than a listener takes', ['dev.tfvars', 'alb_priority'], ['▶50001', '49999']),
  variable('V05', 'not whole', ['sit.tfvars', 'alb_priority'], ['▶120.5', '120.0']),
  variable('V05', 'in the band of the platform', ['prod.tfvars', 'alb_priority'], ['▶50', '105']),
  variable('V05', 'the number of the default rule', ['prod.tfvars', 'alb_priority'], ['▶50000', '49999']),
  empty('0 bytes', ''),
  empty('comments only', '# to be filled in later\n/* nothing */\n'),
  empty('the end of a line', '\n'),
  {
    id: 'V06',
    title: 'JSON without a variable',
    wrong: [
      { file: 'acme/sit.tfvars', gone: true },
      { file: 'acme/sit.tfvars.json', text: '{}\n' },
    ],
    right: [{ file: 'acme/sit.tfvars', gone: true }],
    at: ['acme/sit.tfvars.json:1:1'],
  },
  variable('V07', 'TODO', ['dev.tfvars', 'db_secret_arn'], ['▶"TODO"', '""']),
  variable('V07', 'a name that the module takes', ['dev.tfvars', 'tenant_name'], ['▶"changeme"', '"acme"'], ['V01']),
  variable('V07', 'angle brackets', ['prod.tfvars', 'db_secret_arn'], ['▶"<arn of the secret>"', '""']),
  variable('V07', 'words that ask for something', ['prod.tfvars', 'db_secret_arn'], ['▶"your-secret-here"', '""']),
  piece('V07', 'inside of a map', ['sit.tfvars', '"BBWS-AWS"'], ['▶"tbd"', '"todolist"']),
  piece(
    'V07',
    'a mark behind a value',
    ['dev.tfvars', 'alb_priority = 104'],
    ['alb_priority = ▶104 # TODO: ask', 'alb_priority = 104 # by the sheet'],
  ),
  piece(
    'V07',
    'a list that holds one',
    ['dev.tfvars', '["10.1.0.0/16"]'],
    ['["10.1.0.0/16", ▶"???"]', '["10.1.0.0/16", "10.2.0.0/16"]'],
  ),
  piece(
    'V07',
    "the account of AWS's documentation",
    ['dev.tfvars', 'db_secret_arn = "arn:aws:secretsmanager:af-south-1:536580886816:secret:tenant-acme-db"'],
    [
      'db_secret_arn = ▶"arn:aws:sns:af-south-1:123456789012:x"',
      'db_secret_arn = "arn:aws:sns:af-south-1:536580886816:x"',
    ],
    ['V11'],
  ),
  {
    id: 'V08',
    title: "another tenant's file, byte by byte",
    wrong: [{ file: 'acme/dev.tfvars', text: zetaDev }],
    right: [],
    at: ['acme/dev.tfvars:1:1'],
    also: ['V01', 'V03', 'V04'],
  },
  {
    id: 'V08',
    title: "another tenant's file with other ends of lines",
    wrong: [{ file: 'acme/prod.tfvars', text: zetaProd.replaceAll('\n', '\r\n') }],
    right: [],
    at: ['acme/prod.tfvars:1:1'],
    also: ['V01', 'V03', 'V04'],
  },
  {
    id: 'V08',
    title: "another tenant's name and domain with a number of its own",
    wrong: [{ file: 'acme/prod.tfvars', text: zetaProd.replace('= 110', '= 777').replace('# zeta', '# acme') }],
    right: [],
    at: ['acme/prod.tfvars:1:1'],
    also: ['V01', 'V03'],
  },
];

function priorityTwice(title: string, environment: string, mine: string, theirs: string): Seed[] {
  const file = `${environment}.tfvars`;
  const wrong = [
    { file: `acme/${file}`, name: 'alb_priority', value: mine },
    { file: `zeta/${file}`, name: 'alb_priority', value: theirs },
  ];
  // The same number in another environment is another listener's.
  const other = environment === 'dev' ? 'sit' : 'dev';
  const right = [{ file: `acme/${other}.tfvars`, name: 'alb_priority', value: theirs.replace('▶', '') }];
  return [{ id: 'V04', title, wrong, right }];
}

function empty(title: string, text: string): Seed {
  const file = 'acme/sit.tfvars';
  return { id: 'V06', title, wrong: [{ file, text }], right: [{ file, gone: true }], at: [`${file}:1:1`] };
}
