/** What a topic of the API offers: an endpoint with the permission that it needs, and its answer. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer';
import { Fields } from './fields';
import type { Level, Needs, PermissionName } from './permissions';
import type { Repository } from './repository';

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

/** One request to one repository. */
export class Call {
  private body: Fields | undefined;

  constructor(
    private readonly request: Request,
    readonly url: URL,
    readonly repository: Repository,
    /** Account in whose name it happens. */
    readonly login: string,
    private readonly parameters: ReadonlyMap<string, string>,
    private readonly may: (permission: PermissionName, level: Level) => boolean,
  ) {}

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
