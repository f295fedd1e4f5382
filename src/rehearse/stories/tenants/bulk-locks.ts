/** Locks that are released where people deploy by a workflow of their own. */
import { expectEqual, expectSaid, expectSuccess } from '../../expectations';
import { bulk, bulkPlaces, seenBulk } from '../../stage/tenant-bulk';
import { locksOf } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectNoIdentity } from './outcomes';

/** A run whose machine dies while it applies the first tenant: its third object is the state, after note and lock. */
async function dieInBulk(stage: TenantStage): Promise<string> {
  const { first } = bulkPlaces(stage);
  const dies = { job: 'Change', action: 's3:PutObject', nth: 3, done: false };
  const end = await seenBulk(stage, { environment: first, operation: 'apply', tenants: DEPLOYED }, { dies });
  expectEqual(end.conclusion, 'failure', 'A run whose machine died');
  expectEqual(await locksOf(stage, DEPLOYED, first), ['file', 'table'], 'The locks that it leaves');
  return end.id;
}

export const bulkLocks: TenantChapter = {
  name: 'tenant-bulk-locks',
  stories: [
    {
      title: 'The lock of a run that died is released where workflows deploy by hand, and the tenant can be planned.',
      from: 'fleet',
      play: async (stage) => {
        const { first } = bulkPlaces(stage);
        const dead = await dieInBulk(stage);
        const plan = await bulk(stage, { environment: first, operation: 'plan', tenants: 'tenant?' });
        expectSaid(plan, `run ${dead}, which is over; release-lock removes it.`);
        const end = await seenBulk(stage, { environment: first, operation: 'release-lock', tenants: 'tenant?' });
        expectSuccess(end);
        expectSaid(end, `Released what run ${dead} had left.`);
        expectSaid(end, '1 done, 0 failed, 0 locked, 2 left alone, 0 not begun.');
        expectEqual(await locksOf(stage, DEPLOYED, first), [], 'The locks that are left');
        expectSuccess(await bulk(stage, { environment: first, operation: 'plan', tenants: DEPLOYED }));
      },
    },
    {
      title: 'The lock of a run that still goes on is not released, and locks of other environments are not here.',
      from: 'fleet',
      play: async (stage) => {
        const { first, approved } = bulkPlaces(stage);
        const dead = await dieInBulk(stage);
        const record = stage.parts.repository.runs.find(({ id }) => String(id) === dead);
        Object.assign(record ?? {}, { status: 'in_progress', conclusion: null });
        const choice = { operation: 'release-lock', tenants: DEPLOYED } as const;
        const end = await seenBulk(stage, { ...choice, environment: first });
        expectSaid(end, `run ${dead}, which still goes on.`);
        expectEqual(await locksOf(stage, DEPLOYED, first), ['file', 'table'], 'The locks that are left');
        const elsewhere = await bulk(stage, { ...choice, environment: approved });
        expectNoIdentity(stage, elsewhere, `start deploy-tenant-${approved}.yml with action release-lock`);
      },
    },
  ],
};
