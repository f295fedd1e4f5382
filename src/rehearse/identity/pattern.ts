const VARIABLE = /\$\{([^}]+)\}/g;

/** What is known about a request: condition keys in lower case, for IAM does not look at their case. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** A context from plain values; what is undefined is absent. */
export function contextOf(values: Readonly<Record<string, string | readonly string[] | undefined>>): Context {
  return new Map(
    Object.entries(values).flatMap(([key, value]): [string, readonly string[]][] =>
      value === undefined ? [] : [[key.toLowerCase(), typeof value === 'string' ? [value] : value]],
    ),
  );
}

/** `*` stands for any number of characters, `?` for one. */
export function matchesWildcard(pattern: string, text: string, ignoreCase = false): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's').test(text);
}

/**
 * Whether a resource of a policy covers an ARN. A wildcard stays within its part of the ARN, except in the last part.
 * Variables such as `${aws:PrincipalAccount}` are replaced; one that the context lacks covers nothing.
 */
export function coversArn(pattern: string, arn: string, context: Context): boolean {
  if (pattern === '*') return true;
  const wanted = withVariables(pattern, context);
  if (wanted === undefined) return false;
  const [ours, theirs] = [partsOf(wanted), partsOf(arn)];
  return ours.length === theirs.length && ours.every((part, i) => matchesWildcard(part, theirs[i] ?? ''));
}

/** Five parts and the rest, which may hold colons itself. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** The text with its policy variables replaced, or nothing where the context lacks one. */
export function withVariables(text: string, context: Context): string | undefined {
  const names = [...text.matchAll(VARIABLE)].map(([, name = '']) => name.toLowerCase());
  if (names.some((name) => context.get(name)?.length !== 1)) return undefined;
  return text.replaceAll(VARIABLE, (_, name: string) => context.get(name.toLowerCase())?.[0] ?? '');
}
