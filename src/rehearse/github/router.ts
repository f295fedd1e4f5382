/** Finds the route of a request. */
import type { Route } from './route';

export interface Matched {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
}

interface Compiled {
  readonly route: Route;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export class Router {
  private readonly compiled: readonly Compiled[];

  constructor(routes: readonly Route[]) {
    this.compiled = [...routes].sort(byPrecision).map(compile);
  }

  /** The most exact route; undefined where GitHub has none. `pathname` is as in the address, still encoded. */
  find(method: string, pathname: string): Matched | undefined {
    for (const { route, method: verb, pattern, names } of this.compiled) {
      const groups = verb === method ? pattern.exec(pathname)?.slice(1) : undefined;
      const values = groups?.map(decoded);
      if (values?.every((value) => value !== undefined) === true)
        return { route, parameters: new Map(names.map((name, i) => [name, values[i] ?? ''])) };
    }
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // no valid encoding, so it names nothing
  }
}

/** `releases/latest` before `releases/{id}`, and what is longer before what takes in slashes. */
function byPrecision(a: Route, b: Route): number {
  const [one, other] = [a, b].map(({ call }) => call.replaceAll('{', '\uffff'));
  return b.call.split('/').length - a.call.split('/').length || ((one ?? '') < (other ?? '') ? -1 : 1);
}

function compile(route: Route): Compiled {
  const [method = '', shape = ''] = route.call.split(' ');
  const names = [...shape.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
  const pattern = shape
    .replace(/[.]/g, '\\.')
    .replace(/\{\w+\+\}/g, '(.+)')
    .replace(/\{\w+\}/g, '([^/]+)');
  return { route, method, pattern: new RegExp(`^${pattern}$`), names };
}
