import { checkFiles, planChanges, planHasChanges, planToJson, renderPlan } from '../managed';
import { exitOf, attemptOn, headed, toJson, type Outcome } from './outcome';
import type { ExitCode, Surroundings } from './surroundings';
import type { Target } from './targets';

/** Shows what `apply` would do, and writes nothing. Exits 2 when it would do something. */
export function plan(targets: readonly Target[], json: boolean, surroundings: Surroundings): ExitCode {
  const plans = targets.map((target) =>
    attemptOn(target, ({ root, definition, files }) => planChanges(root, files, { definition })),
  );
  if (json) surroundings.print(toJson(plans, planToJson));
  else {
    const { color } = surroundings;
    show(plans, surroundings, ({ name }, each) => headed(name, targets.length, renderPlan(each, { color })));
  }
  return exitOf(plans, planHasChanges);
}

/** Lists managed files that are missing, edited or out of date. Exits 2 when there are any. */
export function check(targets: readonly Target[], json: boolean, surroundings: Surroundings): ExitCode {
  const found = targets.map((target) =>
    attemptOn(target, ({ root, definition, files }) => checkFiles(root, files, { definition })),
  );
  if (json) surroundings.print(toJson(found, (findings) => ({ findings })));
  else {
    show(found, surroundings, ({ name }, findings) => {
      if (findings.length === 0) return `${name}: every managed file is as generated.`;
      return [`${name}:`, ...findings.map(({ message }) => `  ${message}`)].join('\n');
    });
  }
  return exitOf(found, (findings) => findings.length > 0);
}

function show<T>(
  outcomes: readonly Outcome<T>[],
  { print, printError }: Surroundings,
  text: (target: Target, value: T) => string,
): void {
  for (const outcome of outcomes) {
    if ('error' in outcome) printError(`${outcome.target.name}: ${outcome.error.message}`);
    else print(text(outcome.target, outcome.value));
  }
}
