/** Every command of the emitted runbooks, typed as it stands there. */
import type { Chapter, Story } from '../../story';
import { promotes } from '../../story';
import { accountStories } from './accounts';
import { goingBack } from './going-back';
import { goingOn } from './going-on';

export const runbooks: Chapter = {
  name: 'runbooks',
  // What is asked for by pull request is typed in a checkout: promotions and rollbacks do the same in their own stories.
  when: (model) => promotes(model) && model.platform.approval === 'environments',
  stories: [...goingBack, ...accountStories, ...goingOn] satisfies readonly Story[],
};
