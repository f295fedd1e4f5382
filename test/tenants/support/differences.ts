import { read } from './reading';

/** Files on which the two differ. An expression is for Terraform to compute; whether it can is not ours to say. */
export function differences(texts: readonly string[], answers: readonly unknown[]): object[] {
  return texts.flatMap((text, i) => {
    const [ours, theirs] = [read('x.tfvars', text), answers[i]];
    if (ours === 'expression' || same(ours, theirs)) return [];
    return [{ text, ours, theirs }];
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

/** Terraform sorts keys. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, inOrder(inner)] as const)
    .sort(([x], [y]) => (x < y ? -1 : 1));
}
