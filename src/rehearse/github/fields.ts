/** The JSON body of a request, read field by field; a wrong kind is refused in the words of GitHub's schema check. */
import { problem, Refusal, unprocessable } from './answer';

export class Fields {
  private constructor(private readonly values: ReadonlyMap<string, unknown>) {}

  /** No body is an object without fields. */
  static of(body: Buffer): Fields {
    if (body.length === 0) return new Fields(new Map());
    const given = parsed(body.toString());
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      throw new Refusal(problem(400, 'Body should be a JSON object'));
    return new Fields(new Map(Object.entries(given)));
  }

  /** A text; null where the caller says null. */
  text(name: string): string | null | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null || typeof value === 'string') return value;
    throw wrongKind(name, value, 'a string');
  }

  /** A text that has to be there. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw unprocessable(`Invalid request.\n\n"${name}" wasn't supplied.`);
    if (value === null) throw wrongKind(name, value, 'a string');
    return value;
  }

  /** One of these words. */
  choice<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.text(name) ?? undefined;
    const chosen = words.find((word) => word === value);
    if (value !== undefined && chosen === undefined)
      throw unprocessable(
        `Invalid request.\n\n${JSON.stringify(value)} is not a member of ${JSON.stringify(words)} for '${name}'.`,
      );
    return chosen;
  }

  flag(name: string): boolean | undefined {
    const value = this.values.get(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw wrongKind(name, value, 'a boolean');
  }

  number(name: string): number | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null || typeof value === 'number') return value ?? undefined;
    throw wrongKind(name, value, 'an integer');
  }

  texts(name: string): string[] | undefined {
    return this.list(name, (item): item is string => typeof item === 'string', 'a string');
  }

  numbers(name: string): number[] | undefined {
    return this.list(name, (item): item is number => typeof item === 'number', 'an integer');
  }

  /** The fields of an object in the body; without it, none. */
  part(name: string): Fields {
    const value = this.values.get(name) ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) throw wrongKind(name, value, 'an object');
    return new Fields(new Map(Object.entries(value)));
  }

  /** The fields of each object of a list. */
  parts(name: string): Fields[] | undefined {
    return this.list(name, (item): item is object => typeof item === 'object' && item !== null, 'an object')?.map(
      (item) => new Fields(new Map(Object.entries(item))),
    );
  }

  /** Everything, as it was sent. */
  plain(): Record<string, unknown> {
    return Object.fromEntries(this.values);
  }

  private list<T>(name: string, fits: (item: unknown) => item is T, kind: string): T[] | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw wrongKind(name, value, 'an array');
    return value.map((item: unknown, index) => {
      if (fits(item)) return item;
      throw wrongKind(`${name}/${index}`, item, kind);
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(problem(400, 'Problems parsing JSON'));
  }
}

function wrongKind(name: string, value: unknown, kind: string): Refusal {
  return unprocessable(`Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value)} is not ${kind}.`);
}
