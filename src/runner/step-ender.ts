/** When a step has to end before it does so by itself. */
import { setTimeout } from 'node:timers';
import type { Frame } from './step-scope';

/**
 * Ends a step when its time is up, or when the job, or the step of which it is a part, is cancelled and its condition
 * does not hold any more: a step with `always()` goes on.
 */
export class StepEnder {
  cancelled = false;
  timedOut = false;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly above: readonly AbortSignal[];

  /** The limit is in minutes; 0 is none. */
  constructor(
    { machine, signal }: Frame,
    limit: number,
    private readonly stillHolds: () => boolean,
  ) {
    this.above = [machine.options.signal, ...(signal === undefined ? [] : [signal])];
    for (const each of this.above) if (!each.aborted) each.addEventListener('abort', this.onCancel);
    if (limit > 0)
      this.timer = setTimeout(() => {
        this.timedOut = true;
        this.controller.abort();
      }, limit * 60_000);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  finish(): void {
    clearTimeout(this.timer);
    for (const each of this.above) each.removeEventListener('abort', this.onCancel);
  }

  private readonly onCancel = (): void => {
    if (this.goesOn()) return;
    this.cancelled = true;
    this.controller.abort();
  };

  /** A condition that cannot be evaluated does not hold: actions/runner StepsRunner.cs. */
  private goesOn(): boolean {
    try {
      return this.stillHolds();
    } catch {
      return false;
    }
  }
}
