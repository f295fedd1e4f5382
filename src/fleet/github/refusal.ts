/** What GitHub's API refuses, in words that say what to do. */
import { messageOf } from '../surroundings';
import { answered, fieldOf } from './answered';

/** Status of an answer that was an error; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return answered(error)?.status;
}

/** Whether nothing that is asked next can work either: nobody is signed in, or a limit stays. */
export function endsAll(error: unknown): boolean {
  return statusOf(error) === 401 || isLimit(error);
}

/** One sentence on an answer that was an error. */
export function explainRefusal(error: unknown): string {
  const [message = ''] = messageOf(error).split(' - https://');
  const where = [textOf(error, 'request', 'method'), textOf(error, 'request', 'url')].join(' ');
  if (statusOf(error) === 401)
    return `GitHub does not know this token (${where}). It may have expired: make a new one.`;
  if (isLimit(error))
    return "GitHub's rate limit stays. Run the same command again in an hour: it goes on where it stopped, and asks nothing twice.";
  const { status, accepted: needed } = answered(error) ?? {};
  if (status === 403 && needed !== undefined) return `This token may not ${where}. It needs ${needed}.`;
  return `${where}: ${message}`;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isLimit(error: unknown): boolean {
  if (statusOf(error) === 429) return true;
  const spent = textOf(error, 'response', 'headers', 'x-ratelimit-remaining') === '0';
  return statusOf(error) === 403 && (spent || /secondary rate limit/i.test(messageOf(error)));
}

function textOf(error: unknown, ...keys: readonly string[]): string {
  const found = fieldOf(error, ...keys);
  return typeof found === 'string' ? found : '';
}
