/** All stories, in the order of a delivery. */
import type { Chapter } from '../story';
import { chaosChapters } from './chaos';
import { firstDayChapters } from './first-day';
import { firstEnvironment } from './first-environment';
import { gateChapters } from './gates';
import { hostileInputChapters } from './hostile-input';
import { identityChapters } from './identity';
import { movedAlias } from './moved-alias';
import { promotionChapters } from './promotion';
import { rollbackChapters } from './rollback';
import { runbooks } from './runbooks';
import { stepChapter } from './steps';

export const deliveryChapters: readonly Chapter[] = [
  ...firstDayChapters,
  ...gateChapters,
  firstEnvironment,
  movedAlias,
  ...identityChapters,
  ...promotionChapters,
  ...rollbackChapters,
  runbooks,
  ...hostileInputChapters,
  stepChapter,
  ...chaosChapters,
];
