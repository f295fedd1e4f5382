/** What people and programs read of a plan, a check or an apply. */
import { EXIT, type ExitCode } from '../surroundings';
import { isMended } from './compare';
import type { Difference } from './difference';
import type { Outcome } from './mend';

export type Action = 'plan' | 'apply' | 'check';

interface Shown {
  readonly action: Action;
  readonly allowWeaker: boolean;
}

/** What could be set: a plan would, a check only tells, and what `apply` leaves open met an error. */
const WORDS = {
  plan: { set: 'set', weaker: 'weaken' },
  check: { set: 'differs', weaker: 'differs' },
  apply: { set: 'open', weaker: 'open' },
} as const;

/** What `apply` did, would do, or leaves alone: one word in front of the sentence. */
function wordOf(difference: Difference, { action, allowWeaker }: Shown): string {
  if (difference.blocked !== undefined) return 'cannot';
  if (isMended(difference, allowWeaker))
    return difference.direction === 'weaker' ? WORDS[action].weaker : WORDS[action].set;
  if (difference.satisfied) return 'kept';
  return 'refused';
}

/** Why it is as it is, after the sentence. */
function reasonOf(difference: Difference, word: string): string {
  if (difference.blocked !== undefined) return `: ${difference.blocked}`;
  if (word === 'refused') return ': that would let in more than now; only with --allow-weaker';
  return word === 'kept' && difference.mend !== undefined ? ': stricter than the definition: kept' : '';
}

/** The lines of one repository; none where it is as defined, and nothing is to be said. */
export function linesOf({ name, mended, differences, error }: Outcome, shown: Shown): string[] {
  const told = differences.filter(({ satisfied }) => shown.action !== 'check' || !satisfied);
  const lines = [
    ...mended.map((sentence) => `  ${'set'.padEnd(8)}${sentence}`),
    ...told.map((each) => {
      const word = wordOf(each, shown);
      return `  ${word.padEnd(8)}${each.sentence}${reasonOf(each, word)}`;
    }),
    ...(error === undefined ? [] : [`  ${'error'.padEnd(8)}${error}`]),
  ];
  return lines.length === 0 ? [] : [name, ...lines];
}

/** The last line: what came of all. */
export function totalOf(outcomes: readonly Outcome[], { action }: Shown): string {
  const failed = outcomes.filter(({ error }) => error !== undefined).length;
  const open = outcomes.filter((each) => each.error === undefined && differs(each)).length;
  const changed = outcomes.filter(({ mended }) => mended.length > 0).length;
  const parts = [
    `${outcomes.length - failed - open} as defined`,
    ...(action === 'apply' ? [`${changed} changed`] : []),
    ...(open > 0 ? [`${open} not as defined`] : []),
    ...(failed > 0 ? [`${failed} with an error`] : []),
  ];
  const next = action !== 'apply' && open > 0 ? ' Next: projen-fleet environments apply.' : '';
  return `${parts.join(', ')}.${next}`;
}

export function differs({ differences }: Outcome): boolean {
  return differences.some(({ satisfied }) => !satisfied);
}

export function toJson(outcomes: readonly Outcome[], shown: Shown): string {
  const repositories = outcomes.map(({ name, mended, differences, error }) => ({
    name,
    mended,
    differences: differences.map((each) => {
      const { kind, direction, satisfied, sentence, blocked } = each;
      return {
        kind,
        direction,
        satisfied,
        sentence,
        ...(blocked !== undefined && { blocked }),
        does: wordOf(each, shown),
      };
    }),
    ...(error !== undefined && { error }),
  }));
  return JSON.stringify({ version: 1, repositories }, undefined, 2);
}

/** An error counts more than a difference; what `apply` had to leave is an error. */
export function exitOf(outcomes: readonly Outcome[], { action }: Shown): ExitCode {
  if (outcomes.some(({ error }) => error !== undefined)) return EXIT.failed;
  if (!outcomes.some(differs)) return EXIT.done;
  return action === 'apply' ? EXIT.failed : EXIT.differs;
}
