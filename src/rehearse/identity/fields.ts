/** The parameters of a call, whatever protocol they came by. */
export interface Fields {
  one(name: string): string | undefined;
  /** The texts of a list; of a map, its keys. */
  many(name: string): string[];
  /** Whether a parameter was given at all. */
  has(name: string): boolean;
}

/** Lists come as `Name.member.1`, or as `Name.1`. */
export function queryFields(params: URLSearchParams): Fields {
  const below = (name: string): [string, string][] => [...params].filter(([key]) => key.startsWith(`${name}.`));
  return {
    one: (name) => params.get(name) ?? undefined,
    many: (name) => below(name).flatMap(([key, value]) => (/^\w+(\.member)?\.\d+$/.test(key) ? [value] : [])),
    has: (name) => params.has(name) || below(name).length > 0,
  };
}

/** The fields of a JSON body. Throws where it is none. */
export function jsonFields(text: string): Fields {
  const found: unknown = text === '' ? {} : JSON.parse(text);
  const fields: Record<string, unknown> = typeof found === 'object' && found !== null ? { ...found } : {};
  return {
    one: (name) => (typeof fields[name] === 'string' ? fields[name] : undefined),
    many: (name) => textsOf(fields[name]),
    has: (name) => fields[name] !== undefined,
  };
}

function textsOf(found: unknown): string[] {
  if (Array.isArray(found)) return found.filter((each: unknown) => typeof each === 'string');
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

/** Where nothing can be read of a body. */
export const NO_FIELDS: Fields = { one: () => undefined, many: () => [], has: () => false };
