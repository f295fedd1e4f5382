import type { Change, Plan, StateChange } from './change';
import { stateDiffers } from './change';
import { BACKUP, MANIFEST, RELEASED } from './paths';

/** One thing that a run does to the disk; any prefix of the list leaves a repository that the next run completes. */
export type Step =
  | { readonly verb: 'discard'; readonly path: string }
  | {
      readonly verb: 'save';
      readonly path: string;
      readonly content: Buffer;
      readonly mode: number | undefined;
      /** Where copies of this run go. */
      readonly folder: string;
      /** Where this copy went; known once it is made. */
      readonly to?: string;
    }
  | { readonly verb: 'remove'; readonly path: string; readonly before: Buffer | undefined }
  | { readonly verb: 'prune'; readonly path: string }
  | { readonly verb: 'chmod'; readonly path: string; readonly before: Buffer | undefined; readonly mode: number }
  | {
      readonly verb: 'write';
      readonly path: string;
      readonly before: Buffer | undefined;
      readonly content: Buffer;
      readonly mode: number | undefined;
      readonly executable: boolean;
    };

/**
 * The plan in the order of writing.
 *
 * Copies of what people wrote come before anything that replaces it. Removals come before writes, so that a file whose name
 * changed only in case, or became a folder, does not remove what was just written. The manifest is last: until it is
 * written, each finished file already equals its rendering, which the next run takes as unchanged.
 */
export function stepsOf(plan: Plan, now: Date): Step[] {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '');
  const { changes } = plan;
  return [
    ...plan.leftovers.map((path): Step => ({ verb: 'discard', path })),
    ...changes.filter(({ decision }) => decision === 'accept').flatMap((change) => saved(change, stamp)),
    ...changes.flatMap(removals),
    ...changes.flatMap(writes),
    ...stateSteps(RELEASED, plan.released),
    ...stateSteps(MANIFEST, plan.manifest),
  ];
}

function saved({ path, before, mode }: Change, stamp: string): Step[] {
  if (before === undefined) return [];
  return [{ verb: 'save', path, content: before, mode, folder: `${BACKUP}/${stamp}` }];
}

function removals({ path, effect, before }: Change): Step[] {
  const prune: Step = { verb: 'prune', path };
  if (effect === 'remove') return [{ verb: 'remove', path, before }, prune];
  return effect === 'forget' ? [prune] : [];
}

function writes({ path, effect, before, after, mode, executable }: Change): Step[] {
  const bits = mode === undefined ? undefined : withExecution(mode, executable);
  if (effect === 'mode' && bits !== undefined) return [{ verb: 'chmod', path, before, mode: bits }];
  if (effect !== 'write' || after === undefined) return [];
  return [{ verb: 'write', path, before, content: after, mode: bits, executable }];
}

/** Who may read may execute. An x bit that people added stays: git would keep it, and file systems exist where all files have it. */
function withExecution(mode: number, executable: boolean): number {
  return executable ? mode | ((mode & 0o444) >> 2) : mode;
}

function stateSteps(path: string, change: StateChange): Step[] {
  const { before, after } = change;
  if (!stateDiffers(change)) return [];
  if (after === '')
    return [
      { verb: 'remove', path, before },
      { verb: 'prune', path },
    ];
  return [{ verb: 'write', path, before, content: Buffer.from(after), mode: undefined, executable: false }];
}
