import type { Effect } from '../facts/effects';
import { before } from '../facts/graph';
import { deploymentsOf, type Deployment } from '../facts/reach';
import { valueOf } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Link, type Report, type Rule } from '../rule';

/** Options of `apply` whose value is the next word. */
const TAKES_VALUE = /^-(var|var-file|target|replace|lock-timeout|parallelism|state|state-out|backup|chdir)$/;

/** An apply that is not of a plan which somebody could read before. */
export const D05: Rule = {
  id: 'D05',
  title: 'Apply without the reviewed plan',
  severity: 'error',
  check(repository) {
    return repository.workflows.flatMap((workflow) =>
      deploymentsOf(repository, workflow).flatMap((each) => reportsFor(repository, each)),
    );
  },
};

function reportsFor(repository: Repository, deployment: Deployment): Report[] {
  return deployment.effects.flatMap((effect) => {
    if (effect.kind !== 'apply') return [];
    if (effect.call === undefined)
      return valueOf(effect.step.with, 'auto_approve')?.text === 'true' ? [report(effect, [])] : [];
    if (/ -refresh-only\b/.test(effect.call.text)) return [];
    const plan = planFile(effect.call.args);
    if (plan === undefined) return [report(effect, whereReviewed(repository, deployment))];
    const made = plannedHere(repository, deployment, effect, plan);
    return made === undefined ? [] : [report(effect, [made])];
  });
}

/** The plan that is applied: the one argument that is no option. */
function planFile(args: readonly string[]): string | undefined {
  const start = args.findIndex((arg) => arg === 'apply') + 1;
  const rest = args.slice(start);
  return rest.find((arg, i) => !arg.startsWith('-') && !TAKES_VALUE.test(rest[i - 1] ?? ''));
}

/** A plan that the same approved job makes: nobody has read it. */
function plannedHere(
  repository: Repository,
  { job, stages }: Deployment,
  effect: Effect,
  plan: string,
): Link | undefined {
  if (!stages.includes('prod') && !stages.includes('test')) return undefined;
  const name = plan.replace(/^.*\//, '');
  for (const step of repository.stepsOf(job)) {
    const call = repository.commandsOf(step).find(({ text }) => / plan\b.* -out[= ]/.test(text) && text.includes(name));
    if (call !== undefined)
      return link(effect.source, step.place, `the plan "${plan}" is made in the same job, after any approval`);
  }
  return undefined;
}

/** Plans of earlier jobs, which are not the one that is applied. */
function whereReviewed(repository: Repository, { job }: Deployment): Link[] {
  return before(job).flatMap((each) => {
    const planned = repository
      .stepsOf(each)
      .find((step) => repository.commandsOf(step).some(({ text }) => /^(terraform|tofu)\b.* plan\b/.test(text)));
    return planned === undefined
      ? []
      : [link(each.workflow.source, planned.place, `job "${each.id}" shows a plan that is not the one applied`)];
  });
}

function report(effect: Effect, chain: readonly Link[]): Report {
  const { source, place } = effect;
  return {
    ...{ source, place },
    message: 'What is applied is computed anew after the approval: it may be something that nobody has seen.',
    fix: 'Save the plan before the approval ("terraform plan -out=tfplan"), hand it over, and apply that file: "terraform apply tfplan".',
    chain: [...chain, link(source, place, effect.says)],
  };
}
