import { expressionsIn, functionsOf, referencesOf, type Expression } from '../read/expression';
import type { Job, Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { entryOf, textsOf, type Entry } from '../read/tree';
import { evaluate, truthy, type Known } from './conditions';
import { partsOf } from './types';
import { inputOf } from './values';

/** What may start a job, and with which inputs. */
export interface Situation {
  readonly event: string;
  readonly values: ReadonlyMap<string, Known>;
}

const RESULTS: readonly Known[] = ['success', 'failure', 'cancelled', 'skipped'];
const MOST = 600;
/** Any text that a condition does not name. */
const OTHER = '\u0001other';

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
  // A condition on how others ended, or on nothing that is compared, is not meant to be constant.
  return only === true &&
    (functionsOf(condition).length > 0 || !partsOf(condition).some(({ kind }) => kind === 'compare'))
    ? undefined
    : only;
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
  const names = [
    ...new Set(conditions.flatMap((each) => referencesOf(each).map((path) => path.join('.').toLowerCase()))),
  ];
  const compared = conditions.flatMap(partsOf);
  return eventsOf(repository, job.workflow).flatMap(({ event, refs }) => {
    let all: Map<string, Known>[] = [new Map<string, Known>()];
    for (const name of names) {
      const domain = domainOf(name, event, refs, job, compared);
      if (domain === undefined || all.length * domain.length > MOST) continue;
      all = all.flatMap((values) => domain.map((value) => new Map([...values, [name, value]])));
    }
    return all.map((values) => ({ event, values }));
  });
}

function domainOf(
  name: string,
  event: string,
  refs: readonly string[] | undefined,
  job: Job,
  compared: readonly Expression[],
): readonly Known[] | undefined {
  if (name === 'github.event_name') return event === '*' ? undefined : [event];
  if (name === 'github.ref') return refs;
  if (name === 'github.ref_name') return refs?.map((ref) => ref.replace(/^refs\/(heads|tags|pull)\//, ''));
  if (/^needs\.[^.]+\.result$|^steps\.[^.]+\.(outcome|conclusion)$/.test(name)) return RESULTS;
  const input = /^(github\.event\.)?inputs\.([^.]+)$/.exec(name);
  if (input?.[2] !== undefined) return inputDomain(input[2], event, input[1] !== undefined, job, compared, name);
  return /^(github\.(actor|repository|repository_owner|base_ref|head_ref|ref_type|triggering_actor)|vars\.|env\.|matrix\.|steps\.[^.]+\.outputs|needs\.[^.]+\.outputs|runner\.)/.test(
    name,
  )
    ? literalsFor(name, compared)
    : undefined;
}

function inputDomain(
  name: string,
  event: string,
  fromEvent: boolean,
  job: Job,
  compared: readonly Expression[],
  path: string,
): readonly Known[] | undefined {
  const input = inputOf(job.workflow, name);
  if (event !== 'workflow_dispatch' && event !== 'workflow_call' && event !== '*') return [fromEvent ? null : ''];
  if (input === undefined) return undefined;
  if (input.type === 'boolean') return fromEvent ? ['true', 'false'] : [true, false];
  if (input.type === 'choice') return input.options;
  return input.type === 'number' ? undefined : literalsFor(path, compared);
}

/** The texts that conditions compare something with, and any other. */
function literalsFor(name: string, compared: readonly Expression[]): readonly Known[] | undefined {
  const literals: Known[] = [OTHER, ''];
  for (const part of compared) {
    if (
      part.kind === 'call' &&
      part.of.some((each) => each.kind === 'reference' && each.path.join('.').toLowerCase() === name)
    )
      return undefined;
    if (part.kind !== 'compare') continue;
    const [reference, literal] = part.left.kind === 'reference' ? [part.left, part.right] : [part.right, part.left];
    if (reference.kind !== 'reference' || reference.path.join('.').toLowerCase() !== name) continue;
    if (literal.kind !== 'literal' || typeof literal.value !== 'string' || !/^[!=]=$/.test(part.operator))
      return undefined;
    literals.push(literal.value);
  }
  return [...new Set(literals)];
}

function eventsOf(
  repository: Repository,
  workflow: Workflow,
): { event: string; refs: readonly string[] | undefined }[] {
  const own = workflow.triggers
    .filter(({ key }) => key !== 'workflow_call')
    .map((trigger) => ({ event: trigger.key, refs: refsOf(trigger) }));
  if (own.length === workflow.triggers.length) return own;
  const callers = repository.callersOf(workflow);
  // Whoever else calls it brings events that are not known here.
  return callers.length === 0
    ? [...own, { event: '*', refs: undefined }]
    : [
        ...own,
        ...callers.flatMap((job) =>
          job.workflow.triggers.map(({ key }) => ({ event: key === 'workflow_call' ? '*' : key, refs: undefined })),
        ),
      ];
}

/** Refs that a trigger can bring; undefined where it can be any. */
function refsOf({ key, value }: Entry): readonly string[] | undefined {
  if (key === 'pull_request') return ['refs/pull/1/merge'];
  if (key !== 'push') return undefined;
  const [branches, tags] = [entryOf(value, 'branches'), entryOf(value, 'tags')];
  if (branches === undefined && tags === undefined) return undefined;
  const names = [
    ...textsOf(branches?.value).map(({ text }) => `refs/heads/${text}`),
    ...textsOf(tags?.value).map(({ text }) => `refs/tags/${text}`),
  ];
  const open = names.some((name) => name.startsWith('refs/heads/') && /[*?![\]+]/.test(name));
  return open ? undefined : names.map((name) => name.replace(/[*?[\]+]+/g, OTHER));
}
