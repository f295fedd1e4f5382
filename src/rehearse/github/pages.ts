/** Lists in pages. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
import { ok, type Answer } from './answer';

export interface Page<T> {
  readonly items: readonly T[];
  /** Header `Link`; none where everything is on one page. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What `per_page` (1 to 100, 30 by default) and `page` of the address ask for. */
export function pageOf<T>(url: URL, all: readonly T[], usual = 30): Page<T> {
  const size = Math.min(positive(url.searchParams.get('per_page'), usual), 100);
  const page = positive(url.searchParams.get('page'), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  const links = [
    ...(page > 1 ? [link(url, Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(url, page + 1, 'next'), link(url, last, 'last')] : []),
    ...(page > 1 ? [link(url, 1, 'first')] : []),
  ];
  return { items, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}

/** A page as an array; `shape` turns what is on it into what is sent. */
export function listed<T>(url: URL, all: readonly T[], shape: (item: T) => unknown): Answer {
  const { items, headers } = pageOf(url, all);
  return { ...ok(items.map(shape)), headers };
}

/** A page as an object that counts all: `{"total_count": 101, "workflow_runs": […]}`. */
export function counted<T>(url: URL, key: string, all: readonly T[], shape: (item: T) => unknown): Answer {
  const { items, headers } = pageOf(url, all);
  return { ...ok({ total_count: all.length, [key]: items.map(shape) }), headers };
}

function positive(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d*$/.test(text) ? Number(text) : otherwise;
}

function link(url: URL, page: number, rel: string): string {
  const address = new URL(url);
  address.searchParams.set('page', String(page));
  return `<${address.href}>; rel="${rel}"`;
}
