import { expectEqual, expectSuccess } from '../../expectations';
import type { FaultEffect } from '../../identity/faults';
import { onCopy } from '../../stage/on-copy';
import { promotes, type Chapter, type Story } from '../../story';
import { deployment, expectGood, promotion, rollback, stateOf, type Flow } from './flow';
import { callsOf, disturb, firstAndLast, isChange, type Point } from './points';

/** What clients of AWS try again. */
const PASSING: readonly (readonly [string, FaultEffect])[] = [
  ['is throttled', 'throttled'],
  ['meets an error of the server', 'internal'],
  ['loses its connection', 'reset'],
];

/** Each action fails at its first call, all in one run: what is tried again must not change what comes of it. */
function passes(flow: Flow, [what, effect]: readonly [string, FaultEffect]): Story {
  return {
    title: `A ${flow.name} goes well in which each kind of call to the cloud ${what} once.`,
    from: flow.from,
    play: async (stage) => {
      flow.prepare(stage);
      const { cloud } = await callsOf(stage, flow);
      const before = await stateOf(stage, flow);
      const { front } = stage.parts.identity;
      const faults = [...new Set(cloud)].map((action) => front.inject({ action, effect }));
      const end = await flow.start(stage);
      expectSuccess(end);
      expectEqual(
        faults.filter(({ hits }) => hits === 0).map(({ fault }) => fault.action),
        [],
        'Faults that never came',
      );
      await expectGood(stage, flow, before, { end, what });
    },
  };
}

/** A call that fails and is not tried again, at each of some points in turn. */
function fails(flow: Flow, which: string, choose: (points: Point[]) => Point[]): Story {
  return {
    title: `A ${flow.name} in which ${which} fails leaves one of two good states, and can be repeated.`,
    from: flow.from,
    play: async (stage) => {
      flow.prepare(stage);
      const { cloud } = await callsOf(stage, flow);
      await disturb(stage, flow, choose(firstAndLast(cloud)), 'denied');
    },
  };
}

/** Done, and nobody hears of it: the client tries again what is there already. */
function isLost(flow: Flow): Story {
  return {
    title: `A ${flow.name} in which the answer to a change is lost, each in turn, leaves one of two good states.`,
    from: flow.from,
    play: async (stage) => {
      flow.prepare(stage);
      const { cloud } = await callsOf(stage, flow);
      await onCopy(stage, (copy) => disturb(copy, flow, firstAndLast(cloud).filter(isChange), 'lost'));
    },
  };
}

const only =
  (pattern: RegExp) =>
  (points: Point[]): Point[] =>
    points.filter(({ action }) => pattern.test(action));

/** Calls to the cloud that fail, one at a time. */
export const cloud: Chapter = {
  name: 'chaos',
  long: true,
  when: promotes,
  stories: [
    ...[deployment, promotion, rollback].flatMap((flow) => PASSING.map((each) => passes(flow, each))),
    fails(deployment, 'a call of any kind to the cloud, the first or the last of its kind,', (points) => points),
    fails(deployment, 'the change of the stack or its proof', only(/ExecuteChangeSet|InvokeFunction/)),
    fails(promotion, 'a change, or the watch of what callers meet,', only(/ChangeSet|Invoke|CreateAlias|GetMetric/)),
    fails(rollback, 'a change, or what it looks up before,', only(/Create|Update|Execute|Invoke|List|Configuration/)),
    isLost(deployment),
    isLost(promotion),
    isLost(rollback),
  ],
};
