/** Seeded defects of V14 to V22: sizes, types, form, and what leaves the repository. */
import { threeFiles } from '../../support/tenant-fleet';
import { piece, variable, type Edit, type Seed } from './seeded';

function folder(title: string, wrong: string, right: string): Seed {
  const edits = (name: string): Edit[] =>
    Object.entries(threeFiles(name, 9)).map(([path, text]) => ({ file: path, text }));
  return { id: 'V14', title, wrong: edits(wrong), right: edits(right), at: [`${wrong}:1:1`] };
}

export const valueSeeds: readonly Seed[] = [
  folder('a folder in capitals', 'Beta', 'beta'),
  folder('a folder with a hyphen', 'be-ta', 'be7a'),
  variable('V15', 'one task', ['prod.tfvars', 'desired_count'], ['▶1', '2']),
  variable('V15', 'no task', ['prod.tfvars', 'desired_count'], ['▶0', '3']),
  variable('V15', 'debug', ['prod.tfvars', 'wordpress_debug'], ['▶true', 'false']),
  variable('V15', 'exec', ['prod.tfvars', 'enable_ecs_exec'], ['▶"true"', '"false"']),
  {
    id: 'V15',
    title: 'one task, by default',
    wrong: [{ file: 'acme/prod.tfvars', from: 'desired_count   = 2\n', to: '' }],
    right: [{ file: 'acme/dev.tfvars', from: 'desired_count   = 1\n', to: '' }],
    at: ['acme/prod.tfvars:1:1'],
  },
  {
    id: 'V15',
    title: 'one task, in a single file',
    wrong: [{ file: 'solo/terraform.tfvars', name: 'desired_count', value: '▶1' }],
    right: [{ file: 'solo/terraform.tfvars', name: 'desired_count', value: '4' }],
  },
  variable('V16', 'too much memory', ['dev.tfvars', 'task_memory'], ['▶4096', '2048']),
  variable('V16', 'a step that does not exist', ['dev.tfvars', 'task_memory'], ['▶1536', '1024']),
  variable('V16', 'too little memory', ['prod.tfvars', 'task_memory'], ['▶512', '3072']),
  variable('V16', 'a CPU that does not exist', ['dev.tfvars', 'task_cpu'], ['▶300', '256']),
  {
    id: 'V16',
    title: 'a CPU that the default memory is too little for',
    wrong: [
      { file: 'acme/dev.tfvars', from: 'task_memory     = 512\n', to: '' },
      { file: 'acme/dev.tfvars', name: 'task_cpu', value: '▶1024' },
    ],
    right: [{ file: 'acme/dev.tfvars', from: 'task_memory     = 512\n', to: '' }],
  },
  {
    id: 'V17',
    title: 'a slip of the pen',
    wrong: [{ file: 'acme/dev.tfvars', from: 'desired_count ', to: '▶desired_coumt ' }],
    right: [{ file: 'acme/dev.tfvars', from: 'desired_count ', to: 'desired_count ' }],
  },
  {
    id: 'V17',
    title: 'a variable of nowhere, in JSON',
    wrong: [{ file: 'acme/extra.tfvars.json', text: '{\n  ▶"colour": "red"\n}\n' }],
    right: [{ file: 'acme/extra.tfvars.json', text: '{\n  "task_cpu": 256\n}\n' }],
  },
  variable('V18', 'text for a number', ['dev.tfvars', 'task_cpu'], ['▶"small"', '"256"']),
  variable('V18', 'a number for a flag', ['dev.tfvars', 'enable_ecs_exec'], ['▶1', '"1"']),
  variable('V18', 'a word for a flag', ['dev.tfvars', 'enable_ecs_exec'], ['▶"yes"', '"true"']),
  variable('V18', 'text for a list', ['dev.tfvars', 'allowed_cidrs'], ['▶"10.1.0.0/16"', '["10.1.0.0/16"]']),
  variable('V18', 'a list in a list', ['dev.tfvars', 'allowed_cidrs'], ['["a", ▶["b"]]', '["a", 1, true]']),
  variable('V18', 'a field that is missing', ['dev.tfvars', 'scaling'], ['▶{ max = 3 }', '{ min = "1", other = 2 }']),
  variable('V18', 'a field of another type', ['dev.tfvars', 'scaling'], ['{ min = ▶"few" }', '{ min = 1, max = 2 }']),
  piece('V18', 'a list for a map', ['dev.tfvars', '"BBWS-AWS"'], ['▶["BBWS-AWS"]', 'true']),
  {
    id: 'V18',
    title: 'null where a value is needed',
    wrong: [
      { file: 'acme/variables.tf', from: '  default  = null\n  nullable = true', to: '  nullable = false' },
      ...['sit', 'prod'].map((name) => ({ file: `acme/${name}.tfvars`, name: 'expected_account_id', value: '""' })),
      { file: 'acme/dev.tfvars', name: 'expected_account_id', value: '▶null' },
    ],
    right: [{ file: 'acme/dev.tfvars', name: 'expected_account_id', value: 'null' }],
  },
  piece('V19', 'no space', ['dev.tfvars', 'alb_priority = 104'], ['alb_priority =▶104', 'alb_priority = 104']),
  piece(
    'V19',
    'values that are not below each other',
    ['dev.tfvars', 'tenant_name  ='],
    ['tenant_name ▶=', 'tenant_name  ='],
  ),
  piece('V19', 'a line that is not moved in', ['sit.tfvars', '  Project '], ['▶Project ', '  Project ']),
  piece(
    'V19',
    'a space behind a value',
    ['sit.tfvars', 'enable_ecs_exec = false'],
    ['enable_ecs_exec = false▶ ', 'enable_ecs_exec = false # off'],
  ),
  piece('V19', 'in a .tf file', ['backend.tf', 'terraform {'], ['terraform▶{', 'terraform {']),
  variable('V20', 'latest', ['dev.tfvars', 'wordpress_image'], ['▶"wordpress:latest"', '"wordpress:6.4.3"']),
  variable('V20', 'no tag', ['sit.tfvars', 'wordpress_image'], ['▶"wordpress"', '"wordpress:6.4.3-php8.2-apache"']),
  variable('V20', 'a branch', ['prod.tfvars', 'wordpress_image'], ['▶"ghcr/x:main"', '"ghcr/x:main-3f2a91c"']),
  variable('V20', 'a major version', ['prod.tfvars', 'wordpress_image'], ['▶"x:6"', '"x:2024"']),
  variable(
    'V20',
    'a port is no tag',
    ['dev.tfvars', 'wordpress_image'],
    ['▶"images:5000/wordpress"', `"images:5000/wordpress@sha256:${'a'.repeat(64)}"`],
  ),
  variable('V21', 'an interpolation', ['dev.tfvars', 'task_cpu'], ['▶"2${56}"', '"256"']),
  variable('V21', 'an operation', ['dev.tfvars', 'desired_count'], ['▶1 + 1', '2']),
  variable('V21', 'a condition', ['dev.tfvars', 'wordpress_debug'], ['▶true ? true : false', '(true)']),
  variable('V21', 'in a list', ['dev.tfvars', 'allowed_cidrs'], ['["a", ▶"b${1}"]', '["a", "b1"]']),
  variable('V21', 'a "for"', ['dev.tfvars', 'allowed_cidrs'], ['▶[for x in ["a"] : x]', '["for"]']),
  piece(
    'V22',
    'a module outside',
    ['main.tf', '"../../modules/wordpress-instance"'],
    ['▶"../../../elsewhere/modules/wordpress"', '"../../modules/../modules/wordpress"'],
  ),
  piece(
    'V22',
    'a module by an absolute path',
    ['main.tf', '"../../modules/wordpress-instance"'],
    ['▶"/opt/modules/x"', '"./module"'],
  ),
  {
    id: 'V22',
    title: 'a file that is loaded by itself',
    wrong: [{ file: 'acme/extra.auto.tfvars', text: 'task_cpu = 256\n' }],
    right: [{ file: 'acme/extra.tfvars', text: 'task_cpu = 256\n' }],
    at: ['acme/extra.auto.tfvars:1:1'],
  },
  {
    id: 'V22',
    title: 'no lock',
    wrong: [{ file: 'acme/.terraform.lock.hcl', gone: true }],
    right: [],
    at: ['acme/backend.tf:1:1'],
  },
];
