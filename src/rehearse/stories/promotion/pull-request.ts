import {
  expectEqual,
  expectRefused,
  expectSaid,
  expectServed,
  expectStep,
  expectSuccess,
  ran,
} from '../../expectations';
import type { Deviation } from '../../stage/asking';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';

/** Everybody approves but the last; `instead` of whom somebody else does. */
function reviews({ delivery }: Stage, ...instead: NonNullable<Deviation['reviews']>): Deviation {
  const others = delivery.peopleFor(delivery.last).slice(1);
  return { reviews: [...others.map((user) => ({ user })), ...instead] };
}

const TOO_FEW = /\d of \d people approved commit [0-9a-f]{7} of pull request \d+/;

/** A promotion that is refused because of how it was asked for. */
function refused(title: string, deviate: (stage: Stage) => Deviation, said: string | RegExp): Story {
  return {
    title,
    from: 'promoted',
    play: async (stage) => {
      const { delivery } = stage;
      const end = await delivery.ask(delivery.last, {}, deviate(stage));
      expectRefused(end, said);
      expectEqual(ran(end, 'Deploy the stack'), false, 'Whether it deployed');
    },
  };
}

/** Approval where GitHub's environments ask nobody: in the pull request that changes `.github/releases/{env}.json`. */
export const pullRequest: Chapter = {
  name: 'promotion-pull-request',
  when: (model) => promotes(model) && model.platform.approval === 'pull-request',
  stories: [
    {
      title: 'What enough people approved in a pull request is deployed, and the record names them.',
      ...{ from: 'promoted', core: true },
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.ask(delivery.last);
        expectSuccess(end);
        await expectServed(stage, delivery.last.name, '1.0.0');
        for (const person of delivery.peopleFor(delivery.last))
          expectSaid(end, new RegExp(`\\| Approved by \\|.*${person}`));
      },
    },
    {
      title: 'A deployment waits as long after the last approval as the table says.',
      from: 'promoted',
      when: ({ platform }) => platform.githubEnvironments.some(({ pauseMinutes }) => pauseMinutes > 0),
      play: async (stage) => {
        const { clock } = stage.parts;
        const before = clock.now().getTime();
        const { pauseMinutes } = stage.delivery.gate(stage.delivery.last);
        const end = await stage.delivery.ask(stage.delivery.last);
        expectStep(end, 'Count the approvals', 'success');
        expectEqual(clock.now().getTime() - before >= pauseMinutes * 60_000, true, 'Whether it waited');
      },
    },
    { ...refused('One person too few is too few.', (stage) => reviews(stage), TOO_FEW), core: true },
    refused('Who asks does not count.', (stage) => reviews(stage, { user: 'alice' }), TOO_FEW),
    refused(
      'Who merges does not count.',
      (stage) => ({ ...reviews(stage, { user: 'mallory' }), mergedBy: 'mallory' }),
      TOO_FEW,
    ),
    refused('A person is the same in capitals.', (stage) => reviews(stage, { user: 'REVIEWER-2' }), TOO_FEW),
    refused(
      'Whoever asks for changes stops it, however many approve.',
      ({ delivery }) => ({
        reviews: [
          ...delivery.peopleFor(delivery.last).map((user) => ({ user })),
          { user: 'olga', state: 'CHANGES_REQUESTED' as const },
        ],
      }),
      /olga asked for changes in pull request \d+/,
    ),
    refused(
      'An approval of an older commit is none.',
      (stage) => reviews(stage, { user: 'olga', commit: '0'.repeat(40) }),
      TOO_FEW,
    ),
    {
      ...refused(
        'A push to main without a pull request deploys nothing.',
        () => ({ direct: true }),
        /without a pull request/,
      ),
      core: true,
    },
    refused(
      'A pull request that changes more than the request is no approval of it.',
      () => ({ besides: { 'src/more.py': 'x = 1\n' } }),
      /changes nothing else|and nothing else/,
    ),
    refused(
      'What main has must be what people approved.',
      () => ({
        merged: '{ "sit_version": "v1-1234567-0123456789ab", "dev_stack_version": "v1-1234567-0123456789ab" }\n',
      }),
      /is not what pull request|means nothing here/,
    ),
    {
      title: 'A second attempt cannot stand on the approvals of the first.',
      from: 'promoted',
      play: async ({ delivery }) => {
        expectRefused(
          await delivery.ask(delivery.last, { attempt: 2 }),
          'This is attempt 2: people approved the first.',
        );
      },
    },
    {
      title: 'A rollback is asked for in the same way.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        expectSuccess(await delivery.promote(delivery.last));
        expectRefused(await delivery.rollBack(delivery.last, { approve: {} }), /0 of \d people approved/);
        expectSuccess(await delivery.rollBack(delivery.last));
        await expectServed(stage, delivery.last.name, '1.0.0');
      },
    },
  ],
};
