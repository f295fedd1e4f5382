/** Commands for tenants that are not as main says. */
import { expectEqual, expectSaid, expectSuccess } from '../../../expectations';
import { changeByHand, openIssue } from '../../../stage/tenant-drift';
import { startTypedTenant } from '../../../stage/tenant-typed';
import { askTyped } from '../../../stage/typed';
import type { TenantStory } from '../../../story';
import { DEPLOYED } from '../../../tenant-beginnings';
import { expectApplied } from '../outcomes';
import { lineAbout, linesOf } from './lines';

export const drifting: readonly TenantStory[] = [
  {
    title:
      'The commands for drift find what somebody changed by hand, show its issue, put it right and close the issue.',
    from: 'live',
    play: async (stage) => {
      const { tasks } = stage.parts.project.model.tenants.fields;
      for (const target of stage.delivery.chain) {
        const about = { tenant: DEPLOYED, environment: target.name };
        await changeByHand(stage, DEPLOYED, target.name, new RegExp(`"${tasks}": ?\\d+`, 'g'), `"${tasks}": 7`);
        const found = await startTypedTenant(stage, lineAbout(stage, 'drift', 'look', about));
        expectSuccess(found);
        expectSaid(found, '1 looked at: 0 as main says, 1 drift.');
        const [line = ''] = linesOf(stage, 'drift', 'issues', DEPLOYED);
        const issues = await askTyped(stage, line, target.name);
        expectEqual(/\/issues\/\d+\tDrift in \w+\n$/.test(issues), true, `Whether the issue is told: ${issues}`);
        expectSuccess(await startTypedTenant(stage, lineAbout(stage, 'drift', 'plan', about)));
        stage.delivery.openWindow(target);
        const end = await startTypedTenant(stage, lineAbout(stage, 'drift', 'apply', about));
        expectApplied(stage, end, DEPLOYED, target.name);
        expectSuccess(await startTypedTenant(stage, lineAbout(stage, 'drift', 'look', about)));
        expectEqual(openIssue(stage)?.number, undefined, 'The open issue afterwards');
      }
    },
  },
  {
    title: 'The commands that look for drift reach every environment, one at a time and all at once.',
    from: 'live',
    play: async (stage) => {
      const deployed = stage.delivery.chain.map(({ name }) => name);
      for (const { name } of stage.parts.project.model.platform.environments) {
        const end = await startTypedTenant(
          stage,
          lineAbout(stage, 'drift', 'look', { tenant: DEPLOYED, environment: name }),
        );
        expectSuccess(end);
        expectSaid(
          end,
          deployed.includes(name) ? '1 looked at: 1 as main says.' : '1 looked at: 0 as main says, 1 not deployed.',
        );
      }
      for (const line of linesOf(stage, 'drift', 'look everywhere', DEPLOYED))
        expectSaid(await startTypedTenant(stage, line), `${deployed.length} as main says, `);
    },
  },
];
