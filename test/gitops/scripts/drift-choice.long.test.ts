/** A period of drift detection for the largest fleet. */
import { expectEachOnce } from '../../support/drift-schedule';

test('Ten thousand tenants in three environments are all looked at once in a period, in legal matrices.', async () => {
  await expectEachOnce(10_000);
}, 600_000);
