import { expectEqual, expectFailed, expectRefused, expectStep, expectSuccess, ran } from '../../expectations';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';
import { built, expectRuns } from './versions';

interface Withheld {
  readonly title: string;
  /** Action that AWS refuses, however often it is tried. */
  readonly withheld: string;
  readonly told: string | RegExp;
}

/** A rollback that fails before it moves anything. */
function bringsNothingBack({ title, withheld, told }: Withheld): Story {
  const play = async (stage: Stage): Promise<void> => {
    const { delivery, parts } = stage;
    parts.identity.front.inject({ action: withheld, times: 5, effect: 'denied' });
    const end = await delivery.rollBack(delivery.first);
    expectFailed(end, told);
    expectEqual(ran(end, 'Point the alias back'), false, 'Whether the alias was moved');
    await expectRuns(stage, delivery.first, built(stage, 2), '2.0.0');
  };
  return { title, from: 'renewed', play };
}

/** Rollbacks, and their marks, that AWS does not answer. */
export const unreadable: Chapter = {
  name: 'rollback',
  when: promotes,
  stories: [
    {
      title: 'Where the marks cannot be read it is refused for that reason, and not as if nothing had run.',
      from: 'renewed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        parts.identity.front.inject({ action: 'lambda:ListAliases', times: 5, effect: 'denied' });
        const end = await delivery.rollBack(delivery.first);
        expectRefused(end, 'AccessDenied');
        expectEqual(end.printed.includes('Versions that ran here and passed'), false, 'Whether versions are told');
        await expectRuns(stage, delivery.first, built(stage, 2), '2.0.0');
      },
    },
    {
      title: 'Where the alias cannot be moved at once nothing says that it was, and the stack moves it.',
      from: 'renewed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        parts.identity.front.inject({ action: 'lambda:UpdateAlias', effect: 'denied' });
        const end = await delivery.rollBack(delivery.first);
        expectSuccess(end);
        expectStep(end, 'Point the alias back', 'failure');
        expectEqual(end.printed.includes('now points to'), false, 'Whether a move is told');
        await expectRuns(stage, delivery.first, built(stage, 1), '1.0.0');
      },
    },
    bringsNothingBack({
      title: 'Where what runs cannot be remembered nothing is brought back.',
      withheld: 'lambda:CreateAlias',
      told: 'AccessDenied',
    }),
    bringsNothingBack({
      title: 'Where the resources of the stack cannot be listed nothing is brought back, as data might be lost.',
      withheld: 'cloudformation:ListStackResources',
      told: /could not be listed: .*AccessDenied/,
    }),
    {
      title: 'A deployment that cannot be marked as one that passed is red, and tells no mark.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        stage.version({ release: '2.0.0' });
        parts.identity.front.inject({ action: 'lambda:CreateAlias', times: 5, effect: 'denied' });
        const end = await delivery.deploy();
        expectFailed(end, 'AccessDenied');
        expectEqual(end.printed.includes('Marked v'), false, 'Whether a mark is told');
      },
    },
  ],
};
