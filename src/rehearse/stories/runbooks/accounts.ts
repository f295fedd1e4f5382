import { expectEqual, expectSuccess } from '../../expectations';
import { putStackInto } from '../../stage/by-hand';
import { askTyped, startTyped } from '../../stage/typed';
import type { Story } from '../../story';
import { expectRuns, built } from '../rollback/versions';
import { environmentOf, linesAbout, linesOf } from './lines';

/** Commands that people type in an account. */
export const accountStories: readonly Story[] = [
  {
    title: 'The commands that look show state, version and alias of every environment.',
    from: 'delivered',
    play: async (stage) => {
      const both = (['rollback', 'promotion'] as const).flatMap((page) => linesOf(stage, page, 'look'));
      for (const line of new Set(both)) {
        const environment = environmentOf(stage, line);
        const said = await askTyped(stage, line, environment);
        const account = await stage.account(environment);
        const { fn, alias, stack } = stage.names(environment);
        const wanted = line.includes('get-alias')
          ? await account.pointOf(fn, alias)
          : line.includes('describe-stacks')
            ? await stage.running(environment)
            : stack;
        expectEqual(said.includes(wanted ?? 'nothing'), true, `Whether it is shown by: ${line}`);
      }
    },
  },
  {
    title: 'The commands for a stack whose undoing failed mend it in every environment, and a rollback goes then.',
    from: 'delivered',
    play: async (stage) => {
      for (const environment of stage.delivery.chain) {
        const [line = '', ...more] = linesAbout(stage, 'rollback', 'mend', environment.name);
        expectEqual(more.length, 0, 'Further commands');
        await putStackInto(stage, environment, 'UPDATE_ROLLBACK_FAILED');
        await askTyped(stage, line, environment.name);
        expectEqual(
          (await lookAt(environment.name)).includes('UPDATE_ROLLBACK_COMPLETE'),
          true,
          'Whether it is mended',
        );
      }
      const { first } = stage.delivery;
      const [back = ''] = linesAbout(stage, 'rollback', 'go back', first.name);
      expectSuccess(await startTyped(stage, back));
      await expectRuns(stage, first, built(stage, 1), '1.0.0');

      function lookAt(environment: string): Promise<string> {
        const look = linesAbout(stage, 'rollback', 'look', environment).find((line) =>
          line.includes('describe-stacks'),
        );
        return askTyped(stage, look ?? '', environment);
      }
    },
  },
  {
    title:
      'The commands for a stack that was never made remove it in every environment, and the next deployment makes it.',
    from: 'delivered',
    play: async (stage) => {
      const { first, chain } = stage.delivery;
      for (const environment of chain) {
        const [line = ''] = linesAbout(stage, 'rollback', 'remove', environment.name);
        await putStackInto(stage, environment, 'ROLLBACK_COMPLETE');
        await askTyped(stage, line, environment.name);
        const look = linesAbout(stage, 'rollback', 'look', environment.name)[0] ?? '';
        const said = await askTyped(stage, look, environment.name).catch((error: unknown) => String(error));
        expectEqual(said.includes('does not exist'), true, `Whether it is gone: ${said}`);
      }
      // A push of what was deployed last would find nothing new.
      for (const line of linesOf(stage, 'rollback', 'build')) expectSuccess(await startTyped(stage, line));
      expectEqual(await stage.release(first.name), '2.0.0', 'What callers get');
    },
  },
];
