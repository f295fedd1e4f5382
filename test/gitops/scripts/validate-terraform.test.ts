import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const MODULE = 'variable "size" {\n  type = number\n}\n\nresource "terraform_data" "site" {\n  input = var.size\n}\n';
const TENANT = 'module "site" {\n  source = "../../modules/site"\n\n  size = 1\n}\n';
const GOOD = { 'modules/site/main.tf': MODULE, 'tenants/acme/main.tf': TENANT };
const FOLDERS = ['modules/site', 'tenants/acme'];

function validate(files: Record<string, string>, folders = FOLDERS, changed: string[] = []): Promise<Outcome> {
  const list = (names: readonly string[]): string => names.map((name) => `${name}\0`).join('');
  const temp = workspaceWith({ 'changed-folders': list(folders), 'changed-files': list(changed) });
  const workspace = workspaceWith({ ...GOOD, ...files });
  return runScript('validate-terraform', { workspace, env: { LOCKS: 'tenants' }, runner: { RUNNER_TEMP: temp } });
}

const errors = ({ output }: Outcome): string[] => output.split('\n').filter((line) => line.startsWith('::error'));

test('a tenant and its module are fine', async () => {
  const done = await validate({}, FOLDERS, ['tenants/acme/main.tf', 'modules/site/main.tf']);
  expect([done.code, done.output]).toEqual([0, 'Terraform has nothing to say.\n']);
});

test('nothing changed, nothing is wrong', async () => {
  expect((await validate({ 'tenants/acme/main.tf': 'broken {' }, [])).code).toBe(0);
});

test.each<[string, Record<string, string>, string[], RegExp[]]>([
  [
    'a file that is not in form',
    { 'tenants/acme/dev.tfvars': 'a = 1\nlonger = 2\n' },
    ['tenants/acme/dev.tfvars', 'tenants/acme/main.tf'],
    [/^::error file=tenants\/acme\/dev\.tfvars,line=1,col=1::This is not in the form of terraform fmt\. Write: /],
  ],
  [
    'an argument that the module does not have',
    { 'tenants/acme/main.tf': TENANT.replace('size = 1', 'size  = 1\n  color = 2') },
    [],
    [/^::error file=tenants\/acme\/main\.tf,line=5,col=3::Unsupported argument: .*"color"/],
  ],
  [
    'code that cannot be parsed',
    { 'tenants/acme/main.tf': 'module "site" {' },
    [],
    [/^::error file=tenants\/acme,line=1,col=1::terraform init failed in tenants\/acme;/],
  ],
  [
    'a fault in a module, shown there and once more from the tenant',
    { 'modules/site/main.tf': `${MODULE}\noutput "x" {\n  value = var.nothing\n}\n` },
    [],
    [
      /^::error file=modules\/site\/main\.tf,line=10,col=11::Reference to undeclared input variable: /,
      /^::error file=modules\/site\/main\.tf,line=10,col=11::Reference to undeclared input variable: /,
    ],
  ],
  [
    'a provider that no lock file names',
    {
      'tenants/acme/main.tf': `terraform {\n  required_providers {\n    x = {\n      source = "terraform.invalid/a/x"\n    }\n  }\n}\n`,
    },
    [],
    [/^::error file=tenants\/acme,line=1,col=1::terraform init failed .* commit \.terraform\.lock\.hcl/],
  ],
])('%s is red, at its line', async (_, files, changed, expected) => {
  const done = await validate(files, FOLDERS, changed);
  expect(done.code).toBe(1);
  expect(errors(done)).toEqual(expected.map((each) => expect.stringMatching(each)));
});

test('names and messages are no commands of the runner', async () => {
  const folder = 'tenants/a,b:c%d';
  const done = await validate({ [`${folder}/main.tf`]: 'output "a" {\n  value = "::error::%0A" + var.x\n}\n' }, [
    folder,
  ]);
  expect(done.code).toBe(1);
  for (const line of errors(done))
    expect(line).toMatch(/^::error file=tenants\/a%2Cb%3Ac%25d\/main\.tf,line=2,col=\d+::[^:]/);
  expect(errors(done).length).toBeGreaterThan(0);
});

test('one folder that is wrong hides no other', async () => {
  const broken = { 'tenants/beta/main.tf': 'output "x" {\n  value = var.y\n}\n', 'tenants/acme/main.tf': 'module {' };
  const done = await validate(broken, ['tenants/acme', 'tenants/beta']);
  expect(errors(done).map((line) => /file=([^,]+)/.exec(line)?.[1])).toEqual(['tenants/acme', 'tenants/beta/main.tf']);
});

test('a module is held to the lock file of the first tenant', async () => {
  const workspace = workspaceWith({ ...GOOD, 'tenants/acme/.terraform.lock.hcl': '# locked\n' });
  const temp = workspaceWith({ 'changed-folders': 'modules/site\0', 'changed-files': '' });
  const runner = { RUNNER_TEMP: temp };
  const done = await runScript('validate-terraform', { workspace, env: { LOCKS: 'tenants' }, runner });
  expect([done.code, existsSync(join(workspace, 'modules/site/.terraform.lock.hcl'))]).toEqual([0, true]);
});

test.each<[string, string]>([
  ['is killed', 'kill -9 $$'],
  ['is not there', 'exit 127'],
])('where terraform fmt %s no form is taken for right', async (_, fmt) => {
  const workspace = workspaceWith({ 'tenants/acme/dev.tfvars': 'a=1\n' });
  const runner = {
    RUNNER_TEMP: workspaceWith({ 'changed-folders': '', 'changed-files': 'tenants/acme/dev.tfvars\0' }),
  };
  const programs = { terraform: `#!/bin/sh\n${fmt}\n` };
  const done = await runScript('validate-terraform', { workspace, env: { LOCKS: 'tenants' }, runner, programs });
  expect(done.code).toBe(1);
  expect(done.output).toContain('::error::terraform fmt could not look at the files that changed');
});

test('a variable file that cannot be parsed is left to the check of tenants', async () => {
  const done = await validate({ 'tenants/acme/dev.tfvars': 'a = {\n' }, [], ['tenants/acme/dev.tfvars']);
  expect([done.code, done.output]).toEqual([0, 'Terraform has nothing to say.\n']);
});
