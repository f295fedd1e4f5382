/** Commands by which a tenant goes on. */
import { expectEqual, expectSaid, expectSuccess } from '../../../expectations';
import { changeDatabase, changeTasks } from '../../../stage/tenant-changes';
import { serve } from '../../../stage/tenant-cloud';
import { startTypedTenant } from '../../../stage/tenant-typed';
import { askTyped } from '../../../stage/typed';
import { mayBegin } from '../../../stage/windows';
import type { TenantStory } from '../../../story';
import { DEPLOYED } from '../../../tenant-beginnings';
import { expectApplied, expectNotApplied } from '../outcomes';
import { lineAbout, linesOf, type Page } from './lines';

const NEW = 'tenant1';

/** Both pages have these commands. */
const BOTH: readonly Page[] = ['rollback', 'promotion'];

export const goingOn: readonly TenantStory[] = [
  {
    title: 'The commands for a promotion bring a new tenant from the first environment to the last.',
    from: 'fleet',
    play: async (stage) => {
      const { delivery } = stage;
      for (const target of delivery.chain) {
        const about = { tenant: NEW, environment: target.name };
        delivery.openWindow(target);
        const plan = await startTypedTenant(stage, lineAbout(stage, 'promotion', 'plan', about));
        expectSuccess(plan);
        expectSaid(plan, '0 replaced, 0 destroyed, 0 changed, 2 created.');
        const meanwhile = { [delivery.gate(target)]: () => serve(stage, NEW, target.name) };
        const end = await startTypedTenant(stage, lineAbout(stage, 'promotion', 'apply', about), { meanwhile });
        expectApplied(stage, end, NEW, target.name);
      }
      const proven = delivery.chain.slice(0, -1);
      for (const { name } of proven) {
        const about = { tenant: NEW, environment: name };
        const tags = await askTyped(stage, lineAbout(stage, 'promotion', 'tags', about), name);
        expectEqual(tags.includes(`refs/tags/deploy-tenant-${NEW}-${name}-`), true, `Whether it is told: ${tags}`);
      }
      const [line = ''] = linesOf(stage, 'promotion', 'runs', NEW);
      const runs = await askTyped(stage, line, delivery.last.name);
      expectEqual(/\/actions\/runs\/\d+\tsuccess\talice\n/.test(runs), true, `Whether the runs are told: ${runs}`);
    },
  },
  {
    title: 'The commands with the digest of a plan replace what holds data, in every environment.',
    from: 'live',
    play: async (stage) => {
      const { delivery } = stage;
      changeDatabase(stage);
      for (const target of delivery.chain) {
        const about = { tenant: DEPLOYED, environment: target.name };
        delivery.openWindow(target);
        const apply = await startTypedTenant(stage, lineAbout(stage, 'promotion', 'apply', about));
        expectNotApplied(apply, 'These hold data and would be replaced or destroyed');
        const plan = await startTypedTenant(stage, lineAbout(stage, 'promotion', 'plan', about));
        const digest = /with plan_digest ([0-9a-f]{64})/.exec(plan.printed)?.[1] ?? '';
        const lines = new Set(BOTH.map((page) => lineAbout(stage, page, 'digest', about)));
        for (const line of lines)
          expectApplied(stage, await startTypedTenant(stage, line.replace('DIGEST', digest)), DEPLOYED, target.name);
      }
    },
  },
  {
    title: 'The command for an emergency deploys a tenant outside the windows, with ticket and reason in its record.',
    from: 'live',
    when: ({ platform }) => platform.environments.some(({ windows }) => windows.length > 0),
    play: async (stage) => {
      const { delivery, parts } = stage;
      const { last } = delivery;
      const about = { tenant: DEPLOYED, environment: last.name };
      changeTasks(stage, DEPLOYED, last.name, 7);
      while (mayBegin(last, parts.project.model.platform, parts.clock.now())) parts.clock.pass(1);
      const [line = '', ...more] = new Set(BOTH.map((page) => lineAbout(stage, page, 'emergency', about)));
      expectEqual(more.length, 0, 'Further commands');
      const end = await startTypedTenant(stage, line);
      expectApplied(stage, end, DEPLOYED, last.name);
      expectSaid(end, 'INC-1234 what happened and who decided');
    },
  },
];
