/** The last environment: proof from the one before, two people, and a window. */
import { expectEqual, expectSaid, expectSuccess } from '../../expectations';
import type { Approvals } from '../../stage/running';
import { changeModule, changeTasks } from '../../stage/tenant-changes';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectApplied, expectNoIdentity, expectNotApplied } from './outcomes';

/** Twelve hours after a window opens none is open. */
function closeWindow(stage: TenantStage): void {
  stage.delivery.openWindow(stage.delivery.last);
  stage.parts.clock.pass(12);
}

/** The same person, wherever somebody is asked. */
function alone(approvals: Approvals): Approvals {
  return Object.fromEntries(Object.keys(approvals).map((gate) => [gate, 'reviewer-1']));
}

/** The tag of a deployment to the first environment that goes by hand, and the commit of it. */
function firstProof({ delivery, parts }: TenantStage): [tag: string, sha: string] {
  const found = Object.entries(parts.repository.refs).find(([ref]) => ref.includes(`-${delivery.first.name}-`));
  if (found === undefined) throw new Error(`Nothing was deployed to ${delivery.first.name} yet.`);
  return found;
}

export const last: TenantChapter = {
  name: 'tenant-production',
  when: ({ platform }) => platform.environments.some(({ production }) => production),
  stories: [
    {
      title: 'A tenant that was applied before goes on with the same code, by two people, in a window.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        delivery.openWindow(delivery.last);
        const end = await delivery.create(delivery.last, DEPLOYED);
        expectApplied(stage, end, DEPLOYED, delivery.last.name);
        expectSaid(end, `${delivery.first.name} has applied this code`);
      },
    },
    {
      title: 'Values of the last environment may be newer than what was applied before it.',
      from: 'live',
      play: async (stage) => {
        const { delivery } = stage;
        changeTasks(stage, DEPLOYED, delivery.last.name, 7);
        delivery.openWindow(delivery.last);
        expectApplied(stage, await delivery.apply(delivery.last, DEPLOYED), DEPLOYED, delivery.last.name);
      },
    },
    {
      title: 'Of more than a hundred deployments of a tenant the newest proves it, on whatever page GitHub has it.',
      from: 'live',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { refs } = parts.repository;
        const [tag, sha] = firstProof(stage);
        // Smaller numbers with a zero before them: GitHub sorts references as text.
        for (let run = 1; run <= 100; run += 1) refs[tag.replace(/\d+$/, `0${run}`)] = sha;
        delivery.openWindow(delivery.last);
        const end = await delivery.apply(delivery.last, DEPLOYED);
        expectSuccess(end);
        expectSaid(end, new RegExp(`has applied this code in \\S+/actions/runs/${tag.replace(/^.*-/, '')}\\.`));
      },
    },
    {
      title: 'A tenant that was never applied before is refused before anybody is asked.',
      from: 'fleet',
      play: async (stage) => {
        const end = await stage.delivery.apply(stage.delivery.last, 'tenant1');
        expectNoIdentity(stage, end, 'tenant1 was never deployed to');
      },
    },
    {
      title: 'Modules that the environment before has not applied are refused, and so is code of the tenant.',
      from: 'live',
      play: async (stage) => {
        const { delivery } = stage;
        const before = stage.read(stage.path(DEPLOYED, 'main.tf'));
        stage.change({ [stage.path(DEPLOYED, 'main.tf')]: `# Reviewed.\n${before}` });
        expectNoIdentity(
          stage,
          await delivery.apply(delivery.last, DEPLOYED),
          `has not applied this code: ${stage.path(DEPLOYED, 'main.tf')}`,
        );
        stage.change({ [stage.path(DEPLOYED, 'main.tf')]: before });
        changeModule(stage);
        expectNoIdentity(stage, await delivery.apply(delivery.last, DEPLOYED), /has not applied this code: modules/);
      },
    },
    {
      title: 'A tag that names another run, or one that failed, proves nothing.',
      from: 'live',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { refs, runs } = parts.repository;
        const [tag, sha] = firstProof(stage);
        const known = runs.find(({ id }) => tag.endsWith(String(id)));
        Object.assign(known ?? {}, { conclusion: 'failure' });
        expectNoIdentity(stage, await delivery.apply(delivery.last, DEPLOYED), 'ended "failure"');
        const plan = await delivery.plan(delivery.last, DEPLOYED);
        expectSuccess(plan);
        refs[tag.replace(/\d+$/, plan.id)] = sha;
        expectNoIdentity(stage, await delivery.apply(delivery.last, DEPLOYED), 'proves a tenant');
        refs[tag.replace(/\d+$/, '99999999')] = sha;
        expectNoIdentity(stage, await delivery.apply(delivery.last, DEPLOYED), 'is not in the history');
      },
    },
    {
      title: 'Nothing is applied outside a window, but for an emergency with its ticket.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        closeWindow(stage);
        expectNotApplied(await delivery.apply(delivery.last, DEPLOYED), 'No maintenance window is open');
        const emergency = { emergency: true, reason: 'customers see errors' };
        expectNoIdentity(
          stage,
          await delivery.apply(delivery.last, DEPLOYED, { inputs: emergency }),
          'needs the ticket',
        );
        const inputs = { ...emergency, incident_ticket: 'INC-1234' };
        const end = await delivery.create(delivery.last, DEPLOYED, { inputs });
        expectApplied(stage, end, DEPLOYED, delivery.last.name);
        expectSaid(end, 'INC-1234 customers see errors');
        const late = end.printed.includes('the window is enforced after them');
        expectEqual(late, false, 'Whether people are told that the window stops an emergency');
      },
    },
    {
      title: 'One person is not enough, in how many GitHub environments they approve.',
      from: 'tested',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        delivery.openWindow(delivery.last);
        const end = await delivery.apply(delivery.last, DEPLOYED, {
          approve: alone(delivery.approvals(delivery.last)),
        });
        expectNotApplied(end, '1 of 2 people approved');
      },
    },
  ],
};
