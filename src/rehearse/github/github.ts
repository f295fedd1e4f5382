/** GitHub's REST API on this machine: what the steps of rehearsed runs call at `$GITHUB_API_URL`. */
import { NOT_FOUND, Refusal, type Answer } from './answer';
import { storedBytes } from './bytes';
import type { CallRecord, GitHubOptions, Seen } from './call-record';
import { failedAnswer, Failures, type Failure } from './failures';
import { Gate } from './gate';
import { Organizations, type Organization } from './organizations';
import { acceptedPermissions, atLeast } from './permissions';
import { RateLimits } from './rate-limits';
import { Repository, type Host, type RepositoryOptions } from './repository';
import { Call, type Request } from './route';
import { Router } from './router';
import { routes } from './routes';
import { Wire, type Reply } from './server';
import { Storage } from './storage';
import { Tokens, type Grant, type TokenRequest } from './tokens';

export class GitHub implements Host {
  readonly tokens = new Tokens();
  /** Every call, in order. */
  readonly requests: CallRecord[] = [];
  private readonly faults = new Failures();
  private readonly organizations = new Organizations();
  private readonly repositories = new Map<string, Repository>();
  private readonly router = new Router(routes);
  private readonly limits: RateLimits;
  private readonly gate: Gate;
  private readonly storage: Storage;
  private lastId = 1000;

  private constructor(
    readonly now: () => Date,
    readonly web: string,
    private readonly wire: Wire,
  ) {
    this.limits = new RateLimits(now);
    this.gate = new Gate(this.tokens, now);
    this.storage = new Storage(`localhost:${wire.port}`, now, (path) => storedBytes(this.repositories, path));
    wire.serve((request) => this.reply(request));
  }

  static async start({ now, web = 'https://github.com' }: GitHubOptions): Promise<GitHub> {
    return new GitHub(now, web, await Wire.open());
  }

  stop(): Promise<void> {
    return this.wire.close();
  }

  /** `$GITHUB_API_URL` */
  get api(): string {
    return `http://127.0.0.1:${this.wire.port}`;
  }

  addRepository(fullName: string, options: RepositoryOptions = {}): Repository {
    if (this.repositories.has(fullName.toLowerCase())) throw new Error(`${fullName} is there already.`);
    const repository = new Repository(fullName, this, options);
    this.repositories.set(fullName.toLowerCase(), repository);
    return repository;
  }

  /** From then on it is not there for anybody. */
  removeRepository(fullName: string): void {
    this.repositories.delete(fullName.toLowerCase());
  }

  findRepository(fullName: string): Repository | undefined {
    return this.repositories.get(fullName.toLowerCase());
  }

  /** The repository of that name; an error where nobody added it. */
  repository(fullName: string): Repository {
    const repository = this.findRepository(fullName);
    if (repository === undefined) throw new Error(`There is no ${fullName}. Add it first.`);
    return repository;
  }

  organization(login: string): Organization {
    return this.organizations.of(login);
  }

  issueToken(request: TokenRequest): string {
    return this.tokens.issue(request);
  }

  /** What no call needed of what was granted, over all tokens. */
  unusedGrants(): Grant[] {
    return this.tokens.unusedGrants();
  }

  set failures(list: Failure[]) {
    this.faults.list = list;
  }

  get failures(): Failure[] {
    return this.faults.list;
  }

  /** Lets ids go on where those of another GitHub stopped, so that what was copied from it keeps its own. */
  continueAfter(other: GitHub): void {
    this.lastId = Math.max(this.lastId, other.lastId);
  }

  nextId(): number {
    return ++this.lastId;
  }

  signedAddress(path: string): string {
    return this.storage.signedAddress(path);
  }

  private reply(request: Request): Reply {
    const seen = this.look(request);
    const failure = this.faults.next(`${request.method} ${request.path}`);
    const wanted = failure && failedAnswer(failure, this.now());
    const answer = wanted ?? this.storage.answer(request) ?? this.answer(request, seen);
    const { matched, repository, token } = seen;
    const known = { repository, job: token?.job, needs: matched?.route.needs ?? [], status: answer.status };
    this.requests.push({ ...request, ...known, failed: failure !== undefined });
    return { answer: { ...answer, headers: { ...this.headers(seen), ...answer.headers } }, failure };
  }

  private look({ method, path, headers }: Request): Seen {
    const url = new URL(path.startsWith('/') ? this.api + path : this.api);
    const matched = this.router.find(method, url.pathname);
    const [owner, name] = ['owner', 'repo'].map((part) => matched?.parameters.get(part));
    const repository = owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
    return { url, matched, repository, token: this.gate.token(headers) };
  }

  private headers({ matched, token }: Seen): Record<string, string> {
    const needs = token === undefined ? '' : acceptedPermissions(matched?.route.needs ?? []);
    return {
      'x-github-request-id': `REHEARSAL:${this.requests.length}`,
      'x-github-api-version-selected': '2022-11-28',
      ...(needs !== '' && { 'x-accepted-github-permissions': needs }),
      ...this.limits.headers(token?.repository),
    };
  }

  private answer(request: Request, seen: Seen): Answer {
    try {
      const { token, matched, url } = seen;
      this.gate.check(request.headers, token);
      if (request.method === 'GET' && url.pathname === '/rate_limit') return this.limits.overview(token?.repository);
      if (matched === undefined) throw new Refusal(NOT_FOUND);
      const limit = this.limits.count(token?.repository);
      if (limit !== undefined) throw new Refusal(limit);
      const place = this.gate.enter(matched, seen, this);
      const may: Call['can'] = (permission, level) => atLeast(token?.granted.get(permission) ?? 'none', level);
      return matched.route.answer(new Call(request, url, place, token?.login ?? '', matched.parameters, may));
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }
}
