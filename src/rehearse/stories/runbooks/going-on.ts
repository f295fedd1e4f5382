import { expectEqual, expectRefused, expectSaid, expectSuccess } from '../../expectations';
import { askTyped, startTyped } from '../../stage/typed';
import { mayBegin } from '../../stage/windows';
import type { Story } from '../../story';
import { hasQuickWay, built } from '../rollback/versions';
import { linesAbout, linesOf } from './lines';

/** Commands by which a version goes on. */
export const goingOn: readonly Story[] = [
  {
    title: 'The commands for a promotion bring a version from the first environment to the last.',
    from: 'fresh',
    play: async (stage) => {
      const { delivery } = stage;
      for (const line of linesOf(stage, 'promotion', 'build')) expectSuccess(await startTyped(stage, line));
      for (const target of delivery.chain.slice(1)) {
        delivery.soak(delivery.sourceOf(target));
        delivery.openWindow(target);
        const [plain = '', named = '', ...more] = linesAbout(stage, 'promotion', 'promote', target.name);
        expectEqual(more.length, 0, 'Further commands');
        expectRefused(await startTyped(stage, named), 'VERSION');
        expectSuccess(await startTyped(stage, plain));
        expectEqual(await stage.release(target.name), '1.0.0', `What callers of ${target.name} get`);
      }
    },
  },
  {
    title: 'The commands for a promotion of one version take that version, and their records are printed.',
    from: 'delivered',
    play: async (stage) => {
      const { last } = stage.delivery;
      const [, named = ''] = linesAbout(stage, 'promotion', 'promote', last.name);
      expectSuccess(await startTyped(stage, named.replace('VERSION', built(stage, 2))));
      expectEqual(await stage.release(last.name), '2.0.0', `What callers of ${last.name} get`);
      const typed = linesOf(stage, 'promotion', 'records').map((line) => {
        return askTyped(stage, line.replace('VERSION', built(stage, 2)), last.name);
      });
      const [record = '', runs = ''] = await Promise.all(typed);
      expectEqual(record.includes('"action":"deploy"'), true, 'Whether the release tells the deployment');
      expectEqual(/\/actions\/runs\/\d+\tsuccess\talice\n/.test(runs), true, `Whether the runs are told: ${runs}`);
    },
  },
  {
    title: 'The command for an emergency deploys outside the windows, with ticket and reason in its record.',
    from: 'delivered',
    when: hasQuickWay,
    play: async (stage) => {
      const { delivery, parts } = stage;
      const { last } = delivery;
      while (mayBegin(last, parts.project.model.platform, parts.clock.now())) parts.clock.pass(1);
      const lines = linesAbout(stage, 'promotion', 'emergency', last.name);
      expectEqual(lines.length, 1, 'The number of these commands');
      const end = await startTyped(stage, lines[0] ?? '');
      expectSuccess(end);
      expectSaid(end, 'INC-1234 what happened and who decided');
      expectEqual(await stage.release(last.name), '2.0.0', `What callers of ${last.name} get`);
    },
  },
];
