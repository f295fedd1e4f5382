/** Times as queries give them. https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates */

/** Whether a time is in a range: `>=2026-09-01`, `2026-09-01..2026-09-22T12:00:00Z`, `*..2026-09-01`, `2026-09-01`. */
export function withinRange(time: string, range: string | undefined): boolean {
  if (range === undefined) return true;
  const at = Date.parse(time);
  const [, sign, limit] = /^(>=|<=|>|<)(.+)$/.exec(range) ?? [];
  if (limit !== undefined) {
    if (sign === '>=') return at >= first(limit);
    if (sign === '>') return at > last(limit);
    return sign === '<=' ? at <= last(limit) : at < first(limit);
  }
  const [from = range, to = range] = range.includes('..') ? range.split('..') : [];
  return (from === '*' || at >= first(from)) && (to === '*' || at <= last(to));
}

function first(text: string): number {
  return Date.parse(text);
}

/** A day without a time lasts until its end, and a second until the next one. */
function last(text: string): number {
  return Date.parse(text.includes('T') ? text : `${text}T23:59:59Z`);
}
