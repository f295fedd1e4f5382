import type { Change, PlanOptions } from './change';
import { ManagedFilesError } from './failure';
import { normalised } from './paths';

/** The paths of `--accept` and `--release`, normalised. */
export interface Decisions {
  readonly accept: ReadonlySet<string>;
  readonly release: ReadonlySet<string>;
}

/** Throws when a path is both accepted and released. */
export function decisionsOf({ accept = [], release = [] }: PlanOptions): Decisions {
  const decisions = { accept: new Set(accept.map(normalised)), release: new Set(release.map(normalised)) };
  const both = [...decisions.accept].find((path) => decisions.release.has(path));
  if (both !== undefined) throw new ManagedFilesError(`--accept and --release both name ${both}. Choose one.`);
  return decisions;
}

/**
 * The changes with what people decided about the refused ones.
 *
 * A decision that an earlier, killed run already carried out is no error: the same command, given again, completes.
 * Throws for any other path that needs no decision, and lists those that do.
 */
export function decided(changes: readonly Change[], decisions: Decisions, released: ReadonlySet<string>): Change[] {
  const faults = [
    ...[...decisions.accept].map((path) => tryFault('accept', path, changes, released)),
    ...[...decisions.release].map((path) => tryFault('release', path, changes, released)),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) {
    const open = changes.filter(({ refused }) => refused).map(({ path }) => `  ${path}`);
    const could =
      open.length > 0
        ? `These files wait for a decision:\n${open.join('\n')}`
        : 'No file waits for a decision: leave it out.';
    throw new ManagedFilesError([...faults, 'Nothing was written.', could].join('\n'));
  }
  return changes.map((change) => {
    if (!change.refused) return change;
    if (decisions.release.has(change.path)) return { ...change, refused: false, decision: 'release' };
    if (!decisions.accept.has(change.path)) return change;
    return { ...change, refused: false, decision: 'accept', effect: change.kind === 'orphan' ? 'remove' : 'write' };
  });
}

function tryFault(
  verb: 'accept' | 'release',
  path: string,
  changes: readonly Change[],
  released: ReadonlySet<string>,
): string | undefined {
  const found = changes.find((change) => change.path === path);
  if (verb === 'release' && released.has(path)) return undefined;
  if (found === undefined) return `--${verb} ${path}: nothing emits this path, and it is no orphan.`;
  if (found.kind === 'blocked' && verb === 'accept')
    return `--accept ${path}: it cannot be overwritten, since it ${found.note}.`;
  if (found.refused) return undefined;
  const taken = released.has(path) || (found.managed && found.kind === 'unchanged');
  return verb === 'accept' && taken ? undefined : `--${verb} ${path}: it is ${found.kind} and needs no decision.`;
}
