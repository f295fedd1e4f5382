/** One leg of a job, with all that is known before it begins. */
import type { CallSurface } from './called-inputs';
import type { Scope } from './evaluate';
import type { Permissions } from './permissions';
import type { Program } from './program';
import type { Value } from './value';
import type { Job } from './workflow-file';

export type JobResult = 'success' | 'failure' | 'skipped' | 'cancelled' | 'waiting';

export interface Outcome {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Where a job stands. */
export interface JobPlace {
  /** File of its workflow. */
  readonly path: string;
  /** Id in that file. */
  readonly job: string;
}

/** A workflow within a run: the one that the event started, or one that a job calls. */
export interface Layer {
  readonly program: Program;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Whether those of environments come to them. */
  readonly hasAllSecrets: boolean;
  /** The most that its jobs may have; undefined where no caller says so. */
  readonly allowed: Permissions | undefined;
  /** Names of the calling jobs. */
  readonly prefix: readonly string[];
  readonly signal: AbortSignal;
}

export interface LegPlan {
  readonly layer: Layer;
  readonly job: Job;
  readonly displayName: string;
  /** `github`, `inputs`, `vars`, `needs`, `strategy`, `matrix`. */
  readonly contexts: Readonly<Record<string, Value>>;
  readonly scope: Scope;
  readonly permissions: Permissions;
  readonly signal: AbortSignal;
  readonly called: (Program & { readonly surface: CallSurface }) | undefined;
}

/** Of several legs, or of all jobs of a called workflow. */
export function sumUp(results: readonly JobResult[]): JobResult {
  for (const worst of ['waiting', 'failure', 'cancelled'] as const) if (results.includes(worst)) return worst;
  return results.every((result) => result === 'skipped') ? 'skipped' : 'success';
}
