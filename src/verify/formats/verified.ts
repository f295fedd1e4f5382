import type { Finding } from '../verify';

/** All that was found, files relative to where the command was started or to their one repository. */
export interface Verified {
  readonly findings: readonly Finding[];
  /** How many files were read. */
  readonly files: number;
}
