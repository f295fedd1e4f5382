import { compareActions } from './compare-actions';
import { compareEnvironment } from './compare-environment';
import { compareRuleset } from './compare-ruleset';
import type { Desired } from './desired';
import { shown, stricter, type Difference } from './difference';
import { blockByPlan } from './plan-limits';
import { sameName, type Organization, type Served } from './served';

/** Everything that is not as the definition says, with what mends it. Reads and writes nothing. */
export function compare(wanted: Desired, served: Served, owner: Organization): Difference[] {
  const differences = [
    ...compareActions(wanted, served),
    ...compareRuleset(wanted, served, owner),
    ...wanted.environments.flatMap((each) => compareEnvironment(each, served, owner)),
    ...extraEnvironments(wanted, served),
  ];
  return differences.map((each) => blockByPlan(each, served, owner));
}

/** Secrets go with an environment, so nothing here takes one away. */
function extraEnvironments({ environments: wanted }: Desired, { environments }: Served): Difference[] {
  if (wanted.length === 0) return [];
  return environments
    .filter(({ name }) => !wanted.some((each) => sameName(each.name, name)))
    .map(({ name }) =>
      stricter({
        kind: 'extra',
        sentence: `environment ${shown(name)}: the definition does not have it; it is left to people`,
        mend: undefined,
      }),
    );
}

/** Whether `apply` sets it: what would weaken the repository only if that is allowed. */
export function isMended({ mend, blocked, direction }: Difference, allowWeaker: boolean): boolean {
  return mend !== undefined && blocked === undefined && (allowWeaker || direction !== 'weaker');
}
