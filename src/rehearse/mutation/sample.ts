/** Which mutants are tried: a sample that is the same each time, with its share of every operator. */
import type { RenderedFile } from '../../model/rendered-file';
import type { Mutant } from './mutant';
import { scriptOperators } from './script-operators';
import { workflowOperators } from './workflow-operators';

const DELIVERY = /^\.github\/(workflows|actions|scripts)\//;

export function allMutants(files: readonly RenderedFile[]): Mutant[] {
  const wanted = files.filter(({ path }) => DELIVERY.test(path));
  const yaml = wanted.filter(({ path }) => path.endsWith('.yml'));
  const scripts = wanted.filter(({ path }) => path.endsWith('.sh'));
  return [
    ...workflowOperators.flatMap((operator) => yaml.flatMap(operator)),
    ...scriptOperators.flatMap((operator) => scripts.flatMap(operator)),
  ];
}

/** `count` mutants, taken from the operators in turn. The same seed gives the same. */
export function sample(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const random = randomFrom(seed);
  const groups = new Map<string, Mutant[]>();
  for (const mutant of shuffle(mutants, random))
    groups.set(mutant.operator, [...(groups.get(mutant.operator) ?? []), mutant]);
  const chosen: Mutant[] = [];
  for (let round = 0; chosen.length < Math.min(count, mutants.length); round += 1)
    for (const group of groups.values()) {
      const mutant = group[round];
      if (mutant !== undefined && chosen.length < count) chosen.push(mutant);
    }
  return chosen;
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** A linear congruential generator (Numerical Recipes), between 0 and 1. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
