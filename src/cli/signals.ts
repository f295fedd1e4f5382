import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Makes a signal an exit, with the code that shells give it: whoever has started programs or made temporary folders
 * ends and removes them at the exit, and does so after Ctrl-C too.
 */
export function exitOnSignals(): void {
  for (const signal of SIGNALS)
    process.once(signal, () => {
      process.exit(128 + constants.signals[signal]);
    });
}
