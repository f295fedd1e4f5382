import { planToJson, type Plan } from '../managed';
import type { Sentence } from './meaning';
import { causeOf, type Cause } from './meaning/cause';
import { describeError } from './outcome';
import type { Planned } from './plan';
import type { Surroundings } from './surroundings';
import { tryUpgrade, type ReadChangelog } from './upgrade';

/** Plans for programs, written one by one: `{"version":1,"repositories":[…]}`. */
export class JsonOutput {
  private count = 0;

  constructor(
    private readonly changelog: ReadChangelog,
    private readonly surroundings: Surroundings,
  ) {
    surroundings.print('{"version":1,"repositories":[');
  }

  add(planned: Planned): void {
    const described =
      'plan' in planned ? describePlan(planned.plan, planned.meaning, this.changelog) : describeError(planned.error);
    const text = JSON.stringify({ name: planned.name, ...described }, undefined, 2);
    this.surroundings.print(`${this.count === 0 ? '' : ','}${text}`);
    this.count += 1;
  }

  end(): void {
    this.surroundings.print(']}');
  }
}

/** A plan as plain data, with what it means, and for each file why it would change. */
function describePlan(plan: Plan, meaning: readonly Sentence[], changelog: ReadChangelog): object {
  const why = new Map(plan.changes.map((change): [string, Cause | undefined] => [change.path, causeOf(change, plan)]));
  const json = planToJson(plan);
  return {
    ...json,
    upgrade: tryUpgrade(plan, changelog) ?? null,
    meaning: meaning.map((sentence) => ({ ...sentence, risk: sentence.level === 'risk' })),
    files: json.files.map((file) => ({ ...file, why: why.get(file.path) ?? null })),
  };
}
