/** Who may call what: 401, 403 and 404 as GitHub tells them apart. */
import type { IncomingHttpHeaders } from 'node:http';
import { NOT_FOUND, problem, Refusal } from './answer';
import type { Seen } from './call-record';
import { acceptedPermissions, metBy } from './permissions';
import type { Host, Repository } from './repository';
import type { Place, Route } from './route';
import type { Matched } from './router';
import { belongsTo, noteUse, ownerOf, type Token, type Tokens } from './tokens';

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

  /** What a call is about; ends it where it may not. */
  enter({ route, parameters }: Matched, { repository: name, token }: Seen, host: Host): Place {
    if (name === undefined) {
      const login = parameters.get('org') ?? ownerOf(token);
      admitTo(route, login, token);
      return { host, repository: undefined, organization: host.organization(login) };
    }
    const repository = this.admit(route, host.findRepository(name), token);
    return { host, repository, organization: host.organization(repository.owner) };
  }

  /**
   * Lets a call pass, or ends it. A private repository does not exist for whoever may not see it; what is public can
   * be read by everybody, with a few exceptions.
   */
  private admit(route: Route, repository: Repository | undefined, token: Token | undefined): Repository {
    const own = token !== undefined && belongsTo(token, repository?.fullName ?? '') ? token : undefined;
    const visible = repository?.visibility === 'public';
    if (repository === undefined || (own === undefined && !visible)) throw new Refusal(NOT_FOUND);
    const met = own && metBy(own.granted, route.needs);
    if (own !== undefined && met !== undefined) noteUse(own, met);
    else if (!visible || !isOpen(route)) throw refused(route, token);
    return repository;
  }
}

/** Lets a call about an organisation pass, or ends it. That there is one can be seen by everybody. */
function admitTo(route: Route, login: string, token: Token | undefined): void {
  const own = token !== undefined && ownerOf(token) === login.toLowerCase() ? token : undefined;
  const met = own && metBy(own.granted, route.needs);
  if (own !== undefined && met !== undefined) noteUse(own, met);
  else if (!isOpen(route)) throw refused(route, token);
}

function isOpen({ call, closed = false }: Route): boolean {
  return call.startsWith('GET ') && !closed;
}

function refused({ needs }: Route, token: Token | undefined): Refusal {
  if (token === undefined) return new Refusal(problem(401, 'Requires authentication'));
  const headers = { 'x-accepted-github-permissions': acceptedPermissions(needs) };
  return new Refusal({ ...problem(403, 'Resource not accessible by integration'), headers });
}
