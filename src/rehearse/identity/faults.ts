import { setTimeout } from 'node:timers/promises';
import type { Call } from './call';
import { matchesWildcard } from './pattern';
import type { Reason } from './refusal';

/**
 * What goes wrong. `reset` breaks the connection before anything is done; `lost` does it and breaks the connection
 * before the answer; `{ delay }` does it that many milliseconds later.
 */
export type FaultEffect =
  Extract<Reason, 'throttled' | 'internal' | 'unavailable' | 'denied'> | 'reset' | 'lost' | Delay;
export interface Delay {
  readonly delay: number;
}

/** A fault on calls that are allowed. Patterns have `*` and `?`; what is absent fits everything. */
export interface Fault {
  /** Such as `cloudformation:ExecuteChangeSet` or `lambda:*`. */
  readonly action: string;
  readonly resource?: string;
  readonly account?: string;
  /** The job's `check_run_id`. */
  readonly job?: string;
  /** The first fitting call that it hits, counted from one. @default 1 */
  readonly from?: number;
  /** How many calls it hits from there on. @default 1 */
  readonly times?: number;
  readonly effect: FaultEffect;
  /** What happens in the world besides: with `lost` when the call is done, else before anything is. */
  readonly then?: () => void | Promise<void>;
}

/** A fault that was put in. A test that never hit its fault has shown nothing. */
export interface InjectedFault {
  readonly fault: Fault;
  /** Calls that it was put in the way of. */
  readonly hits: number;
  remove(): void;
}

export class Faults {
  private readonly injected: { fault: Fault; seen: number; hits: number }[] = [];

  inject(fault: Fault): InjectedFault {
    const entry = { fault, seen: 0, hits: 0 };
    this.injected.push(entry);
    const remove = (): void => {
      this.injected.splice(this.injected.indexOf(entry), 1);
    };
    return {
      fault,
      get hits() {
        return entry.hits;
      },
      remove,
    };
  }

  /** What goes wrong with this call. Each call counts for every fault that fits; the first that hits it counts. */
  faultOn(call: Call, account: string, job: string): Fault | undefined {
    const hit = this.injected
      .filter(({ fault }) => fits(fault, call, account, job))
      .filter((entry) => {
        entry.seen += 1;
        const { from = 1, times = 1 } = entry.fault;
        return entry.seen >= from && entry.seen < from + times;
      })[0];
    if (hit !== undefined) hit.hits += 1;
    return hit?.fault;
  }
}

function fits(fault: Fault, { action, needs }: Call, account: string, job: string): boolean {
  const { resource } = fault;
  return (
    matchesWildcard(fault.action, action, true) &&
    (resource === undefined || needs.some((need) => matchesWildcard(resource, need.resource))) &&
    (fault.account === undefined || fault.account === account) &&
    (fault.job === undefined || fault.job === job)
  );
}

/** What people read about a fault. */
export function faultText(effect: FaultEffect): string {
  return typeof effect === 'object' ? `the rehearsal holds it ${effect.delay} ms` : `the rehearsal makes it ${effect}`;
}

/** Waits as long as a fault wants. */
export async function wait({ delay }: Delay): Promise<void> {
  await setTimeout(delay);
}
