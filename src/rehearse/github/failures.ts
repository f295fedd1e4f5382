/** Failures on demand: what a real GitHub does now and then, when a story wants it. */
import { problem, type Answer } from './answer';

export interface Failure {
  /** What `METHOD /path?query` of a call looks like. */
  readonly match: RegExp;
  /** How many calls it meets. @default - all */
  readonly times?: number;
  /** The first call that it meets: 2 leaves the first one alone. @default 1 */
  readonly nth?: number;
  /** @default - what the call would answer anyway */
  readonly status?: number;
  /** @default - what GitHub says with that status */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Rate limit that is reached, with GitHub's headers; a status of 403 unless said otherwise. */
  readonly limit?: 'primary' | 'secondary';
  /** Seconds until it may be tried again after a rate limit. @default 60 */
  readonly retryAfter?: number;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** What happens to the connection: closed without an answer, or in the middle of the body. */
  readonly connection?: 'reset' | 'truncated';
}

export class Failures {
  /** The first that matches a call counts. */
  list: Failure[] = [];
  private readonly met = new Map<Failure, number>();

  /** What this call meets, if anything; every matching call is counted. */
  next(call: string): Failure | undefined {
    for (const failure of this.list.filter(({ match }) =>
      new RegExp(match, match.flags.replace(/[gy]/g, '')).test(call),
    )) {
      const count = (this.met.get(failure) ?? 0) + 1;
      this.met.set(failure, count);
      const { nth = 1, times = Infinity } = failure;
      if (count >= nth && count < nth + times) return failure;
    }
    return undefined;
  }
}

/** The answer of a failure; undefined where the call is answered as usual, if late or not whole. */
export function failedAnswer(
  { status, body, headers, limit, retryAfter = 60 }: Failure,
  now: Date,
): Answer | undefined {
  const usual = limit === undefined ? undefined : limited(limit, status ?? 403, retryAfter, now);
  if (usual === undefined && status === undefined) return undefined;
  const answer = usual ?? refusal(status ?? 500);
  return { status: answer.status, body: body ?? answer.body, headers: { ...answer.headers, ...headers } };
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export function limited(limit: 'primary' | 'secondary', status: number, seconds: number, now: Date): Answer {
  if (limit === 'secondary')
    return {
      ...problem(status, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
      headers: { 'retry-after': String(seconds) },
    };
  return {
    ...problem(status, 'API rate limit exceeded for installation.'),
    headers: {
      'retry-after': String(seconds),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(now.getTime() / 1000) + seconds),
    },
  };
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'Problems parsing JSON',
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  422: 'Validation Failed',
  429: 'Too Many Requests',
};

/** Gateways answer with a page, not with JSON; so does whatever ran into a time limit behind them. */
function refusal(status: number): Answer {
  if (status === 502) return page(status, '<html><head><title>502 Bad Gateway</title></head></html>');
  if (status === 504) return page(status, '<html><head><title>504 Gateway Timeout</title></head></html>');
  if (status === 503)
    return page(status, 'No server is currently available to service your request. Sorry about that.');
  if (status === 500) return problem(status, 'Server Error');
  const message = WORDS[status];
  return message === undefined ? { status } : problem(status, message);
}

function page(status: number, body: string): Answer {
  return { status, body, headers: { 'content-type': 'text/html' } };
}
