/** Machines that die while they apply: wherever it happens, there is a way on. */
import { expectEqual, expectSuccess } from '../../expectations';
import type { Death } from '../../stage/running';
import { changeTasks } from '../../stage/tenant-changes';
import { locksOf } from '../../stage/tenant-locks';
import type { TenantChapter, TenantStory } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectApplied, expectNotApplied } from './outcomes';

type Point = Omit<Death, 'job'> & { readonly when: string; readonly left: readonly string[] };

/** Terraform locks the file, then the table; it writes the state, then its digest; it frees the table, then the file. */
const POINTS: readonly Point[] = [
  { when: 'before it notes that it begins', action: 's3:PutObject', nth: 1, done: false, left: [] },
  { when: 'before it locks', action: 's3:PutObject', nth: 2, done: false, left: [] },
  { when: 'when the file is locked', action: 's3:PutObject', nth: 2, done: true, left: ['file'] },
  { when: 'when the table is locked', action: 'dynamodb:PutItem', nth: 1, done: true, left: ['file', 'table'] },
  { when: 'when the state is written', action: 's3:PutObject', nth: 3, done: true, left: ['file', 'table'] },
];

const stories = POINTS.map(({ when, left, ...death }): TenantStory => ({
  title: `A machine that dies ${when} leaves a tenant that can be applied again.`,
  from: 'tested',
  play: async (stage) => {
    const { first } = stage.delivery;
    changeTasks(stage, DEPLOYED, first.name, 7);
    const dies = { job: `Apply to ${first.name.toUpperCase()}`, ...death };
    expectEqual((await stage.delivery.apply(first, DEPLOYED, { dies })).conclusion, 'failure', 'A run that died');
    expectEqual(await locksOf(stage, DEPLOYED, first.name), [...left], 'The locks that it leaves');
    if (left.length > 0) {
      expectNotApplied(await stage.delivery.apply(first, DEPLOYED), 'left it and is over');
      expectSuccess(await stage.delivery.releaseLock(first, DEPLOYED));
    }
    expectApplied(stage, await stage.delivery.apply(first, DEPLOYED), DEPLOYED, first.name);
  },
}));

export const death: TenantChapter = { name: 'tenant-death', long: true, stories };
