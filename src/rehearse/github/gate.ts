/** Who may call what: 401, 403 and 404 as GitHub tells them apart. */
import type { IncomingHttpHeaders } from 'node:http';
import { NOT_FOUND, problem, Refusal } from './answer';
import { acceptedPermissions, metBy } from './permissions';
import type { Repository } from './repository';
import type { Route } from './route';
import { noteUse, type Token, type Tokens } from './tokens';

export class Gate {
  constructor(
    private readonly tokens: Tokens,
    private readonly now: () => Date,
  ) {}

  /** The token of a request; undefined without one that holds. */
  token({ authorization = '' }: IncomingHttpHeaders): Token | undefined {
    const value = /^(?:bearer|token) +(\S+)$/i.exec(authorization)?.[1];
    return value === undefined ? undefined : this.tokens.find(value, this.now());
  }

  /** Ends a call of nobody knows what, or with a token that does not hold. */
  check({ authorization, 'user-agent': agent }: IncomingHttpHeaders, token: Token | undefined): void {
    if (agent === undefined)
      throw new Refusal(problem(403, 'Request forbidden by administrative rules: no User-Agent.'));
    if (authorization !== undefined && token === undefined) throw new Refusal(problem(401, 'Bad credentials'));
  }

  /**
   * Lets a call pass, or ends it. A private repository does not exist for whoever may not see it; what is public can
   * be read by everybody, with a few exceptions.
   */
  admit(route: Route, repository: Repository | undefined, token: Token | undefined): Repository {
    const own = token?.repository === repository?.fullName.toLowerCase() ? token : undefined;
    const visible = repository?.visibility === 'public';
    if (repository === undefined || (own === undefined && !visible)) throw new Refusal(NOT_FOUND);
    const met = own && metBy(own.granted, route.needs);
    if (own !== undefined && met !== undefined) noteUse(own, met);
    else if (!visible || !isOpen(route)) throw refused(route, token);
    return repository;
  }
}

function isOpen({ call, closed = false }: Route): boolean {
  return call.startsWith('GET ') && !closed;
}

function refused({ needs }: Route, token: Token | undefined): Refusal {
  if (token === undefined) return new Refusal(problem(401, 'Requires authentication'));
  const headers = { 'x-accepted-github-permissions': acceptedPermissions(needs) };
  return new Refusal({ ...problem(403, 'Resource not accessible by integration'), headers });
}
