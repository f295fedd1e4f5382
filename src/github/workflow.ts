/** Scopes of the workflow token that emitted workflows may ask for. */
export type Scope =
  'actions' | 'attestations' | 'contents' | 'deployments' | 'id-token' | 'issues' | 'pull-requests' | 'security-events';

/** A grant and, behind ` # `, the reason that stands beside it in the YAML. */
export type Grant = 'read' | `${'read' | 'write'} # ${string}`;

export type Permissions = Readonly<Partial<Record<Scope, Grant>>>;

/** A value as YAML knows it. A key that begins with `#` is a comment: `#` for the item, `#key` for that key. */
export type Yaml = string | number | boolean | null | undefined | readonly Yaml[] | { readonly [key: string]: Yaml };

/** Keys and order as on GitHub's page "Workflow syntax"; nothing is translated. */
export type Step = {
  /** Comment above the step: the reason for it. */
  readonly '#'?: string;
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: boolean;
  readonly shell?: 'bash';
  readonly run?: string;
};

type AnyJob = {
  readonly '#'?: string;
  readonly name: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly permissions: Permissions;
  readonly strategy?: Yaml;
};

/** A job of its own. */
export type StepsJob = AnyJob & {
  readonly 'runs-on': 'ubuntu-24.04';
  readonly '#environment'?: string;
  readonly environment?: string | { readonly name: string; readonly deployment?: boolean };
  readonly 'timeout-minutes': number;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly defaults?: Yaml;
  readonly steps: readonly Step[];
};

/** A job that is another workflow of the same repository. */
export type CallJob = AnyJob & {
  readonly '#concurrency'?: string;
  readonly concurrency?: Yaml;
  readonly uses: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly secrets?: Readonly<Record<string, string>>;
};

export type Job = StepsJob | CallJob;

/** A whole workflow file as data. */
export interface Workflow {
  /** File name without folder: `deploy-dev.yml`. */
  readonly file: string;
  readonly name: string;
  /** What the workflow is for and what a reader must know: comment lines at its top. */
  readonly about: readonly string[];
  readonly 'run-name'?: string;
  readonly on: Yaml;
  /** Why runs of this workflow may overlap: for those that wait for people. */
  readonly overlaps?: string;
  readonly '#concurrency'?: string;
  readonly concurrency?: Yaml;
  readonly jobs: Readonly<Record<string, Job>>;
}
