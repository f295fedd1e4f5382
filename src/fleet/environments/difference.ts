import { quoted } from '../../model/shape';
import type { Served } from './served';

/** What a plan of GitHub may lack. */
export type Feature = 'environments' | 'reviewers' | 'rulesets';

/** One setting that is not as the definition has it. */
export interface Difference {
  readonly kind: 'missing' | 'differs' | 'extra';
  /** What mending it would do to the protection of the repository. */
  readonly direction: 'stronger' | 'weaker' | 'neutral';
  /** Whether the definition is met all the same: what is served is stricter, or an addition of people. */
  readonly satisfied: boolean;
  /** `environment prod: wait timer is 0 minutes, the definition says 10` */
  readonly sentence: string;
  /** What the plan must have for it. */
  readonly feature?: Feature;
  /** Why it cannot be mended. */
  readonly blocked?: string;
  /** The settings without this difference; undefined where it is left to people. */
  readonly mend: ((served: Served) => Served) | undefined;
}

type Told = Omit<Difference, 'direction' | 'satisfied'>;

/** Mending it protects more. */
export function tooWeak(told: Told): Difference {
  return { ...told, direction: 'stronger', satisfied: false };
}

/** Mending it lets in what is kept out now, and the definition wants it in. */
export function notOpen(told: Told): Difference {
  return { ...told, direction: 'weaker', satisfied: false };
}

/** What is served is stricter than the definition. */
export function stricter(told: Told): Difference {
  return { ...told, direction: 'weaker', satisfied: true };
}

/** It protects nothing. */
export function harmless(told: Told): Difference {
  return { ...told, direction: 'neutral', satisfied: false };
}

/** Names that GitHub serves are other people's text: what could confuse a reader or a terminal is written by number. */
export function shown(name: string): string {
  return /^[\w.*/@+-]+$/.test(name) ? name : quoted(name);
}

/** `a, b` or what stands for nothing. */
export function listOf(names: readonly string[], nothing: string): string {
  return names.length === 0 ? nothing : names.join(', ');
}
