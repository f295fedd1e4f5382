import { visible } from '../../managed';

/** What a change comes to for the people who depend on a repository. */

/**
 * How much a sentence asks of its reader: `risk` something is weaker, wider or elsewhere than before · `change` something
 * is done differently · `note` nothing that runs is done differently.
 */
export type Level = 'risk' | 'change' | 'note';

/** One difference in meaning, told to people. */
export interface Sentence {
  readonly level: Level;
  /** Complete by itself: "PROD now needs one approval fewer (1 instead of 2)". No control characters. */
  readonly text: string;
  /** File that says so; empty where the sentence is about all of them. */
  readonly file: string;
  /** Id of the job, where there is one. */
  readonly job?: string;
  /** Name of the step, where there is one. */
  readonly step?: string;
}

/** What a rule says of a difference; its place is known already. */
export interface Told {
  readonly level: Level;
  readonly text: string;
}

/** What is told of changed files that do what they did before. */
export const NOTHING: Sentence = { level: 'note', text: 'no behavioural change', file: '' };

const LEVELS: readonly Level[] = ['risk', 'change', 'note'];

/** Risks first; the same sentence of the same place once; `NOTHING` in front where nothing but notes is left. */
export function ordered(sentences: readonly Sentence[]): Sentence[] {
  const safe = sentences.map((sentence) => ({ ...sentence, text: visible(sentence.text) }));
  const keys = safe.map(({ level, text }) => `${level} ${text}`);
  const once = safe.filter((_, i) => keys.indexOf(keys[i] ?? '') === i);
  const sorted = LEVELS.flatMap((level) => once.filter((sentence) => sentence.level === level));
  return sorted.length > 0 && sorted.every(({ level }) => level === 'note') ? [NOTHING, ...sorted] : sorted;
}

export function risk(text: string): Told {
  return { level: 'risk', text };
}

export function change(text: string): Told {
  return { level: 'change', text };
}

export function note(text: string): Told {
  return { level: 'note', text };
}
