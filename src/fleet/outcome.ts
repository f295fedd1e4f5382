import { ManagedFilesError, refusedChanges, RefusedError } from '../managed';
import { EXIT, type ExitCode } from './surroundings';
import type { Target } from './targets';

/** What came of one repository: a value, or the sentence that says why there is none. */
export type Outcome<T> =
  { readonly target: Target; readonly value: T } | { readonly target: Target; readonly error: ManagedFilesError };

/** Works on one repository; an error there does not keep the others from being done. */
export function attemptOn<T>(target: Target, work: (target: Target) => T): Outcome<T> {
  try {
    return { target, value: work(target) };
  } catch (error) {
    if (error instanceof ManagedFilesError) return { target, error };
    throw error;
  }
}

/** The exit code of several repositories: an error counts more than a difference. */
export function exitOf<T>(outcomes: readonly Outcome<T>[], differs: (value: T) => boolean): ExitCode {
  if (outcomes.some((outcome) => 'error' in outcome)) return EXIT.failed;
  return outcomes.some((outcome) => 'value' in outcome && differs(outcome.value)) ? EXIT.differs : EXIT.done;
}

/** Text for programs: one entry per repository, `error` in place of what could not be done. */
export function toJson<T>(outcomes: readonly Outcome<T>[], describe: (value: T) => object): string {
  const repositories = outcomes.map((outcome) => {
    const { name } = outcome.target;
    return { name, ...('error' in outcome ? describeError(outcome.error) : describe(outcome.value)) };
  });
  return JSON.stringify({ version: 1, repositories }, undefined, 2);
}

/** An error for programs. */
export function describeError(error: ManagedFilesError): object {
  if (!(error instanceof RefusedError)) return { error: error.message };
  return { error: error.message, refused: refusedChanges(error.plan).map(({ path }) => path) };
}

/** A repository's name above its part, where there are several. */
export function headed(name: string, count: number, text: string): string {
  return count === 1 ? text : `${name}\n${text}\n`;
}
