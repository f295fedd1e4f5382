/** Reads one table of settings. What nobody asked for is refused: a misspelt protection would be none. */
import { isList, toTable, type Value } from './value';

export class SettingsReader {
  private readonly known: string[] = [];
  private readonly read = new Set<string>();
  private readonly table: { readonly [name: string]: Value };

  constructor(
    private readonly what: string,
    from: Value,
  ) {
    this.table = toTable(from);
  }

  /** By its name, or by another one that people know it by. */
  value(name: string, ...others: readonly string[]): Value {
    const names = [name, ...others].map(plain);
    const key = Object.keys(this.table).find((each) => names.includes(plain(each)));
    this.known.push(name);
    if (key === undefined) return undefined;
    this.read.add(key);
    return this.table[key];
  }

  text(name: string, ...others: readonly string[]): string | undefined {
    return textOf(this.value(name, ...others)) || undefined;
  }

  flag(name: string, ...others: readonly string[]): boolean {
    const value = this.value(name, ...others) ?? false;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw new Error(`${this.what}: ${name} is ${JSON.stringify(value)}. Write true or false.`);
  }

  texts(name: string, ...others: readonly string[]): Record<string, string> {
    const pairs = Object.entries(toTable(this.value(name, ...others)));
    return Object.fromEntries(pairs.map(([key, value]) => [key, textOf(value)] as const));
  }

  list(name: string, ...others: readonly string[]): string[] | undefined {
    const value = this.value(name, ...others);
    return value === null || value === undefined ? undefined : listOf(value).map(nameOf);
  }

  finish(): void {
    const unknown = Object.keys(this.table).filter((name) => !this.read.has(name));
    if (unknown.length === 0) return;
    throw new Error(`${this.what}: unknown ${unknown.join(', ')}. Known are ${this.known.join(', ')}.`);
  }
}

/** One value is a list of one. */
export function listOf(value: Value): readonly Value[] {
  if (value === null || value === undefined) return [];
  return isList(value) ? value : [value];
}

const NAMES = ['login', 'name', 'user', 'reviewer', 'slug', 'username', 'team', 'branch', 'pattern', 'by'];

/** A person or a branch, given by name or as an object with one, at any depth. */
export function nameOf(value: Value): string {
  const plainName = textOf(value);
  if (plainName !== '' || typeof value !== 'object' || value === null) return plainName;
  const table = toTable(value);
  return NAMES.map((key) => nameOf(table[key] ?? null)).find((name) => name !== '') ?? '';
}

/** Empty for what is no plain value. */
export function textOf(value: Value): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

/** `wait_minutes`, `wait-minutes` and `waitMinutes` are one name. */
function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}
