import { expectEqual, expectRefused, expectServed, expectStep, expectWaiting, ran } from '../../expectations';
import { findEnvironment } from '../../github';
import type { Approvals, RunEnd, RunStart } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';

const several: NonNullable<Story['when']> = ({ platform }) => (platform.environments.at(-1)?.approvals ?? 0) > 1;

/** Starts the promotion into the last environment, with decisions that replace those of the people who are asked. */
function promote(stage: Stage, decisions: Approvals, start: RunStart = {}): Promise<RunEnd> {
  const { delivery } = stage;
  const everybody = delivery.approvals(delivery.last, `promote-to-${delivery.last.name}`);
  return delivery.promote(delivery.last, { approve: { ...everybody, ...decisions }, ...start });
}

/** GitHub environments that ask for a review, in the order in which they do. */
function gates({ delivery }: Stage): readonly string[] {
  return Object.keys(delivery.approvals(delivery.last, `promote-to-${delivery.last.name}`));
}

function lastGate({ delivery }: Stage): string {
  return delivery.gate(delivery.last).name;
}

/** The review history has one approval of another environment after the other, before those that count. */
function manyReviews(stage: Stage): void {
  const run = stage.parts.repository.runs.at(-1);
  for (let i = 1; i <= 45; i += 1)
    run?.reviews.unshift({ state: 'approved', user: `${i}`, environments: ['elsewhere'] });
}

const TOO_FEW = /\d of \d people approved in .* Start a new run and let \d different reviewers approve it/;

/** People, and what does not replace them. */
export const approvals: Chapter = {
  name: 'promotion-approvals',
  when: (model) =>
    promotes(model) &&
    model.platform.approval === 'environments' &&
    (model.platform.environments.at(-1)?.approvals ?? 0) > 0,
  stories: [
    {
      title: 'A promotion that nobody approves waits, and holds nothing: another run deploys meanwhile.',
      from: 'promoted',
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.propose(delivery.last);
        expectWaiting(end);
        expectEqual(ran(end, 'Deploy the stack'), false, 'Whether it deployed');
        await delivery.promote(delivery.last);
        await expectServed(stage, delivery.last.name, '1.0.0');
      },
    },
    {
      title: 'A rejection, by whoever of those who are asked, ends the promotion.',
      from: 'promoted',
      play: async (stage) => {
        for (const gate of gates(stage)) {
          const end = await promote(stage, { [gate]: { by: ['somebody'], state: 'rejected' } });
          expectRefused(end, `somebody rejected ${gate}.`);
        }
      },
    },
    {
      title: 'One person who approves everywhere is one person.',
      ...{ from: 'promoted', when: several, core: true },
      play: async (stage) => {
        const one = Object.fromEntries(gates(stage).map((gate) => [gate, 'olga']));
        expectRefused(await promote(stage, one), TOO_FEW);
      },
    },
    {
      title: 'A person is the same in capitals.',
      ...{ from: 'promoted', when: several },
      play: async (stage) => {
        const one = Object.fromEntries(gates(stage).map((gate, i) => [gate, i === 0 ? 'OLGA' : 'olga']));
        expectRefused(await promote(stage, one), TOO_FEW);
      },
    },
    {
      title: 'Who started the run does not count, although the environment was changed meanwhile to allow it.',
      from: 'promoted',
      play: async (stage) => {
        const { repository } = stage.parts;
        for (const actor of ['alice', 'Alice']) {
          const environment = findEnvironment(repository, lastGate(stage));
          const allow = (may: boolean): void => void Object.assign(environment ?? {}, { preventSelfReview: !may });
          const meanwhile = {
            [lastGate(stage)]: (): void => {
              allow(true);
            },
          };
          // The second time somebody else has started what alice began.
          const start = { actor, triggeringActor: actor === 'alice' ? 'alice' : 'somebody', meanwhile };
          expectRefused(await promote(stage, { [lastGate(stage)]: 'alice' }, start), TOO_FEW);
          allow(false);
        }
      },
    },
    {
      title: 'A bypass by an administrator is no approval.',
      from: 'promoted',
      play: async (stage) => {
        for (const gate of gates(stage)) expectRefused(await promote(stage, { [gate]: { bypass: true } }), TOO_FEW);
      },
    },
    {
      title: 'A second attempt cannot stand on the approvals of the first.',
      from: 'promoted',
      core: true,
      play: async (stage) => {
        const end = await promote(stage, {}, { attempt: 2 });
        expectRefused(end, 'This is attempt 2. GitHub does not say which attempt an approval was for');
      },
    },
    {
      title: 'Approvals count although the review history is long.',
      from: 'promoted',
      play: async (stage) => {
        const prepare = (): void => {
          manyReviews(stage);
          // What is refused next needs no deployment.
          const { account } = stage.delivery.last;
          stage.parts.identity.front.inject({ action: 'cloudformation:DescribeStacks', account, effect: 'denied' });
        };
        const end = await promote(stage, {}, { meanwhile: { [lastGate(stage)]: prepare } });
        expectStep(end, 'Count the approvals', 'success');
        expectRefused(end, 'could not be read');
      },
    },
    {
      title: 'Approvals of other environments do not count, however many they are.',
      from: 'promoted',
      play: async (stage) => {
        const meanwhile = {
          [lastGate(stage)]: () => {
            manyReviews(stage);
          },
        };
        expectRefused(await promote(stage, { [lastGate(stage)]: { bypass: true } }, { meanwhile }), TOO_FEW);
      },
    },
  ],
};
