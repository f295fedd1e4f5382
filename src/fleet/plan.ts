import { checkPlan, planChanges, planHasChanges, planToJson, renderPlan, type Plan } from '../managed';
import { exitOf, attemptOn, headed, toJson, type Outcome } from './outcome';
import type { ExitCode, Surroundings } from './surroundings';
import type { Target } from './targets';
import { tellUpgrades, tryUpgrade, type ReadChangelog } from './upgrade';

/** How `plan` and `check` look, and tell. */
export interface Looking {
  readonly json: boolean;
  /** Do not refuse a repository that a newer version of the tool wrote. */
  readonly allowDowngrade: boolean;
  readonly changelog: ReadChangelog;
}

/** Shows what `apply` would do, and writes nothing. Exits 2 when it would do something. */
export function plan(targets: readonly Target[], looking: Looking, surroundings: Surroundings): ExitCode {
  const plans = targets.map((target) => attemptOn(target, () => planOf(target, looking)));
  const { json, changelog } = looking;
  if (json)
    surroundings.print(
      toJson(plans, (each) => ({ ...planToJson(each), upgrade: tryUpgrade(each, changelog) ?? null })),
    );
  else {
    const { color } = surroundings;
    show(plans, surroundings, ({ name }, each) => headed(name, targets.length, renderPlan(each, { color })));
    tellUpgrades(plans, changelog, surroundings);
  }
  return exitOf(plans, planHasChanges);
}

/** Lists managed files that are missing, edited or out of date. Exits 2 when there are any. */
export function check(targets: readonly Target[], looking: Looking, surroundings: Surroundings): ExitCode {
  const plans = targets.map((target) => attemptOn(target, () => planOf(target, looking)));
  if (looking.json) surroundings.print(toJson(plans, (each) => ({ findings: checkPlan(each) })));
  else {
    show(plans, surroundings, ({ name }, each) => {
      const findings = checkPlan(each);
      if (findings.length === 0) return `${name}: every managed file is as generated.`;
      return [`${name}:`, ...findings.map(({ message }) => `  ${message}`)].join('\n');
    });
    tellUpgrades(plans, looking.changelog, surroundings);
  }
  return exitOf(plans, (each) => checkPlan(each).length > 0);
}

function planOf({ root, definition, files, writer }: Target, { allowDowngrade }: Looking): Plan {
  return planChanges(root, files, { definition, writer, allowDowngrade });
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
