/**
 * Begins with the files that take longest. Jest knows how long a file took only after it has run once on a machine, and
 * guesses by its size before that: then the longest come last, and the other cores wait for them.
 */
import Sequencer from '@jest/test-sequencer';

/** Longest first; cases of the runner sleep most of their time, so they go well with stories, which compute. */
const LONGEST = [
  'rehearse/stories',
  'packed',
  'runner/cases',
  'runner/concurrency',
  'rehearse/pull-request',
  'rehearse/identity/front',
  'rehearse/identity/faults',
  'rehearse/mutate',
  'readme',
  'lambda/scripts/aws-undo',
  'lambda/scripts/aws-deploy',
].map((name) => `/test/${name}.test.ts`);

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONGEST.findIndex((end) => path.endsWith(end));
      return found === -1 ? LONGEST.length : found;
    };
    // Sorting keeps jest's own order among all others.
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}
