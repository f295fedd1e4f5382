/** Approved plans: that one is applied and no other, and the tenant serves afterwards. */
import { expectEqual, expectSaid, expectWaiting } from '../../expectations';
import { otherTerraform } from '../../stage/other-terraform';
import { changeTasks } from '../../stage/tenant-changes';
import { placesOf } from '../../stage/tenant-cloud';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectApplied, expectNotApplied, serialOf, stateOf } from './outcomes';

/** The only plan that there is of a tenant, by its key. */
async function planOf(stage: TenantStage, tenant: string, environment: string): Promise<string> {
  const { bucket } = placesOf(stage, tenant, environment);
  const { plansPrefix } = stage.parts.project.model.state;
  const listed = await (
    await stage.account(environment)
  ).s3('GET', `${bucket}?list-type=2&prefix=${plansPrefix}${tenant}/`);
  const keys = [...listed.matchAll(/<Key>([^<]+tfplan)<\/Key>/g)].map(([, key = '']) => key);
  return `${bucket}/${keys.at(-1) ?? ''}`;
}

export const applying: TenantChapter = {
  name: 'tenant-apply',
  stories: [
    {
      title: 'A new tenant is applied once it is approved, verified, tagged, and told how to go back.',
      from: 'fleet',
      core: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        const end = await stage.delivery.create(first, 'tenant1');
        expectApplied(stage, end, 'tenant1', first.name);
        expectEqual(
          (await stateOf(stage, 'tenant1', first.name)).includes('"tenant1"'),
          true,
          'Whether it has a state',
        );
        expectSaid(end, 'git revert --no-edit');
        expectSaid(end, 'What is in the database and on EFS stays as it is');
        const [record] = stage.parts.repository.tags.map(({ message }) => message);
        expectEqual(record?.includes('"approvers":["reviewer-1"]'), true, 'Whether the record names who approved');
      },
    },
    {
      title: 'Only what changed is applied to a tenant that is there, and one without a change is verified again.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        changeTasks(stage, DEPLOYED, first.name, 7);
        const end = await stage.delivery.apply(first, DEPLOYED);
        expectApplied(stage, end, DEPLOYED, first.name);
        expectSaid(end, '0 replaced, 0 destroyed, 1 changed, 0 created.');
        const serial = await serialOf(stage, DEPLOYED, first.name);
        const again = await stage.delivery.apply(first, DEPLOYED);
        expectApplied(stage, again, DEPLOYED, first.name);
        expectSaid(again, 'No changes: the infrastructure is as main says.');
        expectEqual(await serialOf(stage, DEPLOYED, first.name), serial, 'The serial of the state');
      },
    },
    {
      title: 'Nothing is applied before somebody approves, not by who started it, and not past the reviewers.',
      from: 'fleet',
      play: async (stage) => {
        const { delivery } = stage;
        const gate = delivery.gate(delivery.first);
        expectWaiting(await delivery.apply(delivery.first, 'tenant1', { approve: {} }));
        expectWaiting(await delivery.apply(delivery.first, 'tenant1', { approve: { [gate]: 'alice' } }));
        const rejected = { [gate]: { by: ['reviewer-1'], state: 'rejected' } } as const;
        expectNotApplied(await delivery.apply(delivery.first, 'tenant1', { approve: rejected }), 'rejected');
        const bypass = await delivery.apply(delivery.first, 'tenant1', { approve: { [gate]: { bypass: true } } });
        expectNotApplied(bypass, '0 of 1 people approved');
        expectEqual(await serialOf(stage, 'tenant1', delivery.first.name), 0, 'The serial of the state');
      },
    },
    {
      title: 'A plan that somebody altered after it was shown is refused.',
      from: 'tested',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        changeTasks(stage, DEPLOYED, name, 7);
        const alter = async (): Promise<void> => {
          await (await stage.account(name)).s3('PUT', await planOf(stage, DEPLOYED, name), 'another plan');
        };
        const end = await delivery.apply(delivery.first, DEPLOYED, {
          meanwhile: { [delivery.gate(delivery.first)]: alter },
        });
        expectNotApplied(end, 'is not the one that was shown and approved');
      },
    },
    {
      title: 'A plan that is lost before it is approved is refused.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        const lose = async (): Promise<void> => {
          await (await stage.account(name)).s3('DELETE', await planOf(stage, DEPLOYED, name));
        };
        const end = await delivery.apply(delivery.first, DEPLOYED, {
          meanwhile: { [delivery.gate(delivery.first)]: lose },
        });
        expectNotApplied(end, 'could not be fetched');
      },
    },
    {
      title: 'A plan is stale once another run has applied to the same tenant.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        changeTasks(stage, DEPLOYED, name, 7);
        const overtake = async (): Promise<void> => {
          expectApplied(stage, await delivery.apply(delivery.first, DEPLOYED), DEPLOYED, name);
        };
        const end = await delivery.apply(delivery.first, DEPLOYED, {
          meanwhile: { [delivery.gate(delivery.first)]: overtake },
        });
        expectNotApplied(end, /The plan is stale: serial: \d+ when planned, \d+ now/);
      },
    },
    {
      title: 'A plan of another version of Terraform is refused.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        const change = (): void => {
          otherTerraform(stage, '1.11.3');
        };
        const end = await delivery.apply(delivery.first, DEPLOYED, {
          meanwhile: { [delivery.gate(delivery.first)]: change },
        });
        expectNotApplied(end, /The plan is stale: terraform: [\d.]+ when planned, 1\.11\.3 now/);
      },
    },
  ],
};
