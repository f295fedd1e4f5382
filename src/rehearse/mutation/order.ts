/** In which order stories are played against a mutant. */
import type { Mutant } from './mutant';
import type { Reach } from './reach';

/** A story that was played against the files as they are. */
export interface Played<T> {
  readonly story: T;
  readonly seconds: number;
  /** Steps that ran, as `file\njob\nstep`. */
  readonly ran: readonly string[];
  /** Those of them that failed: it is about what they are for. */
  readonly failed: readonly string[];
}

/**
 * Those that could notice, so that the first few see as much as few can: each step that the damage is about, in each
 * job, once going well and once failing. Among those that see as much the quick come first.
 */
export function inOrder<T>(mutant: Mutant, played: readonly Played<T>[], reach: Reach): T[] {
  let left = played
    .map(({ story, seconds, ran, failed }) => {
      const red = reach.of(mutant, failed);
      const green = reach.of(mutant, ran).filter((step) => !red.includes(step));
      return { story, seconds, sees: [...green, ...red.map((step) => `${step}\nfailed`)] };
    })
    .filter(({ sees }) => sees.length > 0);
  const order: T[] = [];
  let seen = new Set<string>();
  while (left.length > 0) {
    const rated = left.map((each) => ({ each, fresh: each.sees.filter((step) => !seen.has(step)).length }));
    const best = rated.reduce((one, other) =>
      other.fresh / other.each.seconds > one.fresh / one.each.seconds ? other : one,
    );
    if (best.fresh === 0) seen = new Set();
    else {
      order.push(best.each.story);
      left = left.filter((each) => each !== best.each);
      for (const step of best.each.sees) seen.add(step);
    }
  }
  return order;
}
