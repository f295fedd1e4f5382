import { Memory } from '../../model/memory';
import { findingAt, type Finding, type Place } from '../finding';
import { formatted } from '../hcl/format';
import type { Body, Node } from '../hcl/node';
import { WRAPPED } from '../hcl/parse-template';
import type { TenantRule } from '../tenant';

/** Most tenants have the same `.tf` files. */
const forms = new Memory<string>(200);

/** V19: files are as `terraform fmt` writes them, so that a difference shows what changed and nothing else. */
export const checkForm: TenantRule = function* ({ variableFiles, terraform }) {
  for (const file of variableFiles.filter(({ readable, name }) => readable && !name.endsWith('.json')))
    yield* spaced(
      file,
      [...file.values.values()].map(({ value }) => value),
    );
  for (const file of terraform) if (file.body) yield* spaced(file, values(file.body));
};

function* spaced(file: Place, all: readonly Node[]): Generator<Finding> {
  const { text, byteOrderMark } = file.source;
  const form = forms.recall(text, () => formatted(file.source));
  const wrapped = all.find((node) => node.kind === 'expression' && node.what === WRAPPED);
  if (text === form && !wrapped && !byteOrderMark) return;
  const start = text === form ? ((byteOrderMark ? undefined : wrapped?.start) ?? 0) : firstDifference(text, form);
  const message = 'The file is not in the form of terraform fmt, from here on.';
  yield findingAt('V19', file, start, { message, fix: `terraform fmt ${file.path}` });
}

function values({ attributes, blocks }: Body): Node[] {
  return [...attributes.map(({ value }) => value), ...blocks.flatMap(({ body }) => values(body))];
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i;
}
