import { removeEmptyFolders } from './atomic-write';
import type { Plan } from './change';
import { planHasChanges, refusedChanges } from './change';
import type { Disk } from './disk';
import { ManagedFilesError, reasonOf, WriteFailedError } from './failure';
import type { Run } from './lock';
import { acquireLock, isLockPresent } from './lock';
import { LOCK } from './paths';
import { planChanges } from './plan';
import { realDisk } from './real-disk';
import { renderRefusal } from './render-plan';
import { runStep } from './run-step';
import type { Step } from './steps';
import { stepsOf } from './steps';

/** What a run did. */
export interface Applied {
  /** The plan that was carried out: made again under the lock, so it may differ from the one that was shown. */
  readonly plan: Plan;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Where the old content of each accepted file was saved. */
  readonly saved: readonly { readonly path: string; readonly to: string }[];
}

/** Files that need a decision: nothing was written. The message shows all of them with their differences. */
export class RefusedError extends ManagedFilesError {
  override readonly name = 'RefusedError';

  constructor(readonly plan: Plan) {
    super(renderRefusal(plan, { color: false }));
  }
}

/**
 * Carries out a plan, and is safe to kill at any moment: running again completes it.
 *
 * Throws `RefusedError` before the first byte when a file needs a decision, `LockedError` when another run is writing,
 * `WriteFailedError` when the machine refuses a write. The repository is looked at again under the lock, and each file once
 * more right before it is replaced, so that an edit made after the plan was shown is not lost.
 */
export function applyPlan(plan: Plan, run: Run): Applied {
  const disk = plan.options.disk ?? realDisk;
  refuse(plan);
  const idle = !planHasChanges(plan) && plan.leftovers.length === 0 && !isLockPresent(disk, plan.root);
  if (idle) return applied(plan, []);
  const unlock = acquireLock(disk, plan.root, run);
  try {
    const fresh = planChanges(plan.root, plan.files, plan.options);
    refuse(fresh);
    const done: Step[] = [];
    for (const step of stepsOf(fresh, run.now)) done.push(attemptStep(disk, plan.root, step, run, done));
    return applied(fresh, done);
  } finally {
    leave(disk, plan.root, unlock);
  }
}

function refuse(plan: Plan): void {
  if (refusedChanges(plan).length > 0) throw new RefusedError(plan);
}

function attemptStep(disk: Disk, root: string, step: Step, run: Run, before: readonly Step[]): Step {
  try {
    return runStep(disk, root, step, { pid: run.pid, tag: String(before.length) });
  } catch (error) {
    const done = before.filter(({ verb }) => ['remove', 'chmod', 'write'].includes(verb)).map(({ path }) => path);
    const reason =
      error instanceof ManagedFilesError ? error.message : `cannot ${step.verb} ${step.path}: ${reasonOf(error)}.`;
    const finished = done.length === 0 ? 'Nothing was changed before.' : `Finished before: ${done.join(', ')}.`;
    const next = 'No half-written file is left. Remove the cause and run again: that completes the rest.';
    throw new WriteFailedError(`Writing stopped: ${reason} ${finished} ${next}`, done);
  }
}

/** Releases the lock without hiding the error that ended the run. */
function leave(disk: Disk, root: string, unlock: () => void): void {
  try {
    unlock();
    removeEmptyFolders(disk, root, LOCK);
  } catch {
    // A disk that takes no writes keeps the lock; the next run sees that its process is gone.
  }
}

function applied(plan: Plan, steps: readonly Step[]): Applied {
  return {
    plan,
    written: steps.filter(({ verb }) => verb === 'write' || verb === 'chmod').map(({ path }) => path),
    removed: steps.filter(({ verb }) => verb === 'remove').map(({ path }) => path),
    saved: steps.flatMap((step) =>
      step.verb === 'save' && step.to !== undefined ? [{ path: step.path, to: step.to }] : [],
    ),
  };
}
