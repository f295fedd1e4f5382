import { expressionsIn, functionsOf, parseExpression, type Expression } from '../read/expression';
import type { Text } from '../read/tree';

/** The expression of an `if`: with braces or without. Undefined where it is none, or text stands around the braces. */
export function conditionOf(text: Text | undefined): Expression | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.text.trim();
  const [only, ...more] = expressionsIn(trimmed);
  if (only === undefined) return parseExpression(trimmed);
  const whole = more.length === 0 && only.offset === 0 && trimmed.endsWith('}}') && /^\$\{\{\s*/.test(trimmed);
  return whole && trimmed.slice(3, -2).trim() === only.text ? parseExpression(only.text) : undefined;
}

/** Whether a condition asks how what came before has ended; without that, `success()` is meant. */
export function asksStatus(condition: Expression | undefined): boolean {
  return functionsOf(condition).some((name) => ['always', 'failure', 'cancelled', 'success'].includes(name));
}

export type Known = string | number | boolean | null;

/** Tells the value of a reference; undefined where it may be anything. */
export type Lookup = (path: readonly string[]) => Known | undefined;
/** Tells the value of a function such as `always()`. */
export type Status = (name: string) => boolean | undefined;

/** What an expression becomes, as GitHub computes it; undefined where that depends on what is not known. */
export function evaluate(expression: Expression, lookup: Lookup, status: Status = () => undefined): Known | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'reference':
      return lookup(expression.path);
    case 'not': {
      const value = evaluate(expression.of, lookup, status);
      return value === undefined ? undefined : !truthy(value);
    }
    case 'compare':
      return compared(expression, lookup, status);
    case 'logic':
      return logical(expression.operator, expression.of, lookup, status);
    case 'call':
      return expression.of.length === 0
        ? status(expression.name)
        : called(expression.name, expression.of, lookup, status);
  }
}

export function truthy(value: Known): boolean {
  return (
    value !== null &&
    value !== '' &&
    value !== 0 &&
    value !== false &&
    !(typeof value === 'number' && Number.isNaN(value))
  );
}

function logical(operator: string, of: readonly Expression[], lookup: Lookup, status: Status): Known | undefined {
  const values = of.map((each) => evaluate(each, lookup, status));
  const stops = (value: Known | undefined): boolean => value !== undefined && truthy(value) === (operator === '||');
  const decided = values.find(stops);
  if (decided !== undefined && values.slice(0, values.indexOf(decided)).every((value) => value !== undefined))
    return decided;
  // Whatever the unknown ones are, one that stops decides whether the whole is true.
  if (decided !== undefined) return operator === '||';
  return values.includes(undefined) ? undefined : values.at(-1);
}

function compared(
  of: { operator: string; left: Expression; right: Expression },
  lookup: Lookup,
  status: Status,
): boolean | undefined {
  const [left, right] = [evaluate(of.left, lookup, status), evaluate(of.right, lookup, status)];
  if (left === undefined || right === undefined) return undefined;
  const equal = looselyEqual(left, right);
  if (of.operator === '==') return equal;
  if (of.operator === '!=') return !equal;
  const [a, b] = [toNumber(left), toNumber(right)];
  if (of.operator === '<') return a < b;
  if (of.operator === '>') return a > b;
  return of.operator === '<=' ? a <= b : a >= b;
}

/** Texts are compared without case; different types as numbers. */
export function looselyEqual(left: Known, right: Known): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  if (typeof left === typeof right && left !== null && right !== null) return left === right;
  return toNumber(left) === toNumber(right);
}

function toNumber(value: Known): number {
  if (value === null) return 0;
  return typeof value === 'string' && value.trim() === '' ? 0 : Number(value);
}

function called(name: string, of: readonly Expression[], lookup: Lookup, status: Status): Known | undefined {
  const [first, second] = of.map((each) => evaluate(each, lookup, status));
  if (typeof first !== 'string' || typeof second !== 'string') return undefined;
  if (name === 'startswith') return first.toLowerCase().startsWith(second.toLowerCase());
  if (name === 'endswith') return first.toLowerCase().endsWith(second.toLowerCase());
  return name === 'contains' ? first.toLowerCase().includes(second.toLowerCase()) : undefined;
}
