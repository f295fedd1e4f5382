/** The destruction of a tenant: what it takes along, what it keeps, and what people then find. */
import { expectSaid } from '../../expectations';
import { destroy } from '../../stage/tenant-destruction';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectDestroyed } from './destroyed';

export const destroying: TenantChapter = {
  name: 'tenant-destruction',
  when: ({ destroyable }) => destroyable.length > 0,
  stories: [
    {
      title: 'A tenant is destroyed after an approval: state and mark are kept, and a branch takes its values out.',
      from: 'tested',
      core: true,
      play: async (stage) => {
        const { name } = stage.delivery.first;
        const end = await destroy(stage, DEPLOYED, name);
        await expectDestroyed(stage, end, DEPLOYED, name);
        expectSaid(end, '0 replaced, 2 destroyed, 0 changed, 0 created.');
      },
    },
  ],
};
