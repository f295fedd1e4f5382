import { deployGate } from '../../../model/platform';
import { expectEqual, expectRefused, expectSaid, expectStep, expectSuccess } from '../../expectations';
import { servedToEvents } from '../../stage/event-source';
import { promotes, type Chapter } from '../../story';
import { built, expectRuns } from './versions';

/** Where a rollback goes, and what it leaves. */
export const back: Chapter = {
  name: 'rollback',
  when: promotes,
  stories: [
    {
      title: 'Without a version it goes back to the one before: stack, callers and the rule that sends events agree.',
      from: 'renewed',
      core: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        expectEqual(await servedToEvents(stage, first), '2.0.0', 'What events get before');
        const end = await stage.delivery.rollBack(first);
        expectSuccess(end);
        for (const step of ['Remember what runs now', 'Point the alias back']) expectStep(end, step, 'success');
        await expectRuns(stage, first, built(stage, 1), '1.0.0');
        expectEqual(await servedToEvents(stage, first), '1.0.0', 'What events get');
      },
    },
    {
      title: 'It goes to the version that a person names, past the one before.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        stage.version({ release: '3.0.0' });
        expectSuccess(await delivery.deploy());
        expectSuccess(await delivery.rollBack(delivery.first, { inputs: { target_version: built(stage, 1) } }));
        await expectRuns(stage, delivery.first, built(stage, 1), '1.0.0');
      },
    },
    {
      title: 'An alias remembers what ran, and release and summary say who went back, from what, to what, and why.',
      from: 'delivered',
      play: async (stage) => {
        const { second } = stage.delivery;
        const { fn, alias } = stage.names(second.name);
        const account = await stage.account(second.name);
        const point = await account.pointOf(fn, alias);
        const end = await stage.delivery.rollBack(second, { inputs: { reason: 'orders were lost | INC-7' } });
        expectSuccess(end);
        await expectRuns(stage, second, built(stage, 1), '1.0.0');
        expectEqual(await account.pointOf(fn, `rollback-checkpoint-${end.id}`), point, 'What the checkpoint remembers');
        const body = stage.parts.repository.releases[0]?.body ?? '';
        for (const said of ['"action":"rollback","result":"success"', `"previous":"${built(stage, 2)}"`, 'INC-7'])
          expectEqual(body.includes(said), true, `Whether the release says ${said}`);
        expectSaid(end, `## Rollback of ${built(stage, 1)} to ${second.name}: success`);
        expectSaid(end, '| Reason | orders were lost / INC-7 |');
      },
    },
    {
      title: 'Months later the release serves it, when nothing else of the build is left.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery, parts } = stage;
        parts.clock.pass(24 * 200);
        parts.repository.artifacts = [];
        expectSuccess(await delivery.rollBack(delivery.first));
        await expectRuns(stage, delivery.first, built(stage, 1), '1.0.0');
      },
    },
    {
      title: 'A version that was rolled back can be deployed again, and the way back from it is the same.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const { first } = delivery;
        expectSuccess(await delivery.rollBack(first));
        expectSuccess(await stage.run(`deploy-${first.name}.yml`, { given: { 'quality-gates': {} } }));
        await expectRuns(stage, first, built(stage, 3), '2.0.0');
        expectSuccess(await delivery.rollBack(first));
        await expectRuns(stage, first, built(stage, 1), '1.0.0');
      },
    },
    {
      title: 'A rollback is taken back by its version; without one it goes back further, as far as there is something.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const { first } = delivery;
        expectSuccess(await delivery.rollBack(first));
        expectRefused(await delivery.rollBack(first), `Nothing ran here before ${built(stage, 1)}.`);
        expectSuccess(await delivery.rollBack(first, { inputs: { target_version: built(stage, 2) } }));
        await expectRuns(stage, first, built(stage, 2), '2.0.0');
        expectSuccess(await delivery.rollBack(first));
        await expectRuns(stage, first, built(stage, 1), '1.0.0');
      },
    },
    {
      title: 'While a promotion waits for people the rollback goes, and the promotion is then refused.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { second } = delivery;
        stage.version({ release: '3.0.0' });
        expectSuccess(await delivery.deploy());
        delivery.soak(delivery.first);
        const workflow = `promote-to-${second.name}`;
        const gate = deployGate(parts.project.model.platform, second.name, workflow).name;
        const rollBack = async (): Promise<void> => {
          expectSuccess(await delivery.rollBack(second));
        };
        const end = await delivery.promote(second, { meanwhile: { [gate]: rollBack } });
        expectRefused(end, 'Something was deployed in between: start a new run.');
        await expectRuns(stage, second, built(stage, 1), '1.0.0');
      },
    },
    {
      title: 'A rollback whose verification fails is undone: what ran before it is served again, and the run is red.',
      from: 'renewed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        // As often as the client tries; the verification of what comes back is answered.
        const fault = parts.identity.front.inject({ action: 'lambda:InvokeFunction', times: 5, effect: 'unavailable' });
        const end = await delivery.rollBack(delivery.first);
        expectEqual([end.conclusion, fault.hits], ['failure', 5], 'The end, and the invocations that failed');
        expectStep(end, 'Verify the deployment', 'failure');
        expectStep(end, 'Undo the failed deployment', 'success');
        await expectRuns(stage, delivery.first, built(stage, 2), '2.0.0');
      },
    },
  ],
};
