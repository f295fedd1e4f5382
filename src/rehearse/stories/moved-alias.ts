import { expectFailed, expectSaid, expectServed, expectStep } from '../expectations';
import type { Stage } from '../stage/stage';
import { deploys, type Chapter } from '../story';

/** The Lambda version that was published first: the release 1.0.0. */
const EARLIEST = '1';

/** The looks of a deployment at what each function serves, as they come; it is undone when an invocation fails. */
const LOOKS = ['verified', 'verified again', 'active', 'ours still', 'undone', 'undone again'] as const;

/** Somebody moves the alias to the earliest version, just before a job begins to look. */
async function movesBefore(stage: Stage, ...looks: readonly (typeof LOOKS)[number][]): Promise<void> {
  const { name, account } = stage.delivery.first;
  const { fn, alias } = stage.names(name);
  const cloud = await stage.account(name);
  const functions = stage.parts.project.model.packaging?.functions.length ?? 0;
  for (const look of looks)
    stage.parts.identity.front.inject({
      ...{ action: 'lambda:GetFunctionConfiguration', account, from: LOOKS.indexOf(look) * functions + 1 },
      effect: { delay: 0 },
      then: () => cloud.moveAlias(fn, alias, EARLIEST),
    });
}

/** Somebody moves the alias while a deployment works on it. */
export const movedAlias: Chapter = {
  name: 'moved-alias',
  when: deploys,
  stories: [
    {
      title: 'While somebody else moves the alias, a deployment is red, says so, and leaves the alias alone.',
      from: 'deployed',
      play: async (stage) => {
        stage.version({ release: '2.0.0' });
        await movesBefore(stage, 'verified', 'verified again');
        const end = await stage.delivery.deploy();
        expectStep(end, 'Verify the deployment', 'failure');
        expectSaid(end, /serves is not the artifact\. Look for a second deployment of \S+ at the same time\./);
        expectFailed(end, 'somebody moved it since.');
        await expectServed(stage, stage.delivery.first.name, '1.0.0');
      },
    },
    {
      title: 'An alias that was moved while a failed deployment is undone is put right.',
      from: 'renewed',
      play: async (stage) => {
        stage.version({ release: '3.0.0', broken: true });
        await movesBefore(stage, 'undone');
        const end = await stage.delivery.deploy();
        expectStep(end, 'Undo the failed deployment', 'success');
        expectSaid(end, /now points to Lambda version \d+ \(was 1\)\./);
        await expectServed(stage, stage.delivery.first.name, '2.0.0');
      },
    },
    {
      title: 'A failed deployment is not said to be undone when the alias is moved again and again.',
      from: 'renewed',
      play: async (stage) => {
        stage.version({ release: '3.0.0', broken: true });
        await movesBefore(stage, 'undone', 'undone again');
        const end = await stage.delivery.deploy();
        expectStep(end, 'Undo the failed deployment', 'failure');
        expectFailed(end, /runs code [0-9a-f]{12}, the artifact has [0-9a-f]{12}\./);
      },
    },
  ],
};
