import { expectEqual, expectFailed, expectSaid, expectServed, expectStep, expectSuccess } from '../../expectations';
import { count, countEachMinute } from '../../stage/metrics';
import { replaceGenerated } from '../../stage/replace-generated';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';

/** A version that callers suffer from is undone while it is watched. */
function undone(what: string, metric: 'Errors' | 'Throttles', reason: RegExp): Story {
  return {
    title: `${what} during the watch undo the deployment by themselves, and the run is red.`,
    from: 'delivered',
    play: async (stage) => {
      const { delivery } = stage;
      const { last } = delivery;
      const before = await stage.running(last.name);
      const limit = (metric === 'Errors' ? last.watch?.errorLimit : last.watch?.throttleLimit) ?? 0;
      const meanwhile = { [delivery.gate(last).name]: () => countEachMinute(stage, last, metric, limit + 1) };
      const end = await delivery.promote(last, { meanwhile });
      expectFailed(end, reason);
      expectStep(end, 'Watch what callers meet', 'failure');
      expectStep(end, 'Undo the failed deployment', 'success');
      expectSaid(end, '**Rolled back automatically:**');
      await expectServed(stage, last.name, '1.0.0');
      expectEqual(await stage.running(last.name), before, 'The version of the stack');
    },
  };
}

/** A little after the deployment will have begun: when the timer of the last GitHub environment is over. */
function duringWatch(stage: Stage): Date {
  const { waitMinutes } = stage.delivery.gate(stage.delivery.last);
  return new Date(stage.parts.clock.now().getTime() + (waitMinutes + 3) * 60_000);
}

/** What callers meet after a promotion. */
export const watch: Chapter = {
  name: 'promotion-watch',
  when: (model) => promotes(model) && model.platform.environments.at(-1)?.watch !== undefined,
  stories: [
    undone('More errors than the limit', 'Errors', /had \d+ errors since the deployment; more than \d+ end it/),
    undone('More throttles than the limit', 'Throttles', /was throttled \d+ times since the deployment; more than/),
    {
      title: 'Metrics that never come undo the deployment, and the run is red: no data is not health.',
      from: 'promoted',
      play: async (stage) => {
        const { last } = stage.delivery;
        const path = '.github/scripts/sum-metric.sh';
        const begin = '#!/usr/bin/env bash\n';
        const nothing = `${begin}if [ "$3" = '${stage.names(last.name).alias}' ]; then echo none && exit; fi\n`;
        replaceGenerated(stage, path, stage.parts.workspace.read(path).replace(begin, nothing));
        const end = await stage.delivery.promote(last);
        expectFailed(end, /CloudWatch shows no invocation of .* at the end of the watch/);
        expectStep(end, 'Watch what callers meet', 'failure');
      },
    },
    {
      title: 'A table that lost the limits of the watch undoes the deployment: no limit is not reached by nothing.',
      from: 'promoted',
      play: async (stage) => {
        const { last } = stage.delivery;
        const path = '.github/scripts/environment.sh';
        const text = stage.parts.workspace.read(path);
        replaceGenerated(stage, path, text.replaceAll(/watch_errors=[1-9]\d*/g, "watch_errors=''"));
        const end = await stage.delivery.promote(last);
        expectFailed(end, 'is no number: the table was not read.');
        expectStep(end, 'Watch what callers meet', 'failure');
      },
    },
    {
      title: 'As many errors and throttles as the limits during the watch, and any from before it, undo nothing.',
      from: 'promoted',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { last } = delivery;
        await count(stage, last, 'Errors', 1000, parts.clock.now());
        const add = async (): Promise<void> => {
          await count(stage, last, 'Errors', last.watch?.errorLimit ?? 0, duringWatch(stage));
          await count(stage, last, 'Throttles', last.watch?.throttleLimit ?? 0, duringWatch(stage));
        };
        const end = await delivery.promote(last, { meanwhile: { [delivery.gate(last).name]: add } });
        expectSuccess(end);
        expectSaid(end, `Watched for ${last.watch?.minutes ?? 0} min 0 s`);
        await expectServed(stage, last.name, '1.0.0');
      },
    },
  ],
};
