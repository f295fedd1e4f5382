/** Patterns of branches, tags and paths. */

/**
 * Whether a name passes filters such as `branches:` and `paths:`. Later patterns win, `!` takes away.
 * Source: docs.github.com, Workflow syntax, "Filter pattern cheat sheet".
 */
export function passesFilter(patterns: readonly string[], name: string): boolean {
  return patterns.reduce((passes, pattern) => {
    const negative = pattern.startsWith('!');
    return toExpression(negative ? pattern.slice(1) : pattern).test(name) ? !negative : passes;
  }, false);
}

/** `*` stops at `/`, `**` does not, `?` and `+` repeat the character before, `[]` is a class, `\` escapes. */
function toExpression(pattern: string): RegExp {
  const parts = pattern.match(/\\.|\*\*\/|\*\*|\*|[?+]|\[[^\]]*\]|./gsu) ?? [];
  return new RegExp(`^${parts.map(toPart).join('')}$`, 'su');
}

function toPart(part: string): string {
  if (part === '**/') return '(?:.*/)?';
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?' || part === '+' || part.startsWith('[')) return part;
  return (part.startsWith('\\') ? part.slice(1) : part).replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/**
 * Whether a branch or tag may deploy to an environment: Ruby's `File.fnmatch`, in which `*` stops at `/`.
 * Source: docs.github.com, "Deployments and environments".
 */
export function matchesPolicy(pattern: string, name: string): boolean {
  const parts = pattern.match(/\\.|\*\*\/|\*+|\?|\[[^\]]*\]|./gsu) ?? [];
  const expression = parts.map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('[') && part.length > 1) return part.replace(/^\[!/, '[^');
    return toPart(part);
  });
  return new RegExp(`^${expression.join('')}$`, 'su').test(name);
}
