/** What went wrong in a call of GitHub's API, in a sentence that says what to do. */
import { answered } from '../github/answered';
import { UsageError } from '../surroundings';
import { shown } from './difference';
import { planRefusal } from './plan-limits';

/** Whether the token may not do it, whichever repository it is. */
export function lacksPermission(error: unknown): boolean {
  const answer = answered(error);
  return answer?.status === 403 && /not accessible by|must have admin/i.test(answer.message);
}

/** Whether it may have happened all the same, or may succeed when it is tried on what is served now. */
export function isWorthAnother(error: unknown): boolean {
  const answer = answered(error);
  if (answer === undefined || planRefusal(answer.message) !== undefined) return false;
  return answer.status >= 500 || [303, 409, 422].includes(answer.status);
}

/** The sentence for an error of a call; other errors are thrown on. */
export function explain(error: unknown, call: string): string {
  if (error instanceof UsageError) return error.message;
  const answer = answered(error);
  if (answer === undefined) throw error;
  const { status, message, accepted = 'administration=write' } = answer;
  const limit = planRefusal(message);
  if (limit !== undefined) return `GitHub refuses ${call}: ${limit}. It says: ${said(message)}`;
  if (status === 401) return `GitHub does not know the token: ${said(message)}. Set another one.`;
  if (lacksPermission(error)) return `The token may not ${call}: it needs ${wordsOf(accepted)}.`;
  if (status === 404)
    return `GitHub has nothing for ${call}, or hides it from this token: it needs ${wordsOf(accepted)}.`;
  if (status === 409)
    return `GitHub refuses ${call}: ${said(message)}. A policy of the organisation or enterprise decides it.`;
  return `GitHub answers ${status} to ${call}: ${said(message)}.`;
}

/** `administration: write, or contents: write and workflows: write` */
function wordsOf(accepted: string): string {
  return accepted
    .split('; ')
    .map((set) => set.replaceAll('=', ': ').replaceAll(',', ' and '))
    .join(', or ');
}

/** GitHub's own words, without what could end the line. */
function said(message: string): string {
  const [first = ''] = message.split(/[\r\n]/);
  return /^[\x20-\x7e]*$/.test(first) ? first.replace(/\.$/, '') : shown(first);
}
