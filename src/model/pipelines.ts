import type { Platform } from './platform';

/** What the README of a repository says of its workflows, as far as the definition knows it. */
export interface Pipelines {
  readonly platform: Platform;
  /** Workflow files that people wrote and keep. */
  readonly ownWorkflows: readonly string[];
  /** What the emitted workflows change in an environment, in words; `{env}` stands for its name. */
  readonly subject: string;
  /** How a version is taken back where no workflow does it, as a sentence. @default - there is no other way */
  readonly wayBack?: string;
}
