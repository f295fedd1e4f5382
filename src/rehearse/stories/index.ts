/** All stories, in the order of a delivery. */
import type { Chapter } from '../story';
import { firstEnvironment } from './first-environment';

export const deliveryChapters: readonly Chapter[] = [firstEnvironment];
