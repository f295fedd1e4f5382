/** What may be disturbed: a deployment, a promotion, a rollback. Each changes one environment from one release to another. */
import type { Environment } from '../../../model/platform';
import { expectEqual } from '../../expectations';
import type { RunEnd, RunStart } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import type { Beginning } from '../../story';

export interface Flow {
  readonly name: 'deployment' | 'promotion' | 'rollback';
  readonly from: Beginning;
  /** What the environment serves before, and when it went well. */
  readonly before: string;
  readonly after: string;
  readonly environment: (stage: Stage) => Environment;
  /** Makes ready what is disturbed. */
  readonly prepare: (stage: Stage) => void;
  readonly start: (stage: Stage, start?: RunStart) => Promise<RunEnd>;
  /** Starts it once more, whatever became of it. */
  readonly again: (stage: Stage) => Promise<RunEnd>;
}

export const deployment: Flow = {
  ...{ name: 'deployment', from: 'deployed', before: '1.0.0', after: '2.0.0' },
  environment: ({ delivery }) => delivery.first,
  prepare: (stage) => {
    stage.version({ release: '2.0.0' });
  },
  start: ({ delivery }, start = {}) => delivery.deploy(start),
  again: ({ delivery }) => delivery.deploy(),
};

export const promotion: Flow = {
  ...{ name: 'promotion', from: 'delivered', before: '1.0.0', after: '2.0.0' },
  environment: ({ delivery }) => delivery.last,
  prepare: () => undefined,
  start: ({ delivery }, start) => delivery.promote(delivery.last, start),
  again: ({ delivery }) => delivery.promote(delivery.last),
};

export const rollback: Flow = {
  ...{ name: 'rollback', from: 'delivered', before: '2.0.0', after: '1.0.0' },
  environment: ({ delivery }) => delivery.first,
  prepare: () => undefined,
  start: ({ delivery }, start) => delivery.rollBack(delivery.first, start),
  again: ({ delivery, parts }) => {
    const [version] = parts.repository.releases;
    return delivery.rollBack(delivery.first, { inputs: { target_version: version?.tag ?? '' } });
  },
};

/** What an environment is like. */
export interface State {
  readonly served: string;
  readonly version: string;
  readonly stack: string;
  /** What the mark of the version says; empty where it has none. */
  readonly mark: string;
  /** Whether that mark is by the run that changed the stack last. */
  readonly verified: boolean;
}

export async function stateOf(stage: Stage, flow: Flow): Promise<State> {
  const { name } = flow.environment(stage);
  const { stack: StackName, fn } = stage.names(name);
  const account = await stage.account(name);
  const answer = await account.query('cloudformation', 'DescribeStacks', { StackName });
  const version = (await stage.running(name)) ?? '';
  const mark = (await account.aliases(fn)).find((alias) => alias.Name === version)?.Description ?? '';
  const stack = /<StackStatus>([^<]*)</.exec(answer)?.[1] ?? '';
  const run = (await account.stackTags(StackName))['run-id'] ?? '';
  return { served: await stage.release(name), version, stack, mark, verified: mark.includes(` run=${run} `) };
}

/** A run in the way of which something is put. `broken`: its machine died, so that nobody could verify or undo. */
export interface Disturbed {
  readonly end: RunEnd;
  readonly what: string;
  readonly broken?: boolean;
}

/**
 * One of two good states: what ran before is served, and the stack says so, or the new one is, and was verified. A
 * run that says it went well must have left the new one. Gives whether the new one is served.
 */
export async function expectGood(stage: Stage, flow: Flow, before: State, run: Disturbed): Promise<boolean> {
  const { end, what, broken = false } = run;
  const now = await stateOf(stage, flow);
  const isOld = now.version === before.version;
  const told = `with ${what} (the run ended "${end.conclusion}")`;
  // The aliases of a rollback move before the stack.
  const served = broken && flow.name === 'rollback' ? now.served : isOld ? flow.before : flow.after;
  expectEqual(now.served, served, `What callers get where the stack is ${now.version} ${told}`);
  expectEqual([flow.before, flow.after].includes(now.served), true, `Whether "${now.served}" is an answer ${told}`);
  expectEqual(
    /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(now.stack),
    true,
    `Whether ${now.stack} is good ${told}`,
  );
  if (end.conclusion === 'success') expectEqual(isOld, false, `Whether the old version runs ${told}`);
  if (!isOld && !broken) expectEqual(now.mark !== '', true, `Whether the new version was verified ${told}`);
  return !isOld;
}

/**
 * Started again it goes well, and the way back from there is the one to what ran before it all. A rollback that was
 * verified is complete: to start it again is to ask for what runs already.
 */
export async function expectCompletes(stage: Stage, flow: Flow, before: State, what: string): Promise<void> {
  const now = await stateOf(stage, flow);
  if (flow.name === 'rollback' && now.version !== before.version && now.verified) return;
  const end = await flow.again(stage);
  if (end.conclusion !== 'success') throw new Error(`The run after ${what} failed:\n${end.printed.slice(-3000)}`);
  await expectGood(stage, flow, before, { end, what: `a run after ${what}` });
  const { mark } = await stateOf(stage, flow);
  if (flow.name !== 'rollback')
    expectEqual(mark.endsWith(` previous=${before.version}`), true, `Whether "${mark}" leads back, after ${what},`);
}
