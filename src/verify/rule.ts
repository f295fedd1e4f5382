import type { Repository } from './read/repository';
import type { Source } from './read/source';
import type { Place } from './read/tree';

export type Severity = 'error' | 'warning';

/** One line of the proof. */
export interface Link {
  readonly source: Source;
  readonly line: number;
  readonly says: string;
}

/** A defect as a rule reports it. */
export interface Report {
  readonly source: Source;
  readonly place: Place;
  /** What is wrong and what can happen, as a sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  readonly chain: readonly Link[];
}

/** A kind of defect; `docs/rules/<id>.md` explains each. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** `now` is given where what depends on the day may be told: not for files that have to be the same on every day. */
  check(repository: Repository, now?: Date): Report[];
}

export function link(source: Source, { line }: Place, says: string): Link {
  return { source, line, says };
}
