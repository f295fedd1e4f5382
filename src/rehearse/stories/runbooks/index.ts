/** Every command of the emitted runbooks, typed as it stands there. */
import type { Chapter, Story } from '../../story';
import { promotes } from '../../story';
import { accountStories } from './accounts';
import { goingBack } from './going-back';
import { goingOn } from './going-on';

export const runbooks: Chapter = {
  name: 'runbooks',
  when: promotes,
  stories: [...goingBack, ...accountStories, ...goingOn] satisfies readonly Story[],
};
