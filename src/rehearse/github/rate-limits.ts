/** The primary rate limit: calls in an hour, by repository for tokens of jobs, by owner for apps of large organisations. */
import { ok, type Answer } from './answer';
import { limited } from './failures';
import type { Schema } from './schemas';

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const HOURLY = { token: 1000, app: 15_000, anonymous: 60 } as const;
const HOUR = 3_600_000;

interface Limit {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
  readonly used: number;
}

interface Window {
  /** Milliseconds since 1970. */
  readonly reset: number;
  used: number;
}

export class RateLimits {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly now: () => Date) {}

  /** Counts a call; an answer where it is one too many. */
  count(repository: string | undefined): Answer | undefined {
    const window = this.window(repository);
    const now = this.now();
    window.used += 1;
    return window.used > limitOf(repository)
      ? limited('primary', 403, Math.ceil((window.reset - now.getTime()) / 1000), now)
      : undefined;
  }

  headers(repository: string | undefined): Record<string, string> {
    const { limit, remaining, reset, used } = this.state(repository);
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-used': String(used),
      'x-ratelimit-resource': 'core',
    };
  }

  /** `GET /rate_limit`, which itself is not counted. */
  overview(repository: string | undefined): Answer {
    const core = this.state(repository);
    const search = { limit: 30, remaining: 30, reset: core.reset, used: 0 };
    return ok({ resources: { core, search }, rate: core } satisfies Schema<'rate-limit-overview'>);
  }

  private state(repository: string | undefined): Limit {
    const limit = limitOf(repository);
    const { used, reset } = this.window(repository);
    return { limit, remaining: Math.max(0, limit - used), reset: Math.ceil(reset / 1000), used: Math.min(used, limit) };
  }

  private window(repository = ''): Window {
    const now = this.now().getTime();
    const open = this.windows.get(repository);
    if (open !== undefined && open.reset > now) return open;
    const fresh = { reset: now + HOUR, used: 0 };
    this.windows.set(repository, fresh);
    return fresh;
  }
}

function limitOf(repository: string | undefined): number {
  if (repository === undefined) return HOURLY.anonymous;
  return repository.endsWith('/*') ? HOURLY.app : HOURLY.token;
}
