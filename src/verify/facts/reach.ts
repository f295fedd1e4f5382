import { parseExpression, type Expression } from '../read/expression';
import type { Job, Workflow } from '../read/model';
import { textAt } from '../read/tree';
import { assumptionOf } from './credentials';
import { effectsOf, type Effect } from './effects';
import { remember } from './remember';
import { environmentStages, stagesIn, type Stage } from './stages';
import { expandVariables, possibleTexts, possibleValues, type Scope } from './values';

/** Stages that a job acts on, by the strongest evidence there is: environment, role, names, commands. */
export const stagesOf = remember((repository, job: Job): Stage[] => {
  const scope: Scope = { repository, job };
  const environment = job.environment && possibleTexts(job.environment.text, scope).flatMap(environmentStages);
  if (environment !== undefined && environment.length > 0) return allowed(unique(environment), job, scope);
  const effects = effectsOf(repository, job);
  const steps = repository.stepsOf(job);
  const roles = steps.flatMap((step) => {
    const role = assumptionOf(step)?.role;
    return role === undefined ? [] : possibleTexts(role.text, { ...scope, step }).flatMap(stagesIn);
  });
  const commands = effects.flatMap(({ call, step }) => {
    return call === undefined
      ? []
      : possibleTexts(expandVariables(call.text, { ...scope, step }), scope).flatMap(stagesIn);
  });
  const named = stagesIn(`${job.id} ${job.name}`);
  const file = stagesIn(`${job.workflow.source.path.replace(/^.*\//, '')} ${textAt(job.workflow.tree, 'name') ?? ''}`);
  const found = [commands, roles, named, effects.length > 0 ? file : []].find((stages) => stages.length > 0) ?? [];
  return allowed(unique(found), job, scope);
});

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Stages that the condition of the job leaves: `if: inputs.environment == 'dev'` and its kind. */
function allowed(stages: Stage[], job: Job, scope: Scope): Stage[] {
  const condition = parseExpression((job.condition?.text ?? '').replace(/^\s*\$\{\{|\}\}\s*$/g, ''));
  return condition === undefined ? stages : stages.filter((stage) => permits(condition, stage, scope) !== false);
}

/** Whether a condition can hold for a stage: false where it cannot, undefined where it does not say. */
function permits(condition: Expression, stage: Stage, scope: Scope): boolean | undefined {
  if (condition.kind === 'logic') {
    const all = condition.of.map((each) => permits(each, stage, scope));
    if (condition.operator === '&&') return all.includes(false) ? false : undefined;
    return all.every((each) => each === false) ? false : undefined;
  }
  if (condition.kind !== 'compare' || !/^[!=]=$/.test(condition.operator)) return undefined;
  const [reference, literal] =
    condition.left.kind === 'literal' ? [condition.right, condition.left] : [condition.left, condition.right];
  if (literal.kind !== 'literal' || typeof literal.value !== 'string' || !/env|stage/i.test(JSON.stringify(reference)))
    return undefined;
  const known = possibleValues(reference, scope)?.flatMap(environmentStages) ?? [];
  const [named] = environmentStages(literal.value);
  if (named === undefined || (known.length > 0 && !known.includes(named))) return undefined;
  return condition.operator === '==' ? named === stage : named !== stage;
}

/** A job that changes an environment, and how. */
export interface Deployment {
  readonly job: Job;
  readonly effects: readonly Effect[];
  readonly stages: readonly Stage[];
}

/** All jobs of a workflow that change an environment by steps of their own. */
export const deploymentsOf = remember((repository, workflow: Workflow): Deployment[] => {
  return workflow.jobs.flatMap((job) => {
    const effects = effectsOf(repository, job);
    return effects.length === 0 ? [] : [{ job, effects, stages: stagesOf(repository, job) }];
  });
});

/** Whether a job goes back to an earlier version. */
export function isRollback(job: Job): boolean {
  return /roll[-_ ]?(back|s? ?back)|revert|restore/i.test(`${job.id} ${job.name}`);
}
