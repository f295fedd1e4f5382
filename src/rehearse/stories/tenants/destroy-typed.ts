/** What a person types to destroy a tenant, and does not mean. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectEqual } from '../../expectations';
import { destroy } from '../../stage/tenant-destruction';
import type { TenantChapter, TenantStory } from '../../story';
import { lines, places, runner, shell } from '../hostile-input/texts';
import { expectNoIdentity } from './outcomes';

const WRONG = [
  { what: 'another sentence', inputs: { confirmation: 'destroy it' }, reason: 'Write exactly this sentence' },
  { what: 'the sentence of another tenant', inputs: { tenant_id: 'tenant2' }, reason: 'destroy tenant tenant2 in' },
  { what: 'no reason', inputs: { reason: 'because' }, reason: 'needs a reason of at least 10 letters' },
  { what: 'no ticket', inputs: { ticket: 'later' }, reason: 'is no ticket' },
] as const;

const typed = WRONG.map(({ what, inputs, reason }): TenantStory => ({
  title: `Who types ${what} destroys nothing, and nobody is asked.`,
  from: 'fleet',
  core: what === 'another sentence',
  play: async (stage) => {
    expectNoIdentity(stage, await destroy(stage, 'tenant1', stage.delivery.first.name, { inputs }), reason);
  },
}));

export const destroyTyped: TenantChapter = {
  name: 'tenant-destruction-typed',
  when: ({ destroyable }) => destroyable.length > 0,
  stories: [
    ...typed,
    {
      title:
        'Whatever is typed as the tenant to destroy: it is refused before there are credentials, and does nothing.',
      from: 'fleet',
      play: async (stage) => {
        const mark = join(tmpdir(), `mark-destroy-${stage.head}`);
        const { name } = stage.delivery.first;
        const own = ['..', 'tenant1/', 'tenant1\n', 'tenant9', 'tenant*'];
        for (const text of [...own, ...shell(mark), ...runner(mark), ...lines(mark), ...places(mark)]) {
          const end = await destroy(stage, text, name);
          expectNoIdentity(stage, end, /is no name of a tenant|There is no folder/);
        }
        for (const inputs of shell(mark).map((text) => ({ confirmation: text, reason: text, ticket: text })))
          expectNoIdentity(stage, await destroy(stage, 'tenant1', name, { inputs }), /exactly this sentence|reason/);
        expectEqual(existsSync(mark), false, 'Whether something that was typed has run');
      },
    },
    {
      title: 'A destruction from another branch than main is refused.',
      from: 'fleet',
      play: async (stage) => {
        const end = await destroy(stage, 'tenant1', stage.delivery.first.name, { ref: 'refs/heads/idea' });
        expectNoIdentity(stage, end, 'Deliveries start from main');
      },
    },
  ],
};
