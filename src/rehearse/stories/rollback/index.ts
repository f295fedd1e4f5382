/** Rollbacks: what they restore, what is no target, who may start them when, and what they cannot ask. */
import type { Chapter } from '../../story';
import { back } from './back';
import { conditions } from './conditions';
import { targets } from './targets';
import { unreadable } from './unreadable';

export const rollbackChapters: readonly Chapter[] = [back, targets, conditions, unreadable];
