import { expectProven, expectRefused } from '../../expectations';
import { addRelease, addRun, type WorkflowRun } from '../../github';
import { runBehind } from '../../stage/released';
import { promotes, type Chapter, type Story } from '../../story';

/** What the history may say of the run that deployed a version, and why it proves nothing. */
const FORGED: readonly (readonly [string, Partial<WorkflowRun>, RegExp, core?: boolean])[] = [
  ['failed', { conclusion: 'failure' }, /ended "failure"/, true],
  ['was cancelled', { conclusion: 'cancelled' }, /ended "cancelled"/],
  ['ran out of time', { conclusion: 'timed_out' }, /ended "timed_out"/],
  ['has not ended yet', { status: 'in_progress', conclusion: null }, /ended ""/],
  ['was another workflow', { path: '.github/workflows/quality-gates.yml' }, /only .* can prove a version/],
  ['was a workflow of the same name in another folder', { path: '.github/other/deploy.yml' }, /can prove a version/],
  ['was on another branch', { branch: 'feature' }, /was on feature, not on main/],
  ['was on a tag or no branch at all', { branch: null }, /not on main/],
  ['came from a fork', { headRepository: 'mallory/fork' }, /belongs to mallory\/fork: a fork proves nothing/],
  ['came from a fork that is gone', { headRepository: null }, /a fork proves nothing/],
  ['was started by a pull request', { event: 'pull_request' }, /was started by pull_request/],
  ['was started by another workflow', { event: 'workflow_run' }, /was started by workflow_run/],
];

const forged = FORGED.map(([what, change, reason, core = false]): Story => ({
  title: `A version is not promoted if the run that deployed it ${what}.`,
  from: 'deployed',
  core,
  play: async (stage) => {
    const { delivery } = stage;
    Object.assign(await runBehind(stage, delivery.first), change);
    expectRefused(await delivery.propose(delivery.second), reason);
  },
}));

/** GitHub's run history, in which only GitHub writes. */
export const history: Chapter = {
  name: 'promotion-history',
  when: promotes,
  stories: [
    ...forged,
    {
      title: 'A version is not promoted if the run that deployed it is gone from the history.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        parts.repository.runs = [];
        expectRefused(await delivery.propose(delivery.second), /is not in the history of .* Deploy the version again/);
      },
    },
    {
      title: 'A version is proven however many runs and releases came since.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { path } = await runBehind(stage, delivery.first);
        for (let i = 1; i <= 150; i += 1) {
          addRun(parts.repository, { path, status: 'completed', conclusion: 'failure' });
          addRelease(parts.repository, { tag: `v9${i}-0000000-000000000000`, target: stage.head });
        }
        expectProven(await delivery.propose(delivery.second));
      },
    },
  ],
};
