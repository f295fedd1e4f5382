/** GitHub's API with patience: pages are followed, limits are waited for, what may be repeated is repeated. */
import { Bottleneck, createAppAuth, Octokit, paginateRest, retry, throttling } from '#octokit';
import type { Credentials } from './credentials';

/** How quickly GitHub wants to be called. https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
export interface Pace {
  /** Milliseconds between two calls that change something. */
  readonly writeMs: number;
  /** Milliseconds between two calls that somebody is notified of, such as a new pull request. */
  readonly notifyMs: number;
  /** Length of a second in answers that say how long to wait: tests make it short. */
  readonly secondMs: number;
}

export const GITHUBS_PACE: Pace = { writeMs: 1000, notifyMs: 3000, secondMs: 1000 };

export interface ConnectOptions {
  readonly credentials: Credentials;
  /** Root of the API, as `GITHUB_API_URL` has it in workflows. @default 'https://api.github.com' */
  readonly baseUrl?: string;
  /** @default GITHUBS_PACE */
  readonly pace?: Pace;
  /** Seconds after which a reply counts as lost. @default 30 */
  readonly timeoutS?: number;
  /** Is told why nothing seems to happen, in a sentence. */
  readonly tell: (sentence: string) => void;
}

/** A client: `request('GET /repos/{owner}/{repo}', …)`, and `paginate` for lists. Both throw `RequestError` with a status. */
export type GitHub = ReturnType<typeof connect>;

const Patient = Octokit.plugin(paginateRest, retry, throttling);

/** A repeated limit is waited for this often; GitHub blocks whoever goes on for ever. */
const LIMITS_WAITED = 5;

/** Connects; nothing is called yet. Credentials go nowhere but to `baseUrl`. */
export function connect(options: ConnectOptions) {
  const { credentials, pace = GITHUBS_PACE, timeoutS = 30, tell } = options;
  const spaced = (minTime: number) => new Bottleneck.Group({ maxConcurrent: 1, minTime });
  const waited =
    (limit: string) =>
    (seconds: number, { method, url }: Call, _: unknown, times: number) => {
      const again = times < LIMITS_WAITED;
      tell(
        `GitHub's ${limit} rate limit is reached at ${method} ${url}: ${again ? `going on in ${seconds} s` : 'given up'}.`,
      );
      return again;
    };
  return new Patient({
    ...('token' in credentials ? { auth: credentials.token } : { authStrategy: createAppAuth, auth: credentials }),
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl.replace(/\/$/, '') }),
    userAgent: 'projen-fleet',
    // What octokit would print goes through `tell`, or is in the error.
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: {
      fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutS * 1000) }),
    },
    retry: { retryAfterBaseValue: pace.secondMs },
    throttle: {
      retryAfterBaseValue: pace.secondMs,
      write: spaced(pace.writeMs),
      notifications: spaced(pace.notifyMs),
      onRateLimit: waited('hourly'),
      onSecondaryRateLimit: waited('secondary'),
    },
  });
}

interface Call {
  readonly method: string;
  readonly url: string;
}

function quiet(): void {
  // Nothing is printed here.
}
