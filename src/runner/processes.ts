/** Processes and process groups of this machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from './failure';

/** Sends a signal to a process group, or to one process; one that has ended in the meantime is no error. */
export function kill(pid: number | undefined, signal: NodeJS.Signals, group = true): void {
  if (pid === undefined) return;
  try {
    globalThis.process.kill(group ? -pid : pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Whether a process group still has members. */
export function exists(group: number): boolean {
  try {
    return globalThis.process.kill(-group, 0);
  } catch {
    return false;
  }
}

/** Processes that have this id in their environment, as the runner finds orphans. Linux only. */
export function marked(trackingId: string): number[] {
  const wanted = `RUNNER_TRACKING_ID=${trackingId}\0`;
  return processIds().filter((pid) => {
    try {
      return `${readFileSync(`/proc/${pid}/environ`, 'latin1')}\0`.includes(wanted);
    } catch {
      return false; // it has ended, or belongs to somebody else
    }
  });
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 1);
  } catch {
    return []; // no Linux: process groups are all there is
  }
}
