/** What came of a repository. */

/**
 * `opened` or `updated` its pull request · `current` it was as it should be · `unchanged` nothing to propose · `closed` the
 * pull request, since nothing is left to propose · `people` have commits on the branch, so it was left alone · `declined` a
 * person closed the same change without merging it · `refused` files that people changed need a decision · `failed`.
 */
export type State =
  'opened' | 'updated' | 'current' | 'unchanged' | 'closed' | 'people' | 'declined' | 'refused' | 'failed';

export interface Result {
  readonly repository: string;
  readonly state: State;
  /** Number of the pull request that is open now. */
  readonly number?: number;
  readonly url?: string;
  /** Commit that is proposed. */
  readonly head?: string;
  /** What a person has to know; empty if nothing. */
  readonly notes: readonly string[];
}

/** Whether a person has to do something before the repository has the change. */
export function asksSomebody({ state }: Result): boolean {
  return ['people', 'declined', 'refused'].includes(state);
}

/** A line for a person. */
export function lineOf({ repository, state, number, url, notes }: Result): string {
  const pull = number === undefined ? '' : ` #${number} ${url ?? ''}`;
  const told = notes.length === 0 ? '' : `: ${notes.join('; ')}`;
  return `${state.padEnd(9)} ${repository}${pull}${told}`;
}
