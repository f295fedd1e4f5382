import type { Findings } from './problem';

/**
 * What kind of value a field takes. Definitions are run without their types being checked, so a misspelt field or a
 * number in place of text would otherwise be passed over, or end in an error that names no field.
 */
export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'text' | 'number' | 'flag'; readonly write: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly write: string; readonly named?: true }
  | { readonly kind: 'entries'; readonly write: string }
  | { readonly kind: 'table'; readonly fields: Readonly<Record<string, Field>>; readonly write: string };

type ListShape = Extract<Shape, { kind: 'list' }>;

/** A field of a table: its shape, and whether it may be left out. */
export type Field = Shape & { readonly optional?: true };

/** A field of `T`, and its shape: all of them are named, and those that `T` lets out may be left out. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Shape & { readonly optional: true } : Shape;
};

/** Rules that look at the value say what is wrong with it, whatever it is. */
export const any: Shape = { kind: 'any' };

export function optional<S extends Shape>(shape: S): S & { readonly optional: true } {
  return { ...shape, optional: true };
}

export function table<T>(fields: Fields<T>, write: string): Shape {
  return { kind: 'table', fields, write };
}

const KINDS: { readonly [kind in Exclude<Shape['kind'], 'any' | 'choice'>]: string } = {
  text: 'text',
  number: 'a number',
  flag: 'true or false',
  list: 'a list',
  entries: 'a table',
  table: 'a table',
};

/** Notes what is of another kind, missing or unknown. Returns whether rules may read the value. */
export function checkShape(findings: Findings, field: string, value: unknown, shape: Shape): boolean {
  if (shape.kind === 'any') return true;
  const missing = value === undefined ? 'it is missing' : undefined;
  if (shape.kind === 'choice') {
    const among = shape.values.some((each) => each === value);
    findings.expect(among, field, missing ?? `${quoted(value)} is not possible`, shape.values.map(quoted).join(' or '));
    return among;
  }
  const fits = isOfKind(value, shape.kind);
  const wrong = missing ?? `${quoted(value)} is not ${KINDS[shape.kind]}`;
  findings.expect(fits, field === '' ? 'definition' : field, wrong, shape.write);
  if (!fits) return false;
  if (shape.kind === 'list' && Array.isArray(value)) return checkRows(findings, field, value, shape);
  if (shape.kind === 'table' && isTable(value)) return checkFields(findings, field, value, shape.fields);
  return true;
}

/** In a list whose rows are named, a row is called by its name. */
function checkRows(findings: Findings, field: string, rows: readonly unknown[], list: ListShape): boolean {
  return Array.from(rows, (row, i) => {
    const name: unknown = list.named === true && isTable(row) ? Reflect.get(row, 'name') : undefined;
    const place = typeof name === 'string' && name !== '' ? `.${name}` : `[${i}]`;
    return checkShape(findings, `${field}${place}`, row, list.of);
  }).every(Boolean);
}

function checkFields(
  findings: Findings,
  path: string,
  value: object,
  fields: Readonly<Record<string, Field>>,
): boolean {
  const inside = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const known = Object.keys(fields);
  // "skip…" has a rule of its own.
  for (const key of Object.keys(value).filter((each) => !known.includes(each) && !/^skip/i.test(each))) {
    findings.expect(false, inside(key), 'there is no such field', `one of ${known.join(', ')}`);
  }
  return Object.entries(fields)
    .map(([key, shape]) => {
      const inner: unknown = Reflect.get(value, key);
      return (inner === undefined && shape.optional === true) || checkShape(findings, inside(key), inner, shape);
    })
    .every(Boolean);
}

function isOfKind(value: unknown, kind: keyof typeof KINDS): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    default:
      return isTable(value);
  }
}

export function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value as a person would write it. Characters that look like others, or like nothing, are written by their number:
 * a Cyrillic "e" or a space that does not break is then seen.
 */
export function quoted(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a table';
  return typeof value === 'function' ? 'a function' : String(value);
}
