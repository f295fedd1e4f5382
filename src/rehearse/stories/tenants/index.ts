/** All stories of repositories of tenants. */
import type { TenantChapter } from '../../story';
import { planning } from './planning';
import { validation } from './validation';

export const tenantChapters: readonly TenantChapter[] = [validation, planning];
