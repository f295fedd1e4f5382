/** Destructions that do not happen, since nobody approved them, or something came between. */
import { expectEqual, expectFailed, expectSaid, expectWaiting } from '../../expectations';
import type { RunEnd, RunStart } from '../../stage/running';
import { placesOf } from '../../stage/tenant-cloud';
import { destroy, destroyGate } from '../../stage/tenant-destruction';
import { lockByHand } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter, TenantStory } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectNothingDestroyed } from './destroyed';

/** A destruction where people are asked. */
async function attempt(stage: TenantStage, start: RunStart, reason: string | RegExp): Promise<RunEnd> {
  const { name } = stage.delivery.first;
  const end = await destroy(stage, DEPLOYED, name, start);
  await expectNothingDestroyed(stage, end, DEPLOYED, name, reason);
  return end;
}

/** What happens in the world when people are asked. */
function whenAsked(stage: TenantStage, happens: () => Promise<void>): RunStart {
  return { meanwhile: { [destroyGate(stage, stage.delivery.first.name).name]: happens } };
}

export const destroyRefused: TenantChapter = {
  name: 'tenant-destruction-refused',
  when: ({ destroyable }) => destroyable.length > 0,
  stories: [
    {
      title: 'Nothing is destroyed before somebody approves, not by who started it, and not past the reviewers.',
      from: 'tested',
      play: async (stage) => {
        const { name } = destroyGate(stage, stage.delivery.first.name);
        const environment = stage.delivery.first.name;
        expectWaiting(await destroy(stage, DEPLOYED, environment, { approve: {} }));
        expectWaiting(await destroy(stage, DEPLOYED, environment, { approve: { [name]: 'alice' } }));
        await attempt(stage, { approve: { [name]: { by: ['reviewer-1'], state: 'rejected' } } }, 'rejected');
        await attempt(stage, { approve: { [name]: { bypass: true } } }, '0 of 1 people approved');
      },
    },
    {
      title: 'Who started a destruction does not count as its reviewer, though GitHub would let them.',
      from: 'tested',
      play: async (stage) => {
        const { name } = destroyGate(stage, stage.delivery.first.name);
        const weaken = (): Promise<void> => {
          const rules = stage.parts.repository.environments.find((each) => each.name === name);
          Object.assign(rules ?? {}, { preventSelfReview: false });
          return Promise.resolve();
        };
        await attempt(stage, { ...whenAsked(stage, weaken), approve: { [name]: 'alice' } }, '0 of 1 people approved');
      },
    },
    {
      title: 'A plan of destruction that somebody altered after it was shown is refused.',
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        const alter = async (): Promise<void> => {
          const { bucket } = placesOf(stage, DEPLOYED, name);
          const account = await stage.account(name);
          const { plansPrefix } = stage.parts.project.model.state;
          const listed = await account.s3('GET', `${bucket}?list-type=2&prefix=${plansPrefix}${DEPLOYED}/`);
          for (const [, key = ''] of listed.matchAll(/<Key>([^<]+tfplan)<\/Key>/g))
            await account.s3('PUT', `${bucket}/${key}`, 'another plan');
        };
        await attempt(stage, whenAsked(stage, alter), 'is not the one that was shown and approved');
      },
    },
    ...(['file', 'table'] as const).map((place): TenantStory => ({
      title: `A tenant that somebody holds locked in the ${place} is not destroyed, planned or approved.`,
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        await attempt(
          stage,
          whenAsked(stage, () => lockByHand(stage, DEPLOYED, name, place)),
          'The state is locked',
        );
        await attempt(stage, {}, 'The state is locked');
      },
    })),
    {
      title: 'A backup that fails stops a destruction before it begins.',
      from: 'tested',
      play: async (stage) => {
        // One that a destruction does not run stands for one that people own: it is executable.
        const script = '.github/scripts/check-modules-proven.sh';
        const action = '.github/actions/remove-tenant/action.yml';
        const named = stage.read(action).replace(/(SCRIPTS: ).*/, `$1${script}`);
        const failing = '#!/usr/bin/env bash\nset -euo pipefail\necho "No snapshot of $TENANT"\nexit 3\n';
        stage.change({ [action]: named, [script]: failing });
        expectSaid(await attempt(stage, {}, `${script} could not back up`), `No snapshot of ${DEPLOYED}`);
        const { front } = stage.parts.identity;
        stage.change({ [script]: failing.replace('exit 3', 'echo snapshot-1') });
        const fault = front.inject({ action: 's3:PutObject', resource: '*before.tfstate', effect: 'denied' });
        await attempt(stage, {}, 'The state could not be backed up');
        fault.remove();
        expectEqual(
          (await destroy(stage, DEPLOYED, stage.delivery.first.name)).conclusion,
          'success',
          'A run after it',
        );
      },
    },
    {
      title: 'A tenant that is there but has lost its state is not taken for destroyed.',
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        const { bucket, key, table } = placesOf(stage, DEPLOYED, name);
        const account = await stage.account(name);
        await account.s3('DELETE', `${bucket}/${key}`);
        const Key = { LockID: { S: `${bucket}/${key}-md5` } };
        if (table !== undefined)
          await account.json('dynamodb', 'DynamoDB_20120810.DeleteItem', { TableName: table, Key });
        expectFailed(await destroy(stage, DEPLOYED, name), 'but it has no state: nothing of it would be destroyed');
      },
    },
  ],
};
