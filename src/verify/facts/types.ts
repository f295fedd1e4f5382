import type { Expression } from '../read/expression';
import type { Action, Input, Job } from '../read/model';

export type Type = 'text' | 'boolean' | 'number';

/** The type that a reference has on GitHub; undefined where it may be any. */
export function typeOf(path: readonly string[], owner: Job | Action): Type | undefined {
  const [context, name = '', third, fourth = ''] = path;
  if (context === 'github' && name === 'event' && third === 'inputs' && path.length === 4) {
    return fourth === '*' ? undefined : 'text';
  }
  if (context === 'steps' && third === 'outputs') return 'text';
  if (context === 'needs' && third === 'outputs') return 'text';
  if (context === 'env') return 'text';
  if (context !== 'inputs' || path.length !== 2) return undefined;
  // A composite action gets every input as text.
  if (owner.kind === 'action') return 'text';
  const declared = declaredInputs(owner, name);
  const types = new Set(declared.map(({ type }) => (type === 'boolean' || type === 'number' ? type : 'text')));
  return types.size === 1 ? [...types][0] : undefined;
}

/** The inputs of that name, by dispatch and by call. */
export function declaredInputs(owner: Job | Action, name: string): Input[] {
  const all = owner.kind === 'action' ? owner.inputs : [...owner.workflow.dispatchInputs, ...owner.workflow.callInputs];
  return all.filter((input) => input.name.toLowerCase() === name.toLowerCase());
}

/** Every part of an expression, itself included. */
export function partsOf(expression: Expression | undefined): Expression[] {
  if (expression === undefined) return [];
  switch (expression.kind) {
    case 'not':
      return [expression, ...partsOf(expression.of)];
    case 'compare':
      return [expression, ...partsOf(expression.left), ...partsOf(expression.right)];
    case 'logic':
    case 'call':
      return [expression, ...expression.of.flatMap(partsOf)];
    default:
      return [expression];
  }
}

/** The expression as people write it. */
export function written(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? `'${expression.value}'` : String(expression.value);
    case 'reference':
      return expression.path.join('.');
    case 'not':
      return `!${written(expression.of)}`;
    case 'compare':
      return `${written(expression.left)} ${expression.operator} ${written(expression.right)}`;
    case 'logic':
      return expression.of.map(written).join(` ${expression.operator} `);
    case 'call':
      return `${expression.name}(${expression.of.map(written).join(', ')})`;
  }
}
