/** Identities of jobs: the right ones come in, the wrong ones do not. */
import type { Chapter } from '../../story';
import { intruders } from './intruders';
import { right } from './right';
import { wrong } from './wrong';

export const identityChapters: readonly Chapter[] = [right, wrong, intruders];
