import { expectProven, expectSuccess } from '../../expectations';
import { expectEntered } from '../../stage/assumptions';
import { trustIds } from '../../stage/identities';
import { promotes, type Chapter } from '../../story';

/** Each workflow in each environment comes in by its own identity. */
export const right: Chapter = {
  name: 'identity',
  when: promotes,
  stories: [
    {
      title: 'A deployment to the first environment gets the role of that environment, and no other.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.deploy({ event: 'workflow_dispatch' });
        expectSuccess(end);
        expectEntered(stage, end, [delivery.first]);
      },
    },
    {
      title: 'A promotion to the second environment gets the roles of the first two, each in its account.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.promote(delivery.second);
        expectSuccess(end);
        expectEntered(stage, end, [delivery.first, delivery.second]);
      },
    },
    {
      title: 'A promotion to the last environment gets the roles of the last two, each in its account.',
      from: 'promoted',
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.promote(delivery.last);
        expectSuccess(end);
        expectEntered(stage, end, [delivery.sourceOf(delivery.last), delivery.last]);
      },
    },
    {
      title: 'A rollback gets the role of the environment that it is of, whichever it is.',
      from: 'promoted',
      play: async (stage) => {
        const { delivery } = stage;
        for (const environment of delivery.chain)
          expectEntered(stage, await delivery.rollBack(environment, { approve: {} }), [environment]);
      },
    },
    {
      title: 'A job whose token has ids comes in where the role trusts both forms of the subject.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        parts.immutable.add(parts.repository.fullName);
        trustIds(stage);
        const end = await delivery.propose(delivery.second);
        expectProven(end);
        expectEntered(stage, end, [delivery.first, delivery.second]);
      },
    },
  ],
};
