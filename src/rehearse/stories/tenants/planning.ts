/** A plan of a tenant: what it may do, what it shows, and what stops it. */
import { expectEqual, expectSaid, expectStep, expectSuccess, ran } from '../../expectations';
import type { TenantChapter } from '../../story';

export const planning: TenantChapter = {
  name: 'tenant-plan',
  stories: [
    {
      title: 'A plan shows what would be made of a new tenant, is kept by its digest, and changes nothing.',
      from: 'fleet',
      core: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        const end = await stage.delivery.plan(first, 'tenant1');
        expectSuccess(end);
        expectSaid(end, '0 replaced, 0 destroyed, 0 changed, 2 created.');
        expectStep(end, 'Keep the plan', 'success');
        expectEqual(ran(end, 'Apply the plan'), false, 'Whether something was applied');
      },
    },
  ],
};
