import { checkFiles, planChanges, planHasChanges, planToJson, refusedChanges, renderPlan } from '../managed';
import { EXIT, type ExitCode, type Surroundings } from './surroundings';
import type { Target } from './targets';

/** Shows what `apply` would do, and writes nothing. Exits 2 when it would do something. */
export function plan(targets: readonly Target[], json: boolean, { color, print }: Surroundings): ExitCode {
  const plans = targets.map(({ name, root, definition, files }) => ({
    name,
    plan: planChanges(root, files, { definition }),
  }));
  const differs = plans.some(({ plan: each }) => planHasChanges(each) || refusedChanges(each).length > 0);
  if (json) {
    print(
      JSON.stringify(
        { version: 1, repositories: plans.map((each) => ({ name: each.name, ...planToJson(each.plan) })) },
        undefined,
        2,
      ),
    );
  } else {
    for (const each of plans) print(headed(each.name, targets.length, renderPlan(each.plan, { color })));
  }
  return differs ? EXIT.differs : EXIT.done;
}

/** Lists managed files that are missing, edited or out of date. Exits 2 when there are any. */
export function check(targets: readonly Target[], json: boolean, { print }: Surroundings): ExitCode {
  const found = targets.map(({ name, root, definition, files }) => ({
    name,
    findings: checkFiles(root, files, { definition }),
  }));
  const count = found.reduce((sum, { findings }) => sum + findings.length, 0);
  if (json) {
    print(JSON.stringify({ version: 1, repositories: found }, undefined, 2));
  } else {
    for (const { name, findings } of found) {
      const lines = findings.map(({ message }) => `  ${message}`);
      print(
        [`${name}: ${findings.length === 0 ? 'every managed file is as generated.' : ''}`.trim(), ...lines].join('\n'),
      );
    }
  }
  return count === 0 ? EXIT.done : EXIT.differs;
}

/** A repository's name above its part, where there are several. */
export function headed(name: string, count: number, text: string): string {
  return count === 1 ? text : `${name}\n${text}\n`;
}
