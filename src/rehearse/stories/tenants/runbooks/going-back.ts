/** Commands by which a tenant goes back. */
import type { Environment } from '../../../../model/platform';
import { expectEqual, expectSaid, expectSuccess } from '../../../expectations';
import { changeTasks } from '../../../stage/tenant-changes';
import type { TenantStage } from '../../../stage/tenant-stage';
import { gitTyped, startTypedTenant } from '../../../stage/tenant-typed';
import { askTyped } from '../../../stage/typed';
import type { TenantStory } from '../../../story';
import { DEPLOYED } from '../../../tenant-beginnings';
import { expectApplied, stateOf } from '../outcomes';
import { lineAbout, linesOf } from './lines';

/** A wrong number of tasks is on main, and deployed. Gives the state before. */
async function deployWrong(stage: TenantStage, target: Environment): Promise<string> {
  const { tasks } = stage.parts.project.model.tenants.fields;
  const tasksOf = async (): Promise<string> => tasksIn(await stateOf(stage, DEPLOYED, target.name), tasks);
  const before = await tasksOf();
  changeTasks(stage, DEPLOYED, target.name, 7);
  stage.delivery.openWindow(target);
  expectApplied(stage, await stage.delivery.apply(target, DEPLOYED), DEPLOYED, target.name);
  expectEqual(await tasksOf(), `"${tasks}":7`, 'The tasks of what is wrong');
  return before;
}

function tasksIn(state: string, field: string): string {
  return (new RegExp(`"${field}": ?\\d+`).exec(state)?.[0] ?? '').replace(' ', '');
}

/** The commands of git, one after the other, with the commit that the log shows first; then the branch is merged. */
function revert(stage: TenantStage): void {
  let commit = '';
  for (const line of linesOf(stage, 'rollback', 'git', DEPLOYED)) {
    const said = gitTyped(stage, line.replace('COMMIT', commit));
    if (line.startsWith('git log')) commit = said.split(' ')[0] ?? '';
  }
  stage.merge(`revert-${DEPLOYED}`);
}

const PLACES: readonly (readonly [string, 'tested' | 'live', (stage: TenantStage) => Environment])[] = [
  ['first', 'tested', ({ delivery }) => delivery.first],
  ['last', 'live', ({ delivery }) => delivery.last],
];

const backIn = PLACES.map(([place, from, targetOf]): TenantStory => ({
  title: `The commands to go back revert a change on main and take it to the ${place} environment.`,
  from,
  play: async (stage) => {
    const target = targetOf(stage);
    const about = { tenant: DEPLOYED, environment: target.name };
    const before = await deployWrong(stage, target);
    revert(stage);
    const plan = await startTypedTenant(stage, lineAbout(stage, 'rollback', 'plan', about));
    expectSuccess(plan);
    expectSaid(plan, '0 replaced, 0 destroyed, 1 changed, 0 created.');
    const end = await startTypedTenant(stage, lineAbout(stage, 'rollback', 'apply', about));
    expectApplied(stage, end, DEPLOYED, target.name);
    const { tasks } = stage.parts.project.model.tenants.fields;
    expectEqual(tasksIn(await stateOf(stage, DEPLOYED, target.name), tasks), before, 'The tasks afterwards');
  },
}));

export const goingBack: readonly TenantStory[] = [
  ...backIn,
  {
    title: 'The commands that look show the tags, records and runs of the deployments of a tenant.',
    from: 'live',
    play: async (stage) => {
      for (const { name } of stage.delivery.chain) {
        const about = { tenant: DEPLOYED, environment: name };
        const tags = await askTyped(stage, lineAbout(stage, 'rollback', 'tags', about), name);
        const [, object = ''] =
          new RegExp(`refs/tags/deploy-tenant-${DEPLOYED}-${name}-\\d+\t(\\w+)\n`).exec(tags) ?? [];
        const [line = ''] = linesOf(stage, 'rollback', 'record', DEPLOYED);
        const record = await askTyped(stage, line.replace('OBJECT', object), name);
        expectEqual(record.includes(`"tenant":"${DEPLOYED}","environment":"${name}"`), true, `The record: ${record}`);
        const runs = await askTyped(stage, lineAbout(stage, 'rollback', 'runs', about), name);
        expectEqual(/\/actions\/runs\/\d+\tsuccess\talice\n/.test(runs), true, `Whether the runs are told: ${runs}`);
      }
    },
  },
];
