import type { Environment } from '../../../model/platform';
import { expectEqual, expectSaid, expectSuccess } from '../../expectations';
import type { Stage } from '../../stage/stage';
import { askTyped, startTyped } from '../../stage/typed';
import type { Story } from '../../story';
import { built, expectRuns } from '../rollback/versions';
import { linesAbout, linesOf } from './lines';

const PLACES: readonly (readonly [string, (stage: Stage) => Environment])[] = [
  ['first', ({ delivery }) => delivery.first],
  ['second', ({ delivery }) => delivery.second],
  ['last', ({ delivery }) => delivery.last],
];

/** The second version runs everywhere. */
async function everywhere({ delivery }: Stage): Promise<void> {
  expectSuccess(await delivery.promote(delivery.last));
}

export const goingBack: readonly Story[] = [
  ...PLACES.map(([place, environmentOf]): Story => ({
    title: `The commands to go back in the ${place} environment go back, and to the version that they name.`,
    from: 'delivered',
    play: async (stage) => {
      await everywhere(stage);
      const environment = environmentOf(stage);
      const lines = linesAbout(stage, 'rollback', 'go back', environment.name);
      expectEqual(lines.length, 2, 'The number of these commands');
      const [before = '', named = ''] = lines;
      const end = await startTyped(stage, before);
      expectSuccess(end);
      expectSaid(end, `## Rollback of ${built(stage, 1)} to ${environment.name}: success`);
      await expectRuns(stage, environment, built(stage, 1), '1.0.0');
      expectSuccess(await startTyped(stage, named.replace('VERSION', built(stage, 2))));
      await expectRuns(stage, environment, built(stage, 2), '2.0.0');
    },
  })),
  {
    title: 'The commands for records print what a rollback left, and the runs.',
    from: 'delivered',
    play: async (stage) => {
      const { first } = stage.delivery;
      expectSuccess(await stage.delivery.rollBack(first));
      const lines = linesOf(stage, 'rollback', 'records');
      expectEqual(lines.length, 2, 'The number of these commands');
      const typed = lines.map((line) => askTyped(stage, line.replace('VERSION', built(stage, 1)), first.name));
      const [record = '', runs = ''] = await Promise.all(typed);
      expectEqual(record.includes('"action":"rollback"'), true, 'Whether the release tells the rollback');
      expectEqual(/\/actions\/runs\/\d+\tsuccess\talice\n/.test(runs), true, `Whether the runs are told: ${runs}`);
    },
  },
  {
    title: 'An alias that somebody moved leads back after the command that deploys again.',
    from: 'delivered',
    play: async (stage) => {
      const { first } = stage.delivery;
      const { fn, alias } = stage.names(first.name);
      const account = await stage.account(first.name);
      const point = await account.pointOf(fn, alias);
      await account.moveAlias(fn, alias, '1');
      expectEqual(await stage.release(first.name), '1.0.0', 'What callers get meanwhile');
      const lines = linesOf(stage, 'rollback', 'build');
      expectEqual(lines.length, 1, 'The number of these commands');
      for (const line of lines) expectSuccess(await startTyped(stage, line));
      expectEqual(await account.pointOf(fn, alias), point, 'Where the alias leads');
    },
  },
];
