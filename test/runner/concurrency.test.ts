/** Cases of several runs at once, by a real clock: one after another, since what else runs here would move their times. */
import { checkCase } from './support/check-case';
import { readArea } from './support/fidelity-case';

// A machine that is busy for seconds can still mix up what happens in seconds.
jest.retryTimes(3);

test.each(readArea('concurrency').map(([name, each]) => [each.title, name, each] as const))('%s (%s)', (_, __, each) =>
  checkCase(each),
);
