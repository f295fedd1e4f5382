/** All stories of repositories of tenants. */
import type { TenantChapter } from '../../story';
import { applying } from './applying';
import { last } from './last';
import { locks } from './locks';
import { planning } from './planning';
import { safety } from './safety';
import { serving } from './serving';
import { validation } from './validation';

export const tenantChapters: readonly TenantChapter[] = [validation, planning, applying, serving, locks, safety, last];
