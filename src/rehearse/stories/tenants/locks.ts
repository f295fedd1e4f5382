/** Locks: who holds one, and how what a dead run has left is released. */
import { expectEqual, expectFailed, expectSaid, expectStep, expectSuccess } from '../../expectations';
import { changeTasks } from '../../stage/tenant-changes';
import { holderOf, lockByHand, locksOf } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { die, expectApplied, expectNotApplied } from './outcomes';

export const locks: TenantChapter = {
  name: 'tenant-lock',
  stories: [
    ...(['file', 'table'] as const).map((place) => ({
      title: `A tenant that somebody holds locked by hand in the ${place} is not planned, and it is said who holds it.`,
      from: 'tested' as const,
      play: async (stage: TenantStage) => {
        await lockByHand(stage, DEPLOYED, stage.delivery.first.name, place);
        const end = await stage.delivery.apply(stage.delivery.first, DEPLOYED);
        expectNotApplied(end, /The state is locked: OperationTypeApply by carol@laptop since 20/);
        expectNotApplied(await stage.delivery.releaseLock(stage.delivery.first, DEPLOYED), 'ask whoever it names');
      },
    })),
    {
      title: 'A tenant that is locked after it was planned is not applied.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        changeTasks(stage, DEPLOYED, delivery.first.name, 7);
        const lock = (): Promise<void> => lockByHand(stage, DEPLOYED, delivery.first.name, 'file');
        const end = await delivery.apply(delivery.first, DEPLOYED, {
          meanwhile: { [delivery.gate(delivery.first)]: lock },
        });
        expectNotApplied(end, 'The state is locked');
      },
    },
    {
      title: 'The lock of a run that died is explained, released by a run that is approved, and the tenant is applied.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        const dead = await die(stage);
        const plan = await stage.delivery.plan(first, DEPLOYED);
        expectNotApplied(plan, `Run ${dead.id} left it and is over.`);
        const release = await stage.delivery.releaseLock(first, DEPLOYED);
        expectSuccess(release);
        expectSaid(release, `Released what run ${dead.id} had left`);
        // Whatever state the tenant is in: to release a lock nothing of it is asked.
        for (const step of ['Find its newest deployment', 'Find whether it is there', 'Plan'])
          expectStep(release, step, 'skipped');
        expectEqual(await locksOf(stage, DEPLOYED, first.name), [], 'The locks that are left');
        expectApplied(stage, await stage.delivery.apply(first, DEPLOYED), DEPLOYED, first.name);
      },
    },
    {
      title: 'The lock of a run that still goes on is never released.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        const dead = await die(stage);
        const record = stage.parts.repository.runs.find(({ id }) => String(id) === dead.id);
        Object.assign(record ?? {}, { status: 'in_progress', conclusion: null });
        expectNotApplied(await stage.delivery.releaseLock(first, DEPLOYED), 'still goes on: wait for');
        expectEqual(await locksOf(stage, DEPLOYED, first.name), ['file', 'table'], 'The locks that are left');
      },
    },
    {
      title: 'A lock is not released when it is another by the time people have approved.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        await die(stage);
        const who = await holderOf(stage, DEPLOYED, delivery.first.name);
        const other = { id: 'of-another', who };
        const lock = (): Promise<void> => lockByHand(stage, DEPLOYED, delivery.first.name, 'file', other);
        const end = await delivery.releaseLock(delivery.first, DEPLOYED, {
          meanwhile: { [delivery.gate(delivery.first)]: lock },
        });
        expectNotApplied(end, 'Somebody else holds the lock now than was shown.');
        expectEqual(await locksOf(stage, DEPLOYED, delivery.first.name), ['file', 'table'], 'The locks that are left');
      },
    },
    {
      title: 'Where nobody holds a lock, nobody is asked to release one.',
      from: 'tested',
      play: async (stage) => {
        expectNotApplied(await stage.delivery.releaseLock(stage.delivery.first, DEPLOYED), 'Nobody holds a lock');
      },
    },
    {
      title: 'Of two runs that apply the same tenant at once, one does, and the other is refused.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        changeTasks(stage, DEPLOYED, first.name, 7);
        const ends = await Promise.all([1, 2].map(() => stage.delivery.apply(first, DEPLOYED)));
        const [won, ...more] = ends.filter(({ conclusion }) => conclusion === 'success');
        const [lost] = ends.filter(({ conclusion }) => conclusion === 'failure');
        if (won === undefined || lost === undefined || more.length > 0) throw new Error('One run should have applied.');
        expectApplied(stage, won, DEPLOYED, first.name);
        expectFailed(lost, /The plan is stale|The state is locked|holds the lock of the state|changed the state after/);
        expectEqual(await locksOf(stage, DEPLOYED, first.name), [], 'The locks that are left');
      },
    },
    {
      title: 'Two tenants are applied at the same time.',
      from: 'fleet',
      play: async (stage) => {
        const { first } = stage.delivery;
        const tenants = ['tenant1', 'tenant2'];
        const ends = await Promise.all(tenants.map((tenant) => stage.delivery.create(first, tenant)));
        ends.forEach((end, i) => {
          expectApplied(stage, end, tenants[i] ?? '', first.name);
        });
      },
    },
  ],
};
