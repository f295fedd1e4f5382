import { expectFailed, expectSaid, expectServed, expectStep } from '../expectations';
import type { Stage } from '../stage/stage';
import { deploys, type Chapter } from '../story';

/** The Lambda version that was published first: the release 1.0.0. */
const EARLIEST = '1';

/** Somebody moves the alias to the earliest version, each time just before a job looks for the so-many-th time. */
async function movesBefore(stage: Stage, ...looks: readonly number[]): Promise<void> {
  const { name, account } = stage.delivery.first;
  const { fn, alias } = stage.names(name);
  const cloud = await stage.account(name);
  for (const from of looks)
    stage.parts.identity.front.inject({
      ...{ action: 'lambda:GetFunctionConfiguration', account, from, effect: { delay: 0 } },
      then: () => cloud.moveAlias(fn, alias, EARLIEST),
    });
}

/** How often a deployment looks at the code behind the aliases until it undoes what fails: once for each function. */
function looksBefore(stage: Stage, look: 'undoing' | 'last'): number {
  const functions = stage.parts.project.model.packaging?.functions.length ?? 0;
  // Verifying compares twice and reads the state; undoing compares before it begins, and twice when the stack is back.
  return { undoing: 4, last: 5 }[look] * functions + 1;
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
        await movesBefore(stage, 1, 2, 3);
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
        await movesBefore(stage, looksBefore(stage, 'undoing'));
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
        await movesBefore(stage, looksBefore(stage, 'undoing'), looksBefore(stage, 'last'));
        const end = await stage.delivery.deploy();
        expectStep(end, 'Undo the failed deployment', 'failure');
        expectFailed(end, /runs code [0-9a-f]{12}, the artifact has [0-9a-f]{12}\./);
      },
    },
  ],
};
