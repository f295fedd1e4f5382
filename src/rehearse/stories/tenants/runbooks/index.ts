/** Every command of the emitted runbooks of tenants, typed as it stands there. */
import type { TenantChapter } from '../../../story';
import { drifting } from './drifting';
import { goingBack } from './going-back';
import { goingOn } from './going-on';
import { mending } from './mending';

export const tenantRunbooks: TenantChapter = {
  name: 'tenant-runbooks',
  long: true,
  when: ({ platform }) => platform.environments.length > 1,
  stories: [...goingBack, ...mending, ...goingOn, ...drifting],
};
