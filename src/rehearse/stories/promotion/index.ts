/** Promotions, from the proof of a version to the watch of its deployment. */
import type { Chapter } from '../../story';
import { artifact } from './artifact';
import { chain } from './chain';
import { history } from './history';

export const promotionChapters: readonly Chapter[] = [chain, artifact, history];
