import { expressionsIn } from '../read/expression';
import { sourceOf, type Action, type Job, type Step, type Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import { allTexts, type Place, type Text, type Tree } from '../read/tree';

/** All jobs before a job, however far. A circle of `needs` ends where it closes. */
export function before(job: Job): Job[] {
  const found = new Set<Job>();
  const visit = (each: Job): void => {
    for (const { text } of each.needs) {
      const next = each.workflow.jobs.find(({ id }) => id.toLowerCase() === text.toLowerCase());
      if (next === undefined || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(job);
  return [...found];
}

export function after(job: Job): Job[] {
  return job.workflow.jobs.filter((each) => each !== job && before(each).includes(job));
}

export function jobsOf(repository: Repository): Job[] {
  return repository.workflows.flatMap(({ jobs }) => jobs);
}

/** Every step of all files, each where it is written. */
export function stepsIn(repository: Repository): Step[] {
  return [...jobsOf(repository).flatMap(({ steps }) => steps), ...repository.actions.flatMap(({ steps }) => steps)];
}

export interface Use {
  readonly text: string;
  readonly place: Place;
}

/** Every expression below a value; conditions count also without braces. */
export function expressionsBelow(source: Source, tree: Tree | undefined): Use[] {
  return allTexts(tree).flatMap((text) => {
    return expressionsIn(text.text).map(({ text: inside, offset }) => ({
      text: inside,
      place: source.placeIn(text, offset),
    }));
  });
}

/** Conditions of a job and its steps, or of the steps of an action. */
export function conditionsOf(owner: Job | Action): Text[] {
  const own = owner.kind === 'job' && owner.condition !== undefined ? [owner.condition] : [];
  return [...own, ...owner.steps.flatMap(({ condition }) => condition ?? [])];
}

const uses = new WeakMap<Job | Action, readonly Use[]>();

/** Every expression of a job, its condition included, each with its place. */
export function usesOf(owner: Job | Action): readonly Use[] {
  const known = uses.get(owner) ?? findUses(owner);
  uses.set(owner, known);
  return known;
}

function findUses(owner: Job | Action): readonly Use[] {
  const source = sourceOf(owner);
  const bare = conditionsOf(owner)
    .filter(({ text }) => !text.includes('${{'))
    .map(({ text, line, column }) => ({ text, place: { line, column } }));
  return [...bare, ...expressionsBelow(source, owner.tree)];
}

/** Whether only other workflows start this one. */
export function isOnlyCalled(workflow: Workflow): boolean {
  return workflow.triggers.length > 0 && workflow.triggers.every(({ key }) => key === 'workflow_call');
}

export function hasTrigger(workflow: Workflow, ...names: readonly string[]): boolean {
  return workflow.triggers.some(({ key }) => names.includes(key));
}
