import { expectFailed } from '../../expectations';
import type { Death } from '../../stage/running';
import { promotes, type Chapter, type Story } from '../../story';
import { deployment, expectCompletes, expectGood, promotion, rollback, stateOf, type Flow } from './flow';

type Moment = Omit<Death, 'job'>;

/** The machine of the deployment dies, and somebody starts the run again. */
function dies(flow: Flow, when: string, moment: Moment, core = false): Story {
  return {
    title: `A ${flow.name} whose machine dies ${when} leaves callers served, and the next run completes it.`,
    from: flow.from,
    core,
    play: async (stage) => {
      flow.prepare(stage);
      const before = await stateOf(stage, flow);
      const end = await flow.start(stage, { dies: { job: 'Deploy', ...moment } });
      expectFailed(end, 'The hosted runner lost communication with the server.');
      await expectGood(stage, flow, before, { end, what: `death ${when}`, broken: true });
      await expectCompletes(stage, flow, before, `death ${when}`);
    },
  };
}

const CHANGE = 'cloudformation:ExecuteChangeSet';

/** Machines that die in the middle. */
export const machine: Chapter = {
  name: 'chaos',
  long: true,
  when: promotes,
  stories: [
    dies(deployment, 'before the change is described', { action: 'cloudformation:CreateChangeSet', done: false }),
    dies(deployment, 'before the stack is changed', { action: CHANGE, done: false }),
    dies(deployment, 'when the stack was changed', { action: CHANGE, done: true }, true),
    dies(deployment, 'before the version is marked', { action: 'lambda:CreateAlias', done: false }),
    dies(promotion, 'when the stack was changed', { action: CHANGE, done: true }),
    dies(rollback, 'when the alias was moved', { action: 'lambda:UpdateAlias', done: true }),
    dies(rollback, 'when the stack was changed', { action: CHANGE, done: true }),
  ],
};
