import { same, valueBelow, without, type Group, type Node } from './node';

/** A step before and after; one of both is missing where it was removed or added. */
export interface StepPair {
  readonly before?: Group;
  readonly after?: Group;
  /** Whether it stands behind a step that it stood in front of. */
  readonly moved: boolean;
}

type Likeness = (a: Group, b: Group) => boolean;

/** Ways to know a step again, the surest first. */
const LIKENESSES: readonly Likeness[] = [
  same,
  (a, b) => same(without(a, 'name'), without(b, 'name')),
  (a, b) => equal(a, b, 'id'),
  (a, b) => equal(a, b, 'name'),
  (a, b) => equal(a, b, 'run'),
  (a, b) => actionOf(a) !== undefined && actionOf(a) === actionOf(b),
  (a, b) => firstWord(a) !== undefined && firstWord(a) === firstWord(b),
];

/** Finds each step again among those of the other side, so that a removed step does not make all behind it differ. */
export function pairSteps(before: readonly Group[], after: readonly Group[]): StepPair[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const alike of LIKENESSES)
    for (const [i, step] of after.entries()) {
      if (partner.has(i)) continue;
      const found = before.findIndex((other, j) => !taken.has(j) && alike(other, step));
      if (found < 0) continue;
      partner.set(i, found);
      taken.add(found);
    }
  const inPlace = longestRise(after.map((_, i) => partner.get(i)).filter((j) => j !== undefined));
  const kept = after.map((step, i): StepPair => {
    const j = partner.get(i);
    return { before: j === undefined ? undefined : before[j], after: step, moved: j !== undefined && !inPlace.has(j) };
  });
  const gone = before.filter((_, j) => !taken.has(j)).map((step): StepPair => ({ before: step, moved: false }));
  return [...kept, ...gone];
}

/** What people call a step. */
export function stepName(step: Node): string {
  const text = valueBelow(step, 'name') ?? valueBelow(step, 'id') ?? valueBelow(step, 'uses')?.replace(/@.*/, '');
  return text ?? valueBelow(step, 'run')?.trim().split('\n')[0] ?? 'step';
}

function equal(a: Group, b: Group, key: string): boolean {
  const value = valueBelow(a, key);
  return value !== undefined && value === valueBelow(b, key);
}

function actionOf(step: Group): string | undefined {
  return valueBelow(step, 'uses')?.replace(/@.*/, '');
}

function firstWord(step: Group): string | undefined {
  return valueBelow(step, 'run')?.trim().split(/\s/)[0];
}

/** The longest run of rising numbers: all others have moved. */
function longestRise(numbers: readonly number[]): Set<number> {
  const best: (readonly number[])[] = numbers.map(() => []);
  for (const [i, number] of numbers.entries()) {
    const fitting = best.slice(0, i).filter((run) => (run.at(-1) ?? -1) < number);
    best[i] = [...longest(fitting), number];
  }
  return new Set(longest(best));
}

function longest(runs: readonly (readonly number[])[]): readonly number[] {
  return runs.reduce((a, b) => (b.length > a.length ? b : a), []);
}
