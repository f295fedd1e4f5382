import { deployGate } from '../../../model/platform';
import { expectEqual, expectFailed, expectRefused, expectSaid, expectSuccess, expectWaiting } from '../../expectations';
import { putStackInto } from '../../stage/by-hand';
import type { Stage } from '../../stage/stage';
import { mayBegin } from '../../stage/windows';
import { promotes, type Chapter } from '../../story';
import { asksInSecond, built, expectRuns, hasQuickWay, untouched } from './versions';

/** States of the stack in which nothing may begin, with what to do. */
const STATES = [
  ['UPDATE_IN_PROGRESS', 'another deployment works on it. Start this again when it is done.'],
  ['UPDATE_ROLLBACK_FAILED', 'aws cloudformation continue-update-rollback --stack-name'],
  ['ROLLBACK_COMPLETE', 'aws cloudformation delete-stack --stack-name'],
] as const;

/** The GitHub environment by which a rollback comes into the second environment. */
function gateOf({ delivery, parts }: Stage): string {
  return deployGate(parts.project.model.platform, delivery.second.name, 'rollback').name;
}

/** Who may start a rollback, when, and what must be well before it begins. */
export const conditions: Chapter = {
  name: 'rollback',
  when: promotes,
  stories: [
    ...STATES.map(([state, way]) => ({
      title: `A stack that is ${state} is left alone, and the way out is told.`,
      from: 'renewed' as const,
      core: state === 'UPDATE_ROLLBACK_FAILED',
      play: async (stage: Stage): Promise<void> => {
        const { first } = stage.delivery;
        await putStackInto(stage, first, state);
        const end = await untouched(stage, first, () => stage.delivery.rollBack(first));
        expectRefused(end, new RegExp(`Stack ${stage.names(first.name).stack} is ${state}: `));
        expectSaid(end, way);
      },
    })),
    {
      title:
        'Without a reason GitHub starts nothing, a reason that says nothing is refused, and ten letters are enough.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const inputs = { environment: delivery.first.name };
        const without = await stage.run('rollback.yml', { inputs });
        expectEqual(without.conclusion, 'invalid', 'What GitHub makes of it');
        expectSaid(without, "Required input 'reason' not provided");
        for (const reason of [' because \t ', 'bad orders']) {
          const short = await stage.run('rollback.yml', { inputs: { ...inputs, reason } });
          expectRefused(short, 'a rollback needs a reason of at least 10 letters');
        }
        expectSuccess(await delivery.rollBack(delivery.first, { inputs: { reason: 'lost orders' } }));
      },
    },
    {
      title: 'From another branch it is refused by the GitHub environment.',
      from: 'delivered',
      play: async ({ delivery }) => {
        const end = await delivery.rollBack(delivery.first, { ref: 'refs/heads/another' });
        expectRefused(end, 'Branch "another" is not allowed to deploy');
      },
    },
    {
      title: 'Until somebody approves it waits, and its starter does not count.',
      from: 'delivered',
      when: asksInSecond,
      play: async (stage) => {
        const { second } = stage.delivery;
        const rollBack = (approve: Record<string, string>) => (): ReturnType<typeof stage.run> =>
          stage.delivery.rollBack(second, { approve });
        expectWaiting(await untouched(stage, second, rollBack({})));
        expectWaiting(await untouched(stage, second, rollBack({ [gateOf(stage)]: 'alice' })));
      },
    },
    {
      title: 'What a reviewer rejects, and what an administrator lets past the reviewers, changes nothing.',
      from: 'delivered',
      when: asksInSecond,
      play: async (stage) => {
        const { second } = stage.delivery;
        const rejected = { [gateOf(stage)]: { by: ['reviewer-1'], state: 'rejected' } as const };
        const bypass = { [gateOf(stage)]: { bypass: true } as const };
        const no = await untouched(stage, second, () => stage.delivery.rollBack(second, { approve: rejected }));
        expectFailed(no, `reviewer-1 rejected ${gateOf(stage)}.`);
        const past = await untouched(stage, second, () => stage.delivery.rollBack(second, { approve: bypass }));
        expectRefused(past, 'and neither does a bypass by an administrator.');
      },
    },
    {
      title: 'A re-run proves no approval, so it is refused.',
      from: 'delivered',
      when: asksInSecond,
      play: async (stage) => {
        const { second } = stage.delivery;
        const end = await untouched(stage, second, () => stage.delivery.rollBack(second, { attempt: 2 }));
        expectRefused(end, 'This is attempt 2.');
      },
    },
    {
      title: 'A way in that lost its reviewers is refused before anything is read.',
      from: 'delivered',
      when: asksInSecond,
      play: async (stage) => {
        const { second } = stage.delivery;
        for (const environment of stage.parts.repository.environments) environment.reviewers = [];
        const end = await untouched(stage, second, () => stage.delivery.rollBack(second));
        expectRefused(end, `GitHub environment "${gateOf(stage)}" does not ask team`);
      },
    },
    {
      title: 'Outside the windows of the last environment it goes at once, by as few people as the quick way asks.',
      from: 'delivered',
      when: hasQuickWay,
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { last } = delivery;
        const { platform } = parts.project.model;
        expectSuccess(await delivery.promote(last));
        while (mayBegin(last, platform, parts.clock.now())) parts.clock.pass(1);
        const asked = Object.keys(delivery.approvals(last, 'rollback'));
        const end = await delivery.rollBack(last);
        expectSuccess(end);
        expectEqual(asked.length, deployGate(platform, last.name, 'rollback').approvals, 'How many people were asked');
        await expectRuns(stage, last, built(stage, 1), '1.0.0');
      },
    },
  ],
};
