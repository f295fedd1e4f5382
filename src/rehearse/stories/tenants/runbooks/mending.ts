/** Commands for deployments that ended half way, locks that nobody holds any more, and states that are lost. */
import { expectEqual, expectSaid, expectSuccess } from '../../../expectations';
import { changeTasks } from '../../../stage/tenant-changes';
import { placesOf } from '../../../stage/tenant-cloud';
import { stateFrom } from '../../../stage/tenant-destruction';
import { locksOf, loseState } from '../../../stage/tenant-locks';
import type { TenantStage } from '../../../stage/tenant-stage';
import { startTypedTenant } from '../../../stage/tenant-typed';
import { askTyped } from '../../../stage/typed';
import type { TenantStory } from '../../../story';
import { DEPLOYED } from '../../../tenant-beginnings';
import { die, expectApplied, expectNotApplied, stateOf } from '../outcomes';
import { lineAbout } from './lines';

/** The bucket keeps versions from now on, as the page of day one asks. */
async function keepVersions(stage: TenantStage, environment: string): Promise<void> {
  const { bucket } = placesOf(stage, DEPLOYED, environment);
  const wanted =
    '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>';
  await (await stage.account(environment)).s3('PUT', `${bucket}?versioning`, wanted);
}

/** The state is written, lost, found among the versions and put back. */
async function restore(stage: TenantStage, environment: string, write: () => Promise<void>): Promise<void> {
  const about = { tenant: DEPLOYED, environment };
  await keepVersions(stage, environment);
  await write();
  const before = await stateOf(stage, DEPLOYED, environment);
  await loseState(stage, DEPLOYED, environment);
  expectEqual((await stateOf(stage, DEPLOYED, environment)).includes('NoSuchKey'), true, 'Whether the state is lost');
  const versions = await askTyped(stage, lineAbout(stage, 'rollback', 'versions', about), environment);
  const version = versions.split('\t')[0] ?? '';
  const line = lineAbout(stage, 'rollback', 'restore', about).replace('STATE_VERSION', version);
  await askTyped(stage, line, environment);
  if (stage.parts.project.model.state.lockTable !== undefined)
    await askTyped(stage, lineAbout(stage, 'rollback', 'forget', about), environment);
  expectEqual(await stateOf(stage, DEPLOYED, environment), before, 'The state that was put back');
}

export const mending: readonly TenantStory[] = [
  {
    title:
      'The commands for a lock that a dead run has left release it in every environment, and the tenant is applied.',
    from: 'live',
    play: async (stage) => {
      for (const target of stage.delivery.chain) {
        const about = { tenant: DEPLOYED, environment: target.name };
        stage.delivery.openWindow(target);
        await die(stage, target);
        expectNotApplied(await startTypedTenant(stage, lineAbout(stage, 'rollback', 'plan', about)), 'is over');
        const release = await startTypedTenant(stage, lineAbout(stage, 'rollback', 'release', about));
        expectSuccess(release);
        expectSaid(release, 'Lock released');
        expectEqual(await locksOf(stage, DEPLOYED, target.name), [], 'The locks that are left');
        expectSuccess(await startTypedTenant(stage, lineAbout(stage, 'rollback', 'plan', about)));
        const end = await startTypedTenant(stage, lineAbout(stage, 'rollback', 'apply', about));
        expectApplied(stage, end, DEPLOYED, target.name);
        const again = await startTypedTenant(stage, lineAbout(stage, 'rollback', 'plan', about));
        expectSaid(again, 'No changes');
      }
    },
  },
  {
    title: 'The commands for a lost state put an earlier version back in every environment.',
    from: 'live',
    play: async (stage) => {
      const { chain, first } = stage.delivery;
      for (const { name } of stage.parts.project.model.platform.environments) {
        const target = chain.find((each) => each.name === name);
        await restore(stage, name, async () => {
          if (target === undefined) return stateFrom(stage, DEPLOYED, first.name, name);
          changeTasks(stage, DEPLOYED, name, 7);
          stage.delivery.openWindow(target);
          expectSuccess(await stage.delivery.apply(target, DEPLOYED));
        });
        if (target === undefined) continue;
        const about = { tenant: DEPLOYED, environment: name };
        const plan = await startTypedTenant(stage, lineAbout(stage, 'rollback', 'plan', about));
        expectSuccess(plan);
        expectSaid(plan, 'No changes');
      }
    },
  },
];
