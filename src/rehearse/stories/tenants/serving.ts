/** What is looked at after a plan was applied. */
import { expectEqual, expectFailed, expectSaid, expectStep } from '../../expectations';
import { serve, takeTarget } from '../../stage/tenant-cloud';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';

export const serving: TenantChapter = {
  name: 'tenant-serving',
  stories: [
    {
      title: 'A service that does not become stable makes the run red, and the summary says how to go back.',
      from: 'fleet',
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        const half = { [delivery.gate(delivery.first)]: () => serve(stage, 'tenant1', name, 2) };
        const end = await delivery.create(delivery.first, 'tenant1', { meanwhile: half });
        expectFailed(end, /does not serve: 1 of 2 tasks run/);
        expectStep(end, 'Apply the plan', 'success');
        expectSaid(end, 'git revert --no-edit');
        expectEqual(
          Object.keys(stage.parts.repository.refs).some((ref) => ref.includes('tenant1')),
          false,
          'A tag',
        );
      },
    },
    {
      title: 'A tenant whose targets are not healthy makes the run red.',
      from: 'tested',
      play: async (stage) => {
        await takeTarget(stage, DEPLOYED, stage.delivery.first.name);
        expectFailed(await stage.delivery.apply(stage.delivery.first, DEPLOYED), 'no target is registered');
      },
    },
  ],
};
