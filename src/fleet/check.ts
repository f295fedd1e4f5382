import { checkPlan, planChanges } from '../managed';
import { attemptOn, exitOf, toJson } from './outcome';
import type { ExitCode, Surroundings } from './surroundings';
import type { Target } from './targets';
import { Upgrades, type ReadChangelog } from './upgrade';

/** How `check` looks, and tells. */
export interface CheckView {
  readonly json: boolean;
  /** Do not refuse a repository that a newer version of the tool wrote. */
  readonly allowDowngrade: boolean;
  readonly changelog: ReadChangelog;
}

/** Lists managed files that are missing, edited or out of date. Exits 2 when there are any. */
export function check(targets: readonly Target[], view: CheckView, surroundings: Surroundings): ExitCode {
  const { print, printError } = surroundings;
  const { allowDowngrade } = view;
  const plans = targets.map((target) =>
    attemptOn(target, ({ root, definition, files, writer }) =>
      planChanges(root, files, { definition, writer, allowDowngrade }),
    ),
  );
  if (view.json) print(toJson(plans, (plan) => ({ findings: checkPlan(plan) })));
  else {
    const upgrades = new Upgrades(view.changelog);
    for (const outcome of plans) {
      const { name } = outcome.target;
      if ('error' in outcome) {
        printError(`${name}: ${outcome.error.message}`);
        continue;
      }
      const findings = checkPlan(outcome.value);
      if (findings.length === 0) print(`${name}: every managed file is as generated.`);
      else print([`${name}:`, ...findings.map(({ message }) => `  ${message}`)].join('\n'));
      upgrades.add(name, outcome.value);
    }
    upgrades.print(surroundings);
  }
  return exitOf(plans, (plan) => checkPlan(plan).length > 0);
}
