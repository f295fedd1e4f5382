/** All stories, in the order of a delivery. */
import type { Chapter } from '../story';
import { firstEnvironment } from './first-environment';
import { promotionChapters } from './promotion';
import { rollbackChapters } from './rollback';

export const deliveryChapters: readonly Chapter[] = [firstEnvironment, ...promotionChapters, ...rollbackChapters];
