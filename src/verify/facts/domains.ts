import type { Expression } from '../read/expression';
import type { Job, Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { entryOf, textsOf, type Entry } from '../read/tree';
import type { Known } from './conditions';
import { inputOf } from './values';

const RESULTS: readonly Known[] = ['success', 'failure', 'cancelled', 'skipped'];
/** Any text that a condition does not name. */
const OTHER = '\u0001other';

/** Values that a reference may have when an event starts the workflow; undefined where they are not known. */
export function domainOf(
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
export function literalsFor(name: string, compared: readonly Expression[]): readonly Known[] | undefined {
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

/** What may start a workflow, its callers included, and on which refs. */
export function eventsOf(
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
