/** Promotions, from the proof of a version to the watch of its deployment. */
import type { Chapter } from '../../story';
import { approvals } from './approvals';
import { artifact } from './artifact';
import { chain } from './chain';
import { history } from './history';
import { pullRequest } from './pull-request';
import { soak } from './soak';
import { stability } from './stability';
import { watch } from './watch';
import { window } from './window';

export const promotionChapters: readonly Chapter[] = [
  chain,
  artifact,
  history,
  stability,
  soak,
  approvals,
  pullRequest,
  window,
  watch,
];
