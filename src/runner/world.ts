/** What runs share: concurrency groups, programs, settings, and the knowledge whether anything still moves. */
import { ConcurrencyGroups } from './concurrency';
import type { Host } from './host';
import { Programs } from './programs';
import type { Settings } from './settings';

export interface WorldOptions {
  /** Folder of the repository. */
  readonly root: string;
  readonly settings: Settings;
  readonly host: Host;
  /** Variables of the machine: at least a path. */
  readonly system: Readonly<Record<string, string>>;
  /** Minutes that a job may take at most, whatever its workflow says. */
  readonly limitMinutes: number;
}

export class World {
  readonly groups = new ConcurrencyGroups();
  readonly programs = new Programs();
  private moving = 0;
  private readonly parked = new Set<(outcome: 'waiting' | 'cancelled') => void>();

  constructor(readonly options: WorldOptions) {}

  /** Does something that ends by itself. When nothing of that kind is left, who waits for a group waits for people. */
  async move<T>(work: () => Promise<T>): Promise<T> {
    this.moving += 1;
    try {
      return await work();
    } finally {
      this.moving -= 1;
      this.settle(3);
    }
  }

  /** Waits for people. Only what others do can end it: a cancellation, or that nothing else moves any more. */
  async park(signal: AbortSignal): Promise<'waiting' | 'cancelled'> {
    if (signal.aborted) return 'cancelled';
    this.moving -= 1;
    this.settle(3);
    const outcome = await new Promise<'waiting' | 'cancelled'>((done) => {
      this.parked.add(done);
      signal.addEventListener('abort', () => {
        this.parked.delete(done);
        done('cancelled');
      });
    });
    this.moving += 1;
    return outcome;
  }

  private stall(): void {
    for (const done of this.parked) done('waiting');
    this.parked.clear();
    this.groups.stall();
  }

  /** What follows from the last work begins within a few turns of the event loop. */
  private settle(turns: number): void {
    if (this.moving > 0) return;
    if (turns === 0) this.stall();
    else
      setImmediate(() => {
        this.settle(turns - 1);
      });
  }

  close(): void {
    this.programs.close();
  }
}
