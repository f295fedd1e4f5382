/** A realistic checkout with the defects that the field has. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tenants as platform } from '../../repos';
import { checkFolder } from '../../src/tenants/check';
import { short } from './support/fleet-on-disk';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'target-')));
cpSync(resolve(__dirname, '../targets/2_bbws_tenants_instances_dev'), folder, { recursive: true });
mkdirSync(join(folder, '.git'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { findings, tenants } = checkFolder(join(folder, 'tenants'), platform);
const found = short(findings);

test('It has tenants in both layouts, and three without any defect but what others do to them.', () => {
  expect(tenants).toBe(16);
  expect(found.filter((each) => / (amber|birch|cedar|juniper)\//.test(each))).toEqual(['V04 amber/prod.tfvars:4:16']);
});

test.each([
  ['a copy of another tenant', ['V08 testtenant/prod.tfvars:1:1', 'V01 testtenant/prod.tfvars:1:16']],
  [
    'a priority that two tenants have',
    ['V04 ember/dev.tfvars:4:16', 'V04 fern/dev.tfvars:4:16', 'V04 ember/prod.tfvars:4:16'],
  ],
  ['empty files', ['V06 grove/dev.tfvars:1:1', 'V06 heath/sit.tfvars:1:1', 'V06 iris/prod.tfvars:1:1']],
  ['placeholders in production', ['V07 dune/prod.tfvars:23:26', 'V07 dune/prod.tfvars:24:26']],
  ['personal profiles', ['V10 fern/dev.tfvars:5:16', 'V10 kelp/backend.tf:10:22']],
  ['a backend that is fixed', ['V09 kelp/backend.tf:5:5', 'V09 larch/backend.tf:6:22']],
  ['a region that is not in the table', ['V11r dune/dev.tfvars:5:16', 'V11r dune/sit.tfvars:7:19']],
  ['an account of another environment', ['V11 larch/sit.tfvars:7:19']],
  ['plan and state in the tree', ['V13 north-star/prod.plan:1:1', 'V13 north-star/terraform.tfstate.backup:1:1']],
  ['a module outside of the repository', ['V22 north-star/main.tf:2:12']],
  ['a file that Terraform cannot read', ['V00 orchid/dev.tfvars:3:16']],
])('It has %s.', (_, expected) => {
  expect(found).toEqual(expect.arrayContaining(expected));
});

test('It has every rule but the smallest, and no more than what was put in.', () => {
  const counts: Record<string, number> = {};
  for (const { id } of findings) counts[id] = (counts[id] ?? 0) + 1;
  expect(counts).toEqual({
    ...{ V00: 1, V01: 1, V02: 1, V03: 1, V04: 6, V05: 2, V06: 10, V07: 2, V08: 1, V09: 3, V10: 4, V11: 1, V11r: 5 },
    ...{ V12: 1, V13: 2, V14: 1, V15: 2, V16: 1, V17: 2, V18: 1, V19: 1, V20: 2, V21: 1, V22: 4 },
  });
});
