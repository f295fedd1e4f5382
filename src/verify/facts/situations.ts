import { expressionsIn, functionsOf, referencesOf, type Expression } from '../read/expression';
import type { Job } from '../read/model';
import type { Repository } from '../read/repository';
import { evaluate, truthy, type Known } from './conditions';
import { domainOf, eventsOf, literalsFor } from './domains';
import { partsOf } from './types';

/** What may start a job, and with which inputs. */
export interface Situation {
  readonly event: string;
  readonly values: ReadonlyMap<string, Known>;
}

const MOST = 600;

/** Text stands before, between or after the braces of a condition. */
export function isMixed(condition: string): boolean {
  const spots = expressionsIn(condition);
  if (spots.length === 0) return false;
  const outside = condition.replace(/\$\{\{(?:'(?:[^']|'')*'|[^'}]|\}(?!\}))*\}\}/g, '');
  return outside.trim() !== '' || (condition.endsWith('\n') && !/^\s*\$\{\{/.test(condition));
}

/** What a condition comes to in every situation; undefined where that differs, or is not known. */
export function outcomeOf(repository: Repository, job: Job, condition: Expression | undefined): boolean | undefined {
  if (condition === undefined) return undefined;
  if (condition.kind === 'literal') return condition.value === false ? false : undefined;
  if (functionsOf(condition).length === 0 && referencesOf(condition).length === 0)
    return truthy(evaluate(condition, () => undefined) ?? true);
  const outcomes = new Set(
    situationsOf(repository, job, [condition]).map((situation) => holdsIn(condition, situation)),
  );
  if (outcomes.size !== 1) return undefined;
  const [only] = outcomes;
  // "main" asked for once more, where only main starts it, is careful and no defect.
  if (only === true && !holdsAnyway(job, condition)) return undefined;
  // A condition on how others ended, or on nothing that is compared, is not meant to be constant.
  return only === true &&
    (functionsOf(condition).length > 0 || !partsOf(condition).some(({ kind }) => kind === 'compare'))
    ? undefined
    : only;
}

/** Whether a condition holds whatever the event, the ref and the inputs are. */
function holdsAnyway(job: Job, condition: Expression): boolean {
  return combinations([condition], (name, compared) => {
    const free = /^github\.(event_name|ref|ref_name)$|inputs\./.test(name);
    return free ? literalsFor(name, compared) : domainOf(name, '*', undefined, job, compared);
  }).every((values) => holdsIn(condition, { event: '*', values }) === true);
}

type Domain = (name: string, compared: readonly Expression[]) => readonly Known[] | undefined;

/** Every combination of values that conditions can tell apart; what would be too many stays unknown. */
function combinations(conditions: readonly Expression[], domain: Domain): Map<string, Known>[] {
  const names = new Set(conditions.flatMap((each) => referencesOf(each).map((path) => path.join('.').toLowerCase())));
  const compared = conditions.flatMap(partsOf);
  let all: Map<string, Known>[] = [new Map<string, Known>()];
  for (const name of names) {
    const values = domain(name, compared);
    if (values === undefined || all.length * values.length > MOST) continue;
    all = all.flatMap((each) => values.map((value) => new Map([...each, [name, value] as const])));
  }
  return all;
}

export function holdsIn(condition: Expression, { values }: Situation): boolean | undefined {
  const value = evaluate(
    condition,
    (path) => values.get(path.join('.').toLowerCase()),
    (name) => (name === 'always' ? true : undefined),
  );
  return value === undefined ? undefined : truthy(value);
}

/** All situations that conditions can tell apart: each event with its refs, each choice, each literal they name. */
export function situationsOf(repository: Repository, job: Job, conditions: readonly Expression[]): Situation[] {
  return eventsOf(repository, job.workflow).flatMap(({ event, refs }) => {
    const all = combinations(conditions, (name, compared) => domainOf(name, event, refs, job, compared));
    return all.map((values) => ({ event, values }));
  });
}
