/** All stories of repositories of tenants. */
import type { TenantChapter } from '../../story';
import { validation } from './validation';

export const tenantChapters: readonly TenantChapter[] = [validation];
