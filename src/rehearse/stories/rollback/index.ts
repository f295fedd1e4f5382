/** Rollbacks: what they restore, what is no target, and who may start them when. */
import type { Chapter } from '../../story';
import { back } from './back';
import { conditions } from './conditions';
import { targets } from './targets';

export const rollbackChapters: readonly Chapter[] = [back, targets, conditions];
