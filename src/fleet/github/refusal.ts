/** What GitHub's API refuses, in words that say what to do. */
import { messageOf } from '../surroundings';

/** Status of an answer that was an error; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Whether nothing that is asked next can work either: nobody is signed in, or a limit stays. */
export function endsAll(error: unknown): boolean {
  return statusOf(error) === 401 || isLimit(error);
}

/** One sentence on an answer that was an error. */
export function explainRefusal(error: unknown): string {
  const [message = ''] = messageOf(error).split(' - https://');
  const where = [property(error, 'request', 'method'), property(error, 'request', 'url')].join(' ');
  if (statusOf(error) === 401)
    return `GitHub does not know this token (${where}). It may have expired: make a new one.`;
  if (isLimit(error))
    return "GitHub's rate limit stays. Run the same command again in an hour: it goes on where it stopped, and asks nothing twice.";
  const needed = property(error, 'response', 'headers', 'x-accepted-github-permissions');
  if (statusOf(error) === 403 && needed !== '') return `This token may not ${where}. It needs ${needed}.`;
  return `${where}: ${message}`;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isLimit(error: unknown): boolean {
  if (statusOf(error) === 429) return true;
  const spent = property(error, 'response', 'headers', 'x-ratelimit-remaining') === '0';
  return statusOf(error) === 403 && (spent || /secondary rate limit/i.test(messageOf(error)));
}

function property(value: unknown, ...keys: readonly string[]): string {
  const found = keys.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
  return typeof found === 'string' ? found : '';
}
