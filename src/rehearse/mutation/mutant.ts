/** One thing broken in the emitted files, to see whether any story notices. */
import type { RenderedFile } from '../../model/rendered-file';

export interface Mutant {
  /** Kind of damage, such as `drop-step`. */
  readonly operator: string;
  /** The file that is damaged. */
  readonly path: string;
  /** For people: what was done, and where. */
  readonly what: string;
  readonly content: string;
  /** Steps by whose running the damage could be noticed, as `file\njob\nstep`; empty: any of the file. */
  readonly steps: readonly string[];
}

/** All damages of one kind that are possible in a file. */
export type Operator = (file: RenderedFile) => Mutant[];
