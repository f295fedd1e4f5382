import { expectEqual, expectFailed, expectSaid, expectSuccess } from '../../expectations';
import { replaceGenerated } from '../../stage/replace-generated';
import type { Chapter } from '../../story';
import { allBut, expectHarmless, expectRed, fromFork, push, resultOf } from './red';

const SCRIPT = '.github/scripts/check-approvals.sh';

/** Generated files, and the events on which the gates run. */
export const whole: Chapter = {
  name: 'gates',
  stories: [
    {
      title: 'A generated file that somebody edited makes its gate red, and nothing is built.',
      from: 'fresh',
      core: true,
      play: async (stage) => {
        stage.change({ [SCRIPT]: `${stage.parts.workspace.read(SCRIPT)}# a change\n` });
        expectRed(stage, await push(stage, 'managed-files'), 'managed-files', `${SCRIPT}: FAILED`);
      },
    },
    {
      title: 'A generated file that somebody deleted makes its gate red, and nothing is built.',
      from: 'fresh',
      play: async (stage) => {
        stage.change({ [SCRIPT]: undefined });
        expectRed(stage, await push(stage, 'managed-files'), 'managed-files', `${SCRIPT}: No such file or directory`);
      },
    },
    {
      title: 'A pull request from a fork passes every gate, with its table of coverage, without secrets and identity.',
      from: 'fresh',
      play: async (stage) => {
        const end = await stage.run('quality-gates.yml', fromFork(stage));
        expectSuccess(end);
        expectHarmless(stage, end);
        expectSaid(end, '### Coverage (floor ');
        expectSaid(end, 'Every gate passed.');
        expectEqual(resultOf(end, 'Upload to Codecov'), 'skipped', 'The upload');
      },
    },
    {
      title: 'A required check that somebody lets look at no gate is red.',
      from: 'fresh',
      play: async (stage) => {
        const path = '.github/workflows/quality-gates.yml';
        const text = stage.parts.workspace.read(path);
        const without = text.replace(/^ {4}needs: \[[^\]]*\]\n(?= {4}if: always\(\))/m, '');
        expectEqual(without === text, false, 'Whether the check names its gates otherwise');
        replaceGenerated(stage, path, without);
        expectFailed(
          await stage.run('quality-gates.yml', { event: 'merge_group', given: allBut('none') }),
          'Nothing says how the gates ended.',
        );
      },
    },
    ...(['pull_request', 'merge_group'] as const).map((event) => ({
      title: `A ${event} with a mistake is red in the required check.`,
      from: 'fresh' as const,
      core: event === 'pull_request',
      play: async (stage: Parameters<typeof fromFork>[0]): Promise<void> => {
        stage.change({ [SCRIPT]: undefined });
        const request = event === 'pull_request' ? fromFork(stage) : { event };
        const end = await stage.run('quality-gates.yml', { ...request, given: allBut('managed-files') });
        expectRed(stage, end, 'managed-files', SCRIPT);
      },
    })),
  ],
};
