/** Which values Terraform can turn into a declared type, and which ours says it can. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Node } from '../../src/tenants/hcl/node';
import { parseFile } from '../../src/tenants/hcl/parse-body';
import { Source } from '../../src/tenants/hcl/source';
import { readType, typeFault } from '../../src/tenants/type-constraint';

const TYPES = [
  ...['string', 'number', 'bool', 'any', 'list(string)', 'set(number)', 'map(bool)', 'map(string)', 'list(any)'],
  ...['tuple([string, number])', 'object({ a = number })', 'object({ a = optional(number), b = string })'],
  ...['list(object({ a = bool }))', 'map(list(string))', 'object({})'],
];
const VALUES = [
  ...[
    '"x"',
    '"12"',
    '"1e3"',
    '" 1"',
    '"0x1"',
    '""',
    '"true"',
    '"1"',
    '"0"',
    '"True"',
    '"yes"',
    '1',
    '-2.5',
    'true',
    'null',
  ],
  ...[
    '[]',
    '["x"]',
    '["1", 2]',
    '[true]',
    '[["x"]]',
    '[null]',
    '["x", 1]',
    '{}',
    '{ a = 1 }',
    '{ a = "1" }',
    '{ a = "x" }',
  ],
  ...[
    '{ a = true }',
    '{ b = "x" }',
    '{ a = 1, b = "x", c = 3 }',
    '{ a = ["x"] }',
    '[{ a = true }]',
    '[{ b = 1 }]',
    '{ a = null, b = "x" }',
  ],
];

const pairs = TYPES.flatMap((type) => VALUES.map((value) => ({ type, value })));

function nodeOf(text: string): Node {
  const [attribute] = parseFile(new Source(Buffer.from(`a = ${text}\n`))).attributes;
  if (!attribute) throw new Error(text);
  return attribute.value;
}

/** All values are given at once; Terraform names each that does not fit. */
function refusedByTerraform(): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  const declared = pairs.map(({ type }, i) => `variable "v${i}" {\n  type = ${type}\n}\n`);
  writeFileSync(join(folder, 'main.tf'), declared.join(''));
  writeFileSync(join(folder, 'x.tfvars'), pairs.map(({ value }, i) => `v${i} = ${value}\n`).join(''));
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
  const args = ['console', '-no-color', '-var-file=x.tfvars'];
  const { stderr } = spawnSync('terraform', args, { cwd: folder, env, input: '1', encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return new Set(
    [...stderr.matchAll(/value is not suitable for\s+(?:│\s+)?var\.v(\d+)/g)].map((match) => Number(match[1])),
  );
}

test('They agree on every pair of type and value.', () => {
  const refused = refusedByTerraform();
  expect(refused.size).toBeGreaterThan(50);
  const different = pairs.filter(({ type, value }, i) => {
    return (typeFault(nodeOf(value), readType(nodeOf(type))) !== undefined) !== refused.has(i);
  });
  expect(different).toEqual([]);
});
