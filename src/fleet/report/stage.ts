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
  readonly command: string;
  readonly expect: string;
}

export interface Criterion {
  /** Short and stable: `S1`. */
  readonly id: string;
  readonly part: 'stage' | 'gate';
  readonly text: string;
  readonly checks: readonly Check[];
  readonly live: readonly Live[];
}

export interface StageSpec {
  readonly title: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly state: 'seen' | 'not available';
    readonly note: string;
  }[];
  readonly approvers: readonly string[];
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
