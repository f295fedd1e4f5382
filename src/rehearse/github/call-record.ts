/** What a simulated GitHub is started with, and what it remembers of each call. */
import type { Needs } from './permissions';
import type { Request } from './route';
import type { Matched } from './router';
import type { Token } from './tokens';

export interface GitHubOptions {
  /** The clock: every time that the API tells comes from it. */
  readonly now: () => Date;
  /** Address for people, as in `$GITHUB_SERVER_URL`. @default https://github.com */
  readonly web?: string;
}

/** A request, and what became of it. */
export interface CallRecord extends Request {
  /** `owner/name`, where it is about a repository. */
  readonly repository: string | undefined;
  /** Job that its token was made for; undefined without a token that holds. */
  readonly job: string | undefined;
  /** What it needed; empty where no permission is asked, or there is no such endpoint. */
  readonly needs: Needs;
  readonly status: number;
  /** Whether it met a failure that a story wanted. */
  readonly failed: boolean;
}

/** What a request is about, before it is known whether it may. */
export interface Seen {
  readonly url: URL;
  readonly matched: Matched | undefined;
  readonly repository: string | undefined;
  readonly token: Token | undefined;
}
