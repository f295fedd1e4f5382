/** Every step that runs when all goes well is made to fail, one at a time: none may fail unseen. */
import { Evidence } from '../../evidence';
import { expectSuccess } from '../../expectations';
import { onCopy } from '../../stage/on-copy';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter, TenantStory } from '../../story';
import { breakStep, expectBroken, type Place } from '../steps/break-step';
import { WAYS, type Way } from './ways';

/** Steps that ran in a run that went well. */
async function stepsOf(stage: TenantStage, { start, files, only }: Way): Promise<Place[]> {
  const evidence = new Evidence();
  await onCopy(stage, async (copy) => {
    const end = await start(copy);
    expectSuccess(end);
    evidence.add([end]);
  });
  return evidence
    .of(stage.parts.project.renderFiles())
    .filter(({ file, passed }) => passed > 0 && files.some((path) => file.includes(path)))
    .filter(({ step }) => only?.includes(step) ?? true);
}

async function playBroken(stage: TenantStage, { start }: Way, step: Place): Promise<void> {
  breakStep(stage, step);
  const end = await start(stage);
  expectBroken(stage, end, step);
}

const stories = WAYS.map((way): TenantStory => ({
  title: `Each step of ${way.what}, made to fail, makes the run red.`,
  from: way.from,
  denied: true,
  play: async (stage) => {
    await way.prepare?.(stage);
    for (const step of await stepsOf(stage, way)) await onCopy(stage, (copy) => playBroken(copy, way, step));
  },
}));

export const steps: TenantChapter = { name: 'tenant-steps', long: true, stories };
