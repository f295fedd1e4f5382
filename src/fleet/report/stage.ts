/** What a stage asks for: data of the organisation, which `repos/` holds. */

/** Something that can be looked at here. */
export type Check =
  /** These files are emitted for a repository. */
  | { readonly kind: 'files'; readonly repository: string; readonly paths: readonly string[] }
  /** The verifier finds nothing of these rules (all, if none is named) in what is emitted, or in what people wrote. */
  | {
      readonly kind: 'no-findings';
      readonly of: 'emitted' | 'own';
      readonly rules?: readonly string[];
      readonly repository?: string;
    }
  /** Every story of these chapters holds. */
  | { readonly kind: 'stories'; readonly repository: string; readonly chapters: readonly string[] }
  /** The repository has a workflow that goes back. */
  | { readonly kind: 'way-back'; readonly repository: string }
  /** The report itself. */
  | { readonly kind: 'summary' };

/** What only the platform itself can show. */
export interface Live {
  /** Command that proves it, on the live platform. */
  readonly command: string;
  /** What that command shows when it is so. */
  readonly expect: string;
}

/** One thing that a stage must show. */
export interface Criterion {
  /** Short and stable: `S1`. */
  readonly id: string;
  /** Whether the stage asks for it, or the gate behind the stage. */
  readonly part: 'stage' | 'gate';
  /** The demand, as a sentence. */
  readonly text: string;
  /** What is looked at here; all must hold. */
  readonly checks: readonly Check[];
  /** What cannot be shown here. */
  readonly live: readonly Live[];
}

/** A stage of the platform: what it takes, what it must show, and who says that it does. */
export interface StageSpec {
  /** Title of its report. */
  readonly title: string;
  /** What the stage builds on, and whether it was seen. */
  readonly inputs: readonly {
    readonly name: string;
    readonly state: 'seen' | 'not available';
    readonly note: string;
  }[];
  /** Who approves the stage: roles or names. */
  readonly approvers: readonly string[];
  /** What it must show. */
  readonly criteria: readonly Criterion[];
}

export type Status = 'met' | 'unmet' | 'not shown';

/** One look, and what it showed. */
export interface Shown {
  readonly status: Status;
  /** A sentence. */
  readonly what: string;
  /** File with digest, story with time, or finding. */
  readonly proof: readonly string[];
}

export interface Line extends Criterion {
  readonly status: Status;
  readonly shown: readonly Shown[];
}
