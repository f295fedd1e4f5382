/** Taking a concurrency group for a run or a job, for as long as it works. */
import type { GroupRequest } from './concurrency';
import { booleanOf, resolveValue, type Scope } from './evaluate';
import type { Outcome } from './job-plan';
import { place, type Token } from './token';
import { asText, toTable } from './value';
import type { World } from './world';

export interface Asker {
  readonly run: string;
  readonly signal: AbortSignal;
  readonly cancel: (reason: string) => void;
}

/**
 * Does the work when the group is free. What waits for people keeps its group, as on GitHub; whoever wants it then
 * waits, too.
 */
export async function inGroup<T extends Outcome>(
  world: World,
  settings: { readonly token: Token | undefined; readonly scope: Scope },
  asker: Asker,
  work: { readonly go: () => Promise<T>; readonly not: (result: 'cancelled' | 'waiting', reason: string) => T },
): Promise<T> {
  const request = readGroup(settings.token, settings.scope, asker);
  if (request === undefined) return work.go();
  const withdraw = (): void => {
    world.groups.withdraw(request);
  };
  asker.signal.addEventListener('abort', withdraw);
  const turn = await world.groups.acquire(request);
  asker.signal.removeEventListener('abort', withdraw);
  if (turn === 'deadlock')
    return work.not(
      'cancelled',
      `Canceling since a deadlock for concurrency group '${request.group}' was detected: this run holds it already.`,
    );
  if (turn === 'cancelled')
    return work.not('cancelled', `Canceling since a higher priority waiting request for ${request.group} exists`);
  if (turn === 'stalled')
    return work.not(
      'waiting',
      `Waits for the concurrency group ${request.group}, which a job holds that waits for people.`,
    );
  let keeps = false;
  try {
    const done = await work.go();
    keeps = done.result === 'waiting';
    return done;
  } finally {
    if (!keeps) world.groups.release(request);
  }
}

function readGroup(token: Token | undefined, scope: Scope, asker: Asker): GroupRequest | undefined {
  if (token === undefined) return undefined;
  const value = resolveValue(token, scope);
  const table = toTable(value);
  const group = asText(typeof value === 'object' ? table['group'] : value);
  if (group === '') throw new Error('Concurrency group name cannot be empty');
  if (group.length > 400) throw new Error('Concurrency group name must be less than 400 characters');
  const cancelInProgress = booleanOf(table['cancel-in-progress'], `${place(token)}cancel-in-progress:`) ?? false;
  return {
    group,
    cancelInProgress,
    queue: table['queue'] === 'max' ? 'max' : 'single',
    run: asker.run,
    cancel: asker.cancel,
  };
}
