import type { Node } from './node';

/** A part of a value that is no literal. */
export type Computed = Extract<Node, { kind: 'reference' | 'call' | 'expression' }>;

/**
 * The parts of a value that would have to be evaluated: calls and references, which Terraform refuses in variable files,
 * and the outermost expressions, which it computes. Names that are keys of an object stand for themselves.
 */
export function computedParts(value: Node): { readonly refused: Computed[]; readonly expressions: Computed[] } {
  const found: { refused: Computed[]; expressions: Computed[] } = { refused: [], expressions: [] };
  visit(value, false);
  return found;

  function visit(node: Node, inside: boolean): void {
    switch (node.kind) {
      case 'reference':
      case 'call':
        found.refused.push(node);
        return;
      case 'expression':
        if (!inside) found.expressions.push(node);
        for (const item of node.items) visit(item, true);
        return;
      case 'list':
        for (const item of node.items) visit(item, inside);
        return;
      case 'object':
        for (const { key, name, value: inner } of node.entries) {
          if (name === undefined) visit(key, inside);
          visit(inner, inside);
        }
        return;
      default:
    }
  }
}
