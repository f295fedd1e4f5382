import type { Platform } from './platform';

/** What people start a workflow for. */
export type Purpose = 'deploy' | 'promote' | 'roll back' | 'destroy' | 'look' | 'other';

/** A way to start a workflow by hand. */
export interface ToldStart {
  /** When a person takes this one, as a sentence without its full stop. */
  readonly when: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether it is also how a change that was reverted on main gets there. @default false */
  readonly goesBack?: boolean;
}

/** What a definition says of a workflow that it emits, where its file cannot tell. */
export interface ToldWorkflow {
  readonly purpose: Purpose;
  /** What must be there, besides the fields that must be given. */
  readonly needs: readonly string[];
  readonly changes: readonly string[];
  readonly starts: readonly ToldStart[];
}

/** What the README of a repository says of its workflows, as far as the definition knows it. */
export interface Pipelines {
  readonly platform: Platform;
  /** Workflow files that people wrote and keep. */
  readonly ownWorkflows: readonly string[];
  /** What the emitted workflows change in an environment, in words; `{env}` stands for its name. */
  readonly subject: string;
  /** How a version is taken back where no workflow does it, as a sentence. @default - there is no other way */
  readonly wayBack?: string;
  /** Emitted workflows by their name, such as `destroy-tenant`. @default - names and `subject` tell enough */
  readonly told?: Readonly<Record<string, ToldWorkflow>>;
}
