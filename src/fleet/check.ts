import { checkFiles } from '../managed';
import { attemptOn, exitOf, toJson } from './outcome';
import type { ExitCode, Surroundings } from './surroundings';
import type { Target } from './targets';

/** Lists managed files that are missing, edited or out of date. Exits 2 when there are any. */
export function check(targets: readonly Target[], json: boolean, surroundings: Surroundings): ExitCode {
  const { print, printError } = surroundings;
  const found = targets.map((target) =>
    attemptOn(target, ({ root, definition, files }) => checkFiles(root, files, { definition })),
  );
  if (json) print(toJson(found, (findings) => ({ findings })));
  else
    for (const outcome of found) {
      const { name } = outcome.target;
      if ('error' in outcome) printError(`${name}: ${outcome.error.message}`);
      else if (outcome.value.length === 0) print(`${name}: every managed file is as generated.`);
      else print([`${name}:`, ...outcome.value.map(({ message }) => `  ${message}`)].join('\n'));
    }
  return exitOf(found, (findings) => findings.length > 0);
}
