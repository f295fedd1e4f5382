/** What a pattern found, from its first group on; a group that took no part is empty. */
export type Matched = readonly [string, string, string, string];

/** Every place of a text where a pattern with the flag `g` fits. */
export function matchesOf(text: string, pattern: RegExp): Matched[] {
  return [...text.matchAll(pattern)].map(padded);
}

/** The first place where a pattern fits. */
export function matchOf(text: string, pattern: RegExp): Matched | undefined {
  const found = pattern.exec(text);
  return found === null ? undefined : padded(found);
}

function padded(found: readonly (string | undefined)[]): Matched {
  const [, first = '', second = '', third = '', fourth = ''] = found;
  return [first, second, third, fourth];
}
