/** Reads one table of settings. What nobody asked for is refused: a misspelt protection would be none. */
import { isList, toTable, type Value } from './value';

export class SettingsReader {
  private readonly asked = new Set<string>();
  private readonly table: { readonly [name: string]: Value };

  constructor(
    private readonly what: string,
    from: Value,
  ) {
    this.table = toTable(from);
  }

  value(name: string): Value {
    this.asked.add(name);
    return this.table[name];
  }

  text(name: string): string | undefined {
    return textOf(this.value(name)) || undefined;
  }

  texts(name: string): Record<string, string> {
    const pairs = Object.entries(toTable(this.value(name)));
    return Object.fromEntries(pairs.map(([key, value]) => [key, textOf(value)] as const));
  }

  list(name: string): string[] | undefined {
    const value = this.value(name);
    return value === null || value === undefined ? undefined : listOf(value).map(nameOf);
  }

  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const text = this.text(name);
    const found = allowed.find((each) => each === text);
    if (text !== undefined && found === undefined)
      throw new Error(`${this.what}: ${name} is "${text}". Write one of ${allowed.join(', ')}.`);
    return found;
  }

  finish(): void {
    const unknown = Object.keys(this.table).filter((name) => !this.asked.has(name));
    if (unknown.length === 0) return;
    throw new Error(`${this.what}: unknown ${unknown.join(', ')}. Known are ${[...this.asked].join(', ')}.`);
  }
}

/** One value is a list of one. */
export function listOf(value: Value): readonly Value[] {
  if (value === null || value === undefined) return [];
  return isList(value) ? value : [value];
}

/** A person or a branch, given by name or as an object with one. */
export function nameOf(value: Value): string {
  const table = toTable(value);
  return textOf(value) || textOf(table['login'] ?? table['name'] ?? table['user'] ?? table['slug']);
}

/** Empty for what is no plain value. */
export function textOf(value: Value): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}
