import { expectEqual, expectProven, expectRefused, expectSuccess } from '../../expectations';
import { changedAt, touchStack } from '../../stage/by-hand';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter } from '../../story';

/** Sets the clock to so many minutes after the version that goes to the last environment has soaked. */
async function setToSoaked(stage: Stage, minutes: number): Promise<void> {
  const source = stage.delivery.sourceOf(stage.delivery.last);
  const since = await changedAt(stage, source);
  stage.parts.clock.set(new Date(since.getTime() + (source.soakHours * 60 + minutes) * 60_000));
}

/** How long a version must run before it goes on. */
export const soak: Chapter = {
  name: 'promotion-soak',
  when: (model) => promotes(model) && (model.platform.environments.at(-2)?.soakHours ?? 0) > 0,
  stories: [
    {
      title: 'A version that ran an hour too little is refused, and told when it may go on.',
      from: 'promoted',
      core: true,
      play: async (stage) => {
        await setToSoaked(stage, -60);
        const { soakHours } = stage.delivery.sourceOf(stage.delivery.last);
        const end = await stage.delivery.propose(stage.delivery.last);
        expectRefused(end, new RegExp(`runs for ${soakHours - 1} h; ${soakHours} h are asked. Start again after`));
      },
    },
    {
      title: 'A version that ran some minutes too little is refused.',
      from: 'promoted',
      play: async (stage) => {
        await setToSoaked(stage, -5);
        expectRefused(await stage.delivery.propose(stage.delivery.last), 'h are asked. Start again after');
      },
    },
    {
      title: 'A version that ran just long enough goes on.',
      from: 'promoted',
      play: async (stage) => {
        await setToSoaked(stage, 1);
        expectProven(await stage.delivery.propose(stage.delivery.last));
      },
    },
    {
      title: 'A change past the workflows starts the time anew.',
      from: 'promoted',
      play: async (stage) => {
        await touchStack(stage, stage.delivery.sourceOf(stage.delivery.last));
        expectRefused(await stage.delivery.propose(stage.delivery.last), 'runs for 0 h');
      },
    },
    {
      title:
        'A rollback starts the time anew: what came back is refused until it has run long enough, and then proven.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const source = delivery.sourceOf(delivery.last);
        const before = await stage.running(delivery.last.name);
        expectSuccess(await delivery.rollBack(source));
        expectEqual(await stage.running(source.name), before, `What ${source.name} runs after its rollback`);
        expectRefused(await delivery.propose(delivery.last), 'Any deployment or rollback there starts the time anew.');
        delivery.soak(source);
        expectProven(await delivery.propose(delivery.last));
      },
    },
  ],
};
