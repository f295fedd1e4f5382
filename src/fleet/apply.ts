import { applyPlan, ManagedFilesError, planChanges, RefusedError, renderRefusal } from '../managed';
import { headed } from './plan';
import { EXIT, type ExitCode, type Surroundings } from './surroundings';
import type { Target } from './targets';

export interface Decisions {
  /** Edited or foreign files to overwrite, after saving them. */
  readonly accept: readonly string[];
  /** Edited or foreign files to give back to people. */
  readonly release: readonly string[];
}

/** Writes what the definitions say. A refused repository is left as it was; the others are done. */
export function apply(targets: readonly Target[], decisions: Decisions, surroundings: Surroundings): ExitCode {
  let code: ExitCode = EXIT.done;
  for (const target of targets) {
    try {
      surroundings.print(headed(target.name, targets.length, applyOne(target, decisions, surroundings)));
    } catch (error) {
      if (!(error instanceof ManagedFilesError)) throw error;
      surroundings.print(headed(target.name, targets.length, messageOf(error, surroundings)));
      code = EXIT.failed;
    }
  }
  return code;
}

function messageOf(error: ManagedFilesError, { color }: Surroundings): string {
  return error instanceof RefusedError ? renderRefusal(error.plan, { color }) : error.message;
}

function applyOne({ root, files, definition }: Target, decisions: Decisions, { now, pid, host }: Surroundings): string {
  const planned = planChanges(root, files, { definition, ...decisions });
  const { plan, saved, written, removed } = applyPlan(planned, { now, pid, host });
  const changed = plan.changes.filter(({ effect }) => effect !== 'none');
  const lines = changed.map(({ kind, path }) => `${kind.padEnd(9)} ${path}`);
  const kept = saved.map(({ path, to }) => `The old ${path} is in ${to}.`);
  const gone = removed.length === 0 ? '' : ` and removed ${removed.length}`;
  if (written.length + removed.length === 0) return `Nothing to change: ${files.length} files are as generated.`;
  return [...lines, ...kept, `Wrote ${written.length} files${gone}. Next: git diff, then commit.`].join('\n');
}
