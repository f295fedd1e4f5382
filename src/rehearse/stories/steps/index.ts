/** Every step that runs when all goes well is made to fail, one at a time: none may fail unseen. */
import { Evidence } from '../../evidence';
import { expectSuccess } from '../../expectations';
import { onCopy } from '../../stage/on-copy';
import type { Stage } from '../../stage/stage';
import type { Chapter, Story } from '../../story';
import { afterFailures } from './after-failures';
import { breakStep, expectBroken, type Place } from './break-step';
import { WAYS, type Way } from './ways';

/** Steps that ran in a run that went well, of the files that a way is about. */
async function stepsOf(stage: Stage, way: Way): Promise<Place[]> {
  const evidence = new Evidence();
  await onCopy(stage, async (copy) => {
    const end = await way.start(copy, undefined);
    expectSuccess(end);
    evidence.add([end]);
  });
  const about = way.files(stage);
  return evidence
    .of(stage.parts.project.renderFiles())
    .filter(({ file, passed }) => passed > 0 && about.some((path) => file.includes(path)))
    .filter(({ step }) => way.only?.includes(step) ?? true);
}

async function playBroken(stage: Stage, way: Way, step: Place): Promise<void> {
  breakStep(stage, step);
  const end = await way.start(stage, step.job === '' ? undefined : step.job);
  expectBroken(stage, end, step);
}

const stories = WAYS.map((way): Story => {
  const { what, from, when } = way;
  return {
    title: `Each step of ${what}, made to fail, makes the run red, but for those that say they may fail.`,
    ...{ from, denied: true, ...(when && { when }) },
    play: async (stage) => {
      way.prepare?.(stage);
      for (const step of await stepsOf(stage, way)) await onCopy(stage, (copy) => playBroken(copy, way, step));
    },
  };
});

export const stepChapter: Chapter = {
  name: 'steps',
  long: true,
  when: () => true,
  stories: [...stories, ...afterFailures],
};
