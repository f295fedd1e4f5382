/** The first day: what people have not set up yet, and what the workflows say of it. */
import type { Chapter } from '../../story';
import { accounts } from './accounts';
import { protection } from './protection';

export const firstDayChapters: readonly Chapter[] = [protection, accounts];
