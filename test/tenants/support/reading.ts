/** What our reader says of variable files, in the form in which Terraform's answers come. */
import { computedParts } from '../../../src/tenants/hcl/evaluated';
import type { Node } from '../../../src/tenants/hcl/node';
import { ReadingError } from '../../../src/tenants/hcl/reading-error';
import { Source } from '../../../src/tenants/hcl/source';
import { readVariables } from '../../../src/tenants/hcl/variables';
import type { Content } from './terraform';

/** The values, "invalid", or "expression" where a value would have to be computed. */
export function read(name: string, content: Content): unknown {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const attributes = readVariables(name, new Source(bytes));
    if (attributes.some(({ value }) => computedParts(value).expressions.length > 0)) return 'expression';
    return Object.fromEntries(attributes.map((attribute) => [attribute.name, plain(attribute.value)]));
  } catch (error) {
    if (error instanceof ReadingError) return 'invalid';
    throw error;
  }
}

export function plain(node: Node): unknown {
  switch (node.kind) {
    case 'text':
    case 'number':
    case 'flag':
      return node.value;
    case 'null':
      return null;
    case 'list':
      return node.items.map(plain);
    case 'object':
      return Object.fromEntries(node.entries.map(({ name, value }) => [name ?? '?', plain(value)]));
    default:
      throw new Error(`${node.kind} is no literal.`);
  }
}
