import { findBumps } from './bumps';
import type { ChangeKind, Plan } from './change';
import { planHasChanges, refusedChanges } from './change';
import { changeDiff } from './change-diff';
import { summaryOf } from './summary';
import type { Writer } from './writer';

/** A plan for programs; the shape is part of the public interface. */
export interface PlanJson {
  readonly root: string;
  readonly definition: string;
  /** Whether applying would change anything, or be refused. */
  readonly changes: boolean;
  /** Whether a file needs a decision before anything is written. */
  readonly refused: boolean;
  readonly summary: string;
  /** Who wrote last, and who would write now. */
  readonly writer: { readonly before: Writer | null; readonly after: Writer | null };
  readonly files: readonly {
    readonly path: string;
    readonly kind: ChangeKind;
    readonly refused: boolean;
    readonly decision: 'accept' | 'release' | null;
    readonly note: string;
    readonly bumps: readonly string[];
    readonly diff: string;
  }[];
}

/** The plan as plain data, ready for `JSON.stringify`. */
export function planToJson(plan: Plan): PlanJson {
  return {
    root: plan.root,
    definition: plan.options.definition,
    changes: planHasChanges(plan),
    refused: refusedChanges(plan).length > 0,
    summary: summaryOf(plan),
    writer: { before: plan.writtenBy ?? null, after: plan.options.writer ?? null },
    files: plan.changes.map((change) => ({
      path: change.path,
      kind: change.kind,
      refused: change.refused,
      decision: change.decision ?? null,
      note: change.note,
      bumps: findBumps(change),
      diff: changeDiff(change),
    })),
  };
}
