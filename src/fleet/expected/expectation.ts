/** What a definition expects of the workflows in a checkout, and whether they show it. */
import type { Pipelines } from '../../model/pipelines';
import { sourceOf } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import type { Place } from '../../verify/read/tree';
import type { Finding } from '../../verify/verify';

/** `unclear` where the files alone cannot tell, such as a role that stands in a secret. */
export type State = 'present' | 'absent' | 'unclear';

export interface Expectation {
  /** Groups what belongs together. */
  readonly about: 'workflows' | 'accounts' | 'behaviour';
  /** What is expected, as a noun: `gates before a deployment`. */
  readonly what: string;
  readonly state: State;
  /** Why, as a sentence. */
  readonly why: string;
  /** `file:line text` of what shows it. */
  readonly proof: readonly string[];
}

/** All that an expectation is judged by. */
export interface Checkout {
  readonly repository: Repository;
  readonly facts: Pipelines;
  /** Defects of the whole checkout. */
  readonly findings: readonly Finding[];
}

export type Judged = Pick<Expectation, 'state' | 'why' | 'proof'>;

export function present(why: string, proof: readonly string[] = []): Judged {
  return { state: 'present', why, proof };
}

export function absent(why: string, proof: readonly string[] = []): Judged {
  return { state: 'absent', why, proof };
}

export function unclear(why: string, proof: readonly string[] = []): Judged {
  return { state: 'unclear', why, proof };
}

export function proofAt(owner: Parameters<typeof sourceOf>[0], { line }: Pick<Place, 'line'>): string {
  const source = sourceOf(owner);
  return `${source.path}:${line} ${source.line(line).trim()}`;
}

export function proofOf({ id, file, line, message }: Finding): string {
  return `${file}:${line} ${id} ${message}`;
}
