/** Whether the next wave may start: what has become of the pull requests of the one before. */
import type { GitHub } from '../github/connect';
import { checksOf } from './checks';
import { Pulls } from './pulls';
import type { Result } from './result';
import type { Member } from './waves';

export interface GateRules {
  /** What a pull request must be before others follow. */
  readonly until: 'green' | 'merged';
  /** Whether a commit that no check looks at counts as green. */
  readonly allowNoChecks: boolean;
}

export interface Standing {
  readonly repository: string;
  readonly verdict: 'pass' | 'red' | 'pending';
  /** Why, where it does not pass. */
  readonly why: string;
  readonly url: string;
}

/** How the pull request of a repository stands now; undefined where it has none that is open. */
export async function standingOf(
  github: GitHub,
  member: Member,
  result: Result,
  rules: GateRules,
): Promise<Standing | undefined> {
  if (result.number === undefined) return undefined;
  const pull = await new Pulls(github, member).get(result.number);
  const at = { repository: member.name, url: pull.url };
  if (pull.state === 'merged') return { ...at, verdict: 'pass', why: '' };
  if (pull.state === 'closed') return { ...at, verdict: 'red', why: 'it was closed without being merged' };
  const { verdict, named } = await checksOf(github, member, pull.head);
  if (verdict === 'red') return { ...at, verdict, why: `red: ${named.join(', ')}` };
  if (verdict === 'pending') return { ...at, verdict, why: `not done: ${named.join(', ')}` };
  if (verdict === 'none' && !rules.allowNoChecks) return { ...at, verdict: 'pending', why: 'no check has begun' };
  if (rules.until === 'merged') return { ...at, verdict: 'pending', why: 'not merged yet' };
  return { ...at, verdict: 'pass', why: '' };
}
