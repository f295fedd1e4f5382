import { planHasChanges, renderPlan } from '../managed';
import { causeOf } from './meaning/cause';
import type { Planned, PlanView } from './plan';
import { Groups } from './plan-groups';
import { sentencesText } from './sentences-text';
import type { Surroundings } from './surroundings';
import { Upgrades } from './upgrade';

/** Plans for people: each repository with what it means, risks first; at the end what several have in common. */
export class TextOutput {
  private readonly groups = new Groups();
  private readonly upgrades: Upgrades;

  constructor(
    private readonly count: number,
    private readonly view: PlanView,
    private readonly surroundings: Surroundings,
  ) {
    this.upgrades = new Upgrades(view.changelog);
  }

  add(planned: Planned): void {
    const { print, printError } = this.surroundings;
    this.groups.add(planned);
    if ('plan' in planned) this.upgrades.add(planned.name, planned.plan);
    if ('error' in planned) printError(`${planned.name}: ${planned.error.message}`);
    else if (!this.view.summary && (this.count === 1 || planHasChanges(planned.plan))) print(this.repository(planned));
  }

  end(): void {
    const text =
      this.count > 1 || this.view.summary ? this.groups.text(this.view.summary, this.surroundings.color) : '';
    if (text !== '') this.surroundings.print(text);
    this.upgrades.print(this.surroundings);
  }

  private repository({ name, plan, meaning }: Extract<Planned, { plan: unknown }>): string {
    const { color } = this.surroundings;
    const files = renderPlan(plan, {
      color,
      diffs: this.view.diff,
      why: (change) => (change.kind === 'update' ? causeOf(change, plan)?.text : undefined),
    });
    const told = sentencesText(meaning, color);
    const text = told === '' ? files : `${told}\n\n${files}`;
    return this.count === 1 ? text : `${name}\n${text}\n`;
  }
}
