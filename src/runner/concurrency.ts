/**
 * Concurrency groups of a repository. Source: docs.github.com, "Control the concurrency of workflows and jobs".
 * One runs and one waits; a newer one takes the place of that which waits. With `queue: max`, up to 100 wait in order.
 */

export interface GroupRequest {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
  /** Ends what holds the group. */
  readonly cancel: (reason: string) => void;
  /** Run that asks: a group cannot be taken twice by one run. */
  readonly run: string;
}

/** `go` has the group until it gives it back, `cancelled` never gets it, `stalled` waits for somebody who waits for people. */
export type Turn = 'go' | 'cancelled' | 'stalled' | 'deadlock';

interface Waiting {
  readonly request: GroupRequest;
  readonly settle: (turn: Turn) => void;
}

interface Group {
  holder: GroupRequest | undefined;
  waiting: Waiting[];
}

const LONGEST_QUEUE = 100;

export class ConcurrencyGroups {
  private readonly groups = new Map<string, Group>();

  /** Names differ by more than case. */
  acquire(request: GroupRequest): Promise<Turn> {
    const key = request.group.toLowerCase();
    const group = this.groups.get(key) ?? { holder: undefined, waiting: [] };
    this.groups.set(key, group);
    if (group.holder === undefined && group.waiting.length === 0) {
      group.holder = request;
      return Promise.resolve('go');
    }
    if (group.holder?.run === request.run) return Promise.resolve('deadlock');
    return new Promise((settle) => {
      const mine = { request, settle };
      if (request.queue === 'max') this.join(group, mine);
      else this.replace(group, mine);
    });
  }

  private join(group: Group, mine: Waiting): void {
    if (group.waiting.length >= LONGEST_QUEUE) mine.settle('cancelled');
    else group.waiting.push(mine);
  }

  private replace(group: Group, mine: Waiting): void {
    const { request } = mine;
    for (const older of group.waiting) older.settle('cancelled');
    group.waiting = [mine];
    if (request.cancelInProgress) group.holder?.cancel(`a newer run took the concurrency group ${request.group}`);
  }

  release(request: GroupRequest): void {
    const group = this.groups.get(request.group.toLowerCase());
    if (group?.holder !== request) return;
    const next = group.waiting.shift();
    group.holder = next?.request;
    next?.settle('go');
  }

  /** Takes back a request that waits: its run was cancelled. */
  withdraw(request: GroupRequest): void {
    const group = this.groups.get(request.group.toLowerCase());
    const mine = group?.waiting.find((each) => each.request === request);
    if (group === undefined || mine === undefined) return;
    group.waiting = group.waiting.filter((each) => each !== mine);
    mine.settle('cancelled');
  }

  /** Nothing moves any more: who waits now waits for people. */
  stall(): void {
    for (const group of this.groups.values()) for (const each of group.waiting.splice(0)) each.settle('stalled');
  }
}
