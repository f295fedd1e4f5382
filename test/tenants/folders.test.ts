/** What lies on the disk: links, files that cannot be read, folders of all kinds. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { tenants as platform } from '../../repos';
import { checkFolder } from '../../src/tenants/check';
import { readSource } from '../../src/tenants/read-file';
import { findRoot } from '../../src/tenants/read-tenants';
import { short, smallFleet, written } from './support/fleet-on-disk';

function found(root: string): string[] {
  return short(checkFolder(root, platform).findings);
}

test('A link that leads out of the folder is reported and not followed.', () => {
  const root = written(smallFleet());
  const outside = join(dirname(root), 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'dev.tfvars'), 'tenant_name = "x"\n');
  symlinkSync(outside, join(root, 'linked'));
  symlinkSync(join(outside, 'dev.tfvars'), join(root, 'acme/extra.tfvars'));
  symlinkSync('/nowhere', join(root, 'acme/lost.tfvars'));
  expect(found(root)).toEqual(['V22 acme/extra.tfvars:1:1', 'V22 acme/lost.tfvars:1:1', 'V22 linked:1:1']);
});

test('A link to a file that declares variables hides what is declared, so nothing is said of that.', () => {
  const root = written(smallFleet());
  const shared = join(dirname(root), 'variables.tf');
  writeFileSync(shared, '');
  rmSync(join(root, 'acme/variables.tf'));
  symlinkSync(shared, join(root, 'acme/variables.tf'));
  expect(found(root)).toEqual(['V22 acme/variables.tf:1:1']);
});

test('A link inside of the folder is read, and so a linked file is a copy.', () => {
  const root = written(smallFleet());
  rmSync(join(root, 'acme/prod.tfvars'));
  symlinkSync('../zeta/prod.tfvars', join(root, 'acme/prod.tfvars'));
  expect(found(root)).toContain('V08 acme/prod.tfvars:1:1');
});

test('A circle of links ends.', () => {
  const root = written(smallFleet());
  symlinkSync('.', join(root, 'acme/again'));
  symlinkSync('../acme', join(root, 'zeta/acme'));
  expect(found(root)).toEqual([]);
});

test('A file that is too large is not read, and said to be.', () => {
  const root = written({ ...smallFleet(), 'acme/sit.tfvars': `# ${'x'.repeat(1_100_000)}\n` });
  expect(found(root)).toEqual(['V00 acme/sit.tfvars:1:1']);
});

test('A file of bytes is no variable file.', () => {
  const root = written({ ...smallFleet(), 'acme/sit.tfvars': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]) });
  expect(found(root)).toEqual(['V00 acme/sit.tfvars:1:1']);
});

test('A file that Terraform cannot read is reported at its place, and all others are checked.', () => {
  const files = smallFleet();
  files['acme/dev.tfvars'] = 'tenant_name = "acme"\nenvironment = dev\n';
  files['zeta/main.tf'] = 'module "x" {\n';
  files['zeta/dev.tfvars'] = files['zeta/dev.tfvars']?.replace('"zeta"', '"zetta"') ?? '';
  expect(found(written(files))).toEqual([
    'V00 acme/dev.tfvars:2:15',
    'V01 zeta/dev.tfvars:2:16',
    'V00 zeta/main.tf:2:1',
  ]);
});

test('Folders without a .tf file are judged by their variables only.', () => {
  const files = smallFleet();
  for (const path of Object.keys(files)) if (/acme\/.*(\.tf|\.hcl)$/.test(path)) Reflect.deleteProperty(files, path);
  expect(found(written(files))).toEqual([]);
});

test('Hidden folders, files beside the tenants and an empty folder are no tenants.', () => {
  const root = written({ ...smallFleet(), '.github/x.tfvars': 'a = b\n', 'README.md': '', '.gitkeep': '' });
  expect(found(root)).toEqual([]);
  expect(checkFolder(written({}), platform)).toEqual({ findings: [], tenants: 0 });
});

test('What Terraform downloads is not looked into.', () => {
  const root = written({ ...smallFleet(), 'acme/.terraform/terraform.tfstate': '{}' });
  expect(found(root)).toEqual([]);
});

test('A folder that is not there, or is a file, is an error with a sentence.', () => {
  const root = written({ 'x.md': '' });
  expect(() => findRoot(join(root, 'none'))).toThrow(
    /none is no folder\. Name the folder that holds a folder for each/,
  );
  expect(() => findRoot(join(root, 'x.md'))).toThrow(/x\.md is no folder/);
});

test('A file that cannot be read is reported.', () => {
  expect(readSource(join(written({}), 'gone.tfvars'), 'acme/gone.tfvars')).toMatchObject({
    finding: { id: 'V00', file: 'acme/gone.tfvars', fix: 'a file that may be read' },
  });
});

test('Words of people and pictures are neither placeholders nor images of containers.', () => {
  const files = smallFleet();
  const texts = '{ Title = "Welcome to your site", Owner = "Todolist & Sons", Logo_image = "logo.png" }';
  files['acme/dev.tfvars'] = `${files['acme/dev.tfvars'] ?? ''}\nlogo_image = "logo.png"\ntexts      = ${texts}\n`;
  files['acme/more.tf'] =
    'variable "logo_image" {\n  type = string\n}\n\nvariable "texts" {\n  type = map(string)\n}\n';
  expect(found(written(files))).toEqual([]);
});
