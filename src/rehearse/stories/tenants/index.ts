/** All stories of repositories of tenants. */
import type { TenantChapter } from '../../story';
import { applying } from './applying';
import { bulkOperations } from './bulk';
import { bulkLimits } from './bulk-limits';
import { bulkLocks } from './bulk-locks';
import { death } from './death';
import { destroyDeath } from './destroy-death';
import { destroyProduction } from './destroy-production';
import { destroyRefused } from './destroy-refused';
import { destroyTyped } from './destroy-typed';
import { destroying } from './destroying';
import { drift } from './drift';
import { driftFolders, driftHostile } from './drift-hostile';
import { driftUnknown } from './drift-unknown';
import { last } from './last';
import { locks } from './locks';
import { planning } from './planning';
import { rights } from './rights';
import { tenantRunbooks } from './runbooks';
import { safety } from './safety';
import { serving } from './serving';
import { steps } from './steps';
import { unreadable } from './unreadable';
import { validation } from './validation';

export const tenantChapters: readonly TenantChapter[] = [
  validation,
  planning,
  applying,
  serving,
  unreadable,
  locks,
  death,
  rights,
  safety,
  last,
  bulkOperations,
  bulkLimits,
  bulkLocks,
  steps,
  drift,
  driftUnknown,
  driftHostile,
  driftFolders,
  destroying,
  destroyTyped,
  destroyRefused,
  destroyProduction,
  destroyDeath,
  tenantRunbooks,
];
