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
 * Those that could notice, so that the first few see as much as few can: each step that the damage is about, beside each
 * job that ran, once going well and once failing; `most` of them. Among those that see as much the quick come first.
 */
export function inOrder<T>(mutant: Mutant, played: readonly Played<T>[], reach: Reach, most = Infinity): T[] {
  let left = played
    .map(({ story, seconds, ran, failed }) => {
      const red = reach.of(mutant, failed);
      const green = reach.of(mutant, ran).filter((step) => !red.includes(step));
      const steps = [...green, ...red.map((step) => `${step}\nfailed`)];
      // A step of an action is another thing in each job.
      return { story, seconds, sees: steps.flatMap((step) => jobsOf(ran).map((job) => `${step}\n${job}`)) };
    })
    .filter(({ sees }) => sees.length > 0);
  const order: T[] = [];
  let seen = new Set<string>();
  while (left.length > 0 && order.length < most) {
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

/** Jobs of workflows, as `file\njob`. */
function jobsOf(steps: readonly string[]): string[] {
  const jobs = steps.map((step) => step.slice(0, step.lastIndexOf('\n'))).filter((job) => !job.endsWith('\n'));
  return [...new Set(jobs)];
}
