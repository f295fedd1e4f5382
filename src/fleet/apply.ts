import { applyPlan, planChanges, renderPlan, RefusedError, renderRefusal } from '../managed';
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
      if (!(error instanceof RefusedError)) throw error;
      surroundings.print(headed(target.name, targets.length, renderRefusal(error.plan, { color: surroundings.color })));
      code = EXIT.failed;
    }
  }
  return code;
}

function applyOne(
  { root, files, definition }: Target,
  decisions: Decisions,
  { now, pid, host, color }: Surroundings,
): string {
  const planned = planChanges(root, files, { definition, ...decisions });
  const { plan, saved, written, removed } = applyPlan(planned, { now, pid, host });
  if (written.length + removed.length === 0) return `Nothing to change: ${files.length} files are as generated.`;
  const kept = saved.map(({ path, to }) => `The old ${path} is in ${to}.`);
  return [renderPlan(plan, { color }), ...kept].join('\n');
}
