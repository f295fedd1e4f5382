/** The specification of the runner: small workflows, each with the source that documents its outcome. */
import { checkCase } from './support/check-case';
import { areas, readArea } from './support/fidelity-case';

// Several runs at once are told apart by seconds, so those cases have a file of their own.
describe.each(areas.filter((area) => area !== 'concurrency'))('%s', (area) => {
  test.concurrent.each(readArea(area).map(([name, each]) => [each.title, name, each] as const))(
    '%s (%s)',
    (_, __, each) => checkCase(each),
  );
});
