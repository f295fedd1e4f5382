import { setMaxListeners } from 'node:events';

/**
 * Aborts when one of these does. `AbortSignal.any` would do, but a signal of that function to which anybody still listens
 * is never collected, with all that the listener knows: Node keeps it in a set for all time (lib/internal/abort_controller.js,
 * `gcPersistentSignals`), and a world of runs with it.
 */
export function anyOf(...signals: readonly AbortSignal[]): AbortSignal {
  const own = new AbortController();
  const abort = (): void => {
    own.abort();
  };
  for (const signal of signals) {
    if (signal.aborted) abort();
    setMaxListeners(0, signal); // one for each job
    signal.addEventListener('abort', abort, { once: true });
  }
  return own.signal;
}
