/** What the identity of a job that plans may do, whatever its scripts try. */
import { expectEqual, expectFailed, expectStep } from '../../expectations';
import { placesOf } from '../../stage/tenant-cloud';
import { locksOf } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter, TenantStory } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { breakStep } from '../steps/break-step';
import { stateOf } from './outcomes';

interface Attempt {
  readonly what: string;
  /** A command of a shell. */
  readonly command: (places: ReturnType<typeof placesOf>) => string;
}

const ATTEMPTS: readonly Attempt[] = [
  {
    what: 'write the state of a tenant',
    command: ({ bucket, key }) => `aws s3api put-object --bucket ${bucket} --key ${key}`,
  },
  {
    what: 'lock a tenant',
    command: ({ bucket, key }) => `aws s3api put-object --bucket ${bucket} --key ${key}.tflock`,
  },
  {
    what: 'release a lock',
    command: ({ bucket, key }) => `aws s3api delete-object --bucket ${bucket} --key ${key}.tflock`,
  },
  {
    what: 'lock a tenant in the table',
    command: ({ table, bucket, key }) =>
      `aws dynamodb put-item --table-name ${table ?? 'none'} --item '{"LockID": {"S": "${bucket}/${key}"}}'`,
  },
  {
    what: 'change a service',
    command: ({ cluster, service }) =>
      `aws ecs update-service --cluster ${cluster} --service ${service} --desired-count 0`,
  },
];

const stories = ATTEMPTS.map(({ what, command }): TenantStory => ({
  title: `A job that plans cannot ${what}, though its script tries.`,
  from: 'tested',
  denied: true,
  play: async (stage: TenantStage) => {
    const { first } = stage.delivery;
    const before = await stateOf(stage, DEPLOYED, first.name);
    const script = '.github/scripts/store-plan.sh';
    const text = command(placesOf(stage, DEPLOYED, first.name));
    stage.change({ [script]: `#!/usr/bin/env bash\nset -euo pipefail\n${text}\n` });
    expectFailed(await stage.delivery.plan(first, DEPLOYED), /AccessDenied|not authorized/);
    expectEqual(await stateOf(stage, DEPLOYED, first.name), before, 'The state');
    expectEqual(await locksOf(stage, DEPLOYED, first.name), [], 'The locks');
  },
}));

const unexplained: TenantStory = {
  title: 'Where a role is refused and the explanation fails, too, the run is red all the same.',
  from: 'fleet',
  denied: true,
  play: async (stage) => {
    const place = { file: '.github/actions/enter-environment/action.yml', job: '', step: 'Say what the role may lack' };
    breakStep(stage, place);
    const stranger = { repository: 'stranger/shop', repository_owner: 'stranger' };
    const end = await stage.delivery.plan(stage.delivery.first, DEPLOYED, {
      claims: (own) => ({ ...own, ...stranger }),
    });
    expectFailed(end, 'Broken by the rehearsal.');
    expectStep(end, place.step, 'failure');
  },
};

export const rights: TenantChapter = { name: 'tenant-rights', stories: [...stories, unexplained] };
