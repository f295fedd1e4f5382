/** What a topic of the API offers: an endpoint with the permission that it needs, and its answer. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer';
import { Fields } from './fields';
import type { Organization } from './organizations';
import type { Level, Needs, PermissionName } from './permissions';
import type { Host, Repository } from './repository';

export interface Request {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Route {
  /** `GET /repos/{owner}/{repo}/git/ref/{ref+}`, as GitHub's documentation has it; `+` takes slashes in as well. */
  readonly call: string;
  readonly needs: Needs;
  /** Whether it needs a token even where the repository is public. @default - only when it changes something */
  readonly closed?: boolean;
  readonly answer: (call: Call) => Answer;
}

/** What a request is about. */
export interface Place {
  readonly host: Host;
  /** Undefined where it is about an organisation, or about what belongs to nobody. */
  readonly repository: Repository | undefined;
  /** The owner. */
  readonly organization: Organization;
}

/** One request to one repository, or to an organisation. */
export class Call {
  private body: Fields | undefined;

  constructor(
    private readonly request: Request,
    readonly url: URL,
    private readonly place: Place,
    /** Account in whose name it happens. */
    readonly login: string,
    private readonly parameters: ReadonlyMap<string, string>,
    private readonly may: (permission: PermissionName, level: Level) => boolean,
  ) {}

  get repository(): Repository {
    const { repository } = this.place;
    if (repository === undefined) throw new Error(`${this.request.method} ${this.url.pathname} names no repository.`);
    return repository;
  }

  get organization(): Organization {
    return this.place.organization;
  }

  get host(): Host {
    return this.place.host;
  }

  /** What stands in the address for `{name}`. */
  parameter(name: string): string {
    const value = this.parameters.get(name);
    if (value === undefined) throw new Error(`${this.request.method} ${this.url.pathname} has no {${name}}.`);
    return value;
  }

  /** A value of the query; undefined where it is absent or empty. */
  query(name: string): string | undefined {
    const value = this.url.searchParams.get(name);
    return value === null || value === '' ? undefined : value;
  }

  get fields(): Fields {
    return (this.body ??= Fields.of(this.request.body));
  }

  get bytes(): Buffer {
    return this.request.body;
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether its token could do more than this call needs: what is seen may depend on it. */
  can(permission: PermissionName, level: Level): boolean {
    return this.may(permission, level);
  }
}
