/** Values of expressions, as plain data and as GitHub's expression package has them. */
import { data } from '#github-language';

/** What a context or an input may hold. */
export type Value =
  string | number | boolean | null | undefined | readonly Value[] | { readonly [name: string]: Value };

export type Data = data.ExpressionData;

/** A context of environment variables, whose names differ by case on Linux. */
export class Variables {
  constructor(readonly values: Readonly<Record<string, string>>) {}
}

class CaseSensitive extends data.Dictionary {
  private readonly table = new Map<string, Data>();

  override add(key: string, value: Data): void {
    super.add(key, value);
    this.table.set(key, value);
  }

  override get(key: string): Data | undefined {
    return this.table.get(key);
  }

  override values(): Data[] {
    return [...this.table.values()];
  }

  override pairs(): { key: string; value: Data }[] {
    return [...this.table].map(([key, value]) => ({ key, value }));
  }
}

export function toData(value: Value | Variables): Data {
  if (value instanceof Variables) {
    const variables = new CaseSensitive();
    for (const [name, text] of Object.entries(value.values)) variables.add(name, new data.StringData(text));
    return variables;
  }
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (isList(value)) return new data.Array(...value.map(toData));
  const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return new data.Dictionary(...pairs.map(([key, inner]) => ({ key, value: toData(inner) })));
}

export function toValue(from: Data): Value {
  if (from instanceof data.StringData || from instanceof data.NumberData || from instanceof data.BooleanData)
    return from.value;
  if (from instanceof data.Array) return from.values().map(toValue);
  if (from instanceof data.Dictionary)
    return Object.fromEntries(from.pairs().map(({ key, value }) => [key, toValue(value)]));
  return null;
}

/** Text as it is pasted where an expression stands: objects and lists give their kind, as on GitHub. */
export function toText(from: Data): string {
  return from.coerceString();
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Text of a plain value; mappings and lists are shown as JSON, and nothing is empty. */
export function asText(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A mapping, or an empty one where there is none. */
export function toTable(value: Value): { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

/** Plain data of text that a person or a program wrote as JSON or YAML. */
export function asValue(from: unknown): Value {
  if (from === null || from === undefined) return null;
  if (typeof from === 'string' || typeof from === 'number' || typeof from === 'boolean') return from;
  if (Array.isArray(from)) return from.map(asValue);
  if (typeof from === 'object')
    return Object.fromEntries(Object.entries(from).map(([key, inner]) => [key, asValue(inner)]));
  throw new Error(`A ${typeof from} is no value of a workflow.`);
}
