/** Machines that die while they destroy: wherever it happens, the next run completes it. */
import { expectEqual, expectFailed, expectSaid, expectSuccess } from '../../expectations';
import type { Death } from '../../stage/running';
import { destroy, remainsOf } from '../../stage/tenant-destruction';
import { locksOf } from '../../stage/tenant-locks';
import type { TenantChapter, TenantStory } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectDestroyed } from './destroyed';
import { expectNotApplied } from './outcomes';

interface Point extends Omit<Death, 'job'> {
  readonly when: string;
  readonly mark: string;
  readonly locked?: boolean;
}

/** Objects in order: backup, mark, note, lock, state, note, archive, mark. Items that go: lock, digest. */
const POINTS: readonly Point[] = [
  { when: 'before the backup', action: 's3:PutObject', nth: 1, done: false, mark: '' },
  { when: 'when the tenant is marked', action: 's3:PutObject', nth: 2, done: true, mark: 'destroying' },
  { when: 'when it holds both locks', action: 'dynamodb:PutItem', done: true, mark: 'destroying', locked: true },
  {
    when: 'when all is destroyed and the state says so',
    ...{ action: 's3:PutObject', nth: 5, done: true, mark: 'destroying', locked: true },
  },
  { when: 'when the state is copied', action: 's3:PutObject', nth: 7, done: true, mark: 'destroying' },
  { when: 'when the digest is gone', action: 'dynamodb:DeleteItem', nth: 2, done: true, mark: 'destroying' },
  { when: 'when the state is gone', action: 's3:DeleteObject', nth: 2, done: true, mark: 'destroying' },
  { when: 'when all is done but the last mark', action: 's3:PutObject', nth: 8, done: false, mark: 'destroying' },
];

const stories = POINTS.map(({ when, mark, locked = false, ...death }): TenantStory => ({
  title: `A machine that dies ${when} leaves a tenant whose destruction the next run completes.`,
  from: 'tested',
  play: async (stage) => {
    const { first } = stage.delivery;
    const end = await destroy(stage, DEPLOYED, first.name, { dies: { job: 'Destroy', ...death } });
    expectEqual(end.conclusion, 'failure', 'A run that died');
    expectEqual((await remainsOf(stage, DEPLOYED, first.name)).mark, mark, 'How the tenant is marked');
    expectEqual((await locksOf(stage, DEPLOYED, first.name)).length > 0, locked, 'Whether a lock is left');
    if (locked) {
      expectNotApplied(await destroy(stage, DEPLOYED, first.name), `Run ${end.id} left it and is over.`);
      expectSuccess(await stage.delivery.releaseLock(first, DEPLOYED));
    }
    if (mark !== '') expectFailed(await stage.delivery.apply(first, DEPLOYED), 'merge the pull request that takes');
    await expectDestroyed(stage, await destroy(stage, DEPLOYED, first.name), DEPLOYED, first.name);
  },
}));

export const destroyDeath: TenantChapter = {
  name: 'tenant-destruction-death',
  long: true,
  when: ({ destroyable }) => destroyable.length > 0,
  stories: [
    ...stories,
    ...['git/trees', 'git/refs', 'git/tags'].map((path): TenantStory => ({
      title: `A destruction whose branch or record fails at ${path} is recorded by the next run, which asks nobody.`,
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        const { github } = stage.parts;
        github.failures = [{ match: new RegExp(`^POST .*/${path}$`), status: 500, times: 1 }];
        expectFailed(await destroy(stage, DEPLOYED, first.name), 'GitHub answered 500');
        github.failures = [];
        const end = await destroy(stage, DEPLOYED, first.name, { approve: {} });
        await expectDestroyed(stage, end, DEPLOYED, first.name);
        expectSaid(end, `has destroyed it already`);
      },
    })),
  ],
};
