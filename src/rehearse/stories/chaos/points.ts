/** Where something can go wrong: the calls of a run that goes well. */
import { expectEqual, expectSuccess } from '../../expectations';
import type { Fault } from '../../identity/faults';
import { onCopy } from '../../stage/on-copy';
import type { Stage } from '../../stage/stage';
import { expectCompletes, expectGood, stateOf, type Flow } from './flow';

/** A call to the cloud, by its action and its number among the calls of that action. */
export type Point = Pick<Fault, 'action'> & { readonly from: number };

/** Actions of the calls of a run that goes well, in their order; and its calls to GitHub. */
export function callsOf(stage: Stage, flow: Flow): Promise<{ cloud: string[]; github: string[] }> {
  return onCopy(stage, async (copy) => {
    expectSuccess(await flow.start(copy));
    const { github, identity } = copy.parts;
    const cloud = identity.front.calls.map(({ action }) => action).filter((action) => !action.startsWith('sts:Assume'));
    const own = github.requests.filter(({ path }) => !path.startsWith('/storage/'));
    return { cloud, github: own.map(({ method, path }) => `${method} ${path}`) };
  });
}

/** The first and the last call of each action. */
export function firstAndLast(actions: readonly string[]): Point[] {
  return [...new Set(actions)].flatMap((action) => {
    const times = actions.filter((each) => each === action).length;
    return [...new Set([1, times])].map((from) => ({ action, from }));
  });
}

/** Actions that change something. */
export function isChange({ action }: Point): boolean {
  return /:(Create|Execute|Update|Put|Invoke|Delete)/.test(action);
}

/**
 * Puts a fault in the way of one call after the other, a run for each. What a run leaves is where the next one begins,
 * as for people who try again; once the new version is served it begins anew. In the end a run must go well.
 */
export async function disturb(
  stage: Stage,
  flow: Flow,
  points: readonly Point[],
  effect: Fault['effect'],
): Promise<void> {
  expectEqual(points.length > 0, true, `Whether the ${flow.name} has calls to disturb`);
  const before = await stateOf(stage, flow);
  const left = [...points];
  while (left.length > 0)
    await onCopy(stage, async (copy) => {
      let what = '';
      for (let turn = 1, point = left.shift(); point !== undefined; turn += 1, point = left.shift()) {
        what = `${point.action} no. ${point.from} ${typeof effect === 'string' ? effect : 'late'}`;
        const fault = copy.parts.identity.front.inject({ ...point, effect });
        const end = await flow.start(copy);
        fault.remove();
        if (await expectGood(copy, flow, before, { end, what })) break;
        // After a fault the run may need less, or another way: then this one comes where nothing has happened yet.
        if (fault.hits === 0 && turn > 1) left.unshift(point);
        if (fault.hits === 0 && turn > 1) break;
        if (fault.hits === 0 && point.from === 1) throw new Error(`The fault never came: ${what}.`);
      }
      await expectCompletes(copy, flow, before, what);
    });
}
