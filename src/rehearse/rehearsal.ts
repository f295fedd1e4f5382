/** What a rehearsal showed, as plain data. */
import type { DeniedCall } from './calls';
import type { StepEvidence } from './evidence';
import type { UnusedPermission } from './identity/ledger';

export interface StoryResult {
  readonly repository: string;
  readonly chapter: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why not; empty where it passed. */
  readonly reason: string;
  readonly seconds: number;
  /** How many runs of workflows ended in it, those that GitHub refuses to start among them. */
  readonly runs: number;
}

export interface Rehearsal {
  readonly repository: string;
  readonly results: readonly StoryResult[];
  readonly evidence: readonly StepEvidence[];
  /** Calls that no emitted policy allows. */
  readonly denied: readonly DeniedCall[];
  readonly unused: readonly UnusedPermission[];
  /** SHA-256 of each emitted file: what was rehearsed. */
  readonly files: Readonly<Record<string, string>>;
  /** When it ended, in UTC. */
  readonly at: string;
}
