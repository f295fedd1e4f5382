import { parseExpression, expressionsIn, type Expression } from '../read/expression';
import { jobOf, sourceOf, valueOf, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Link } from '../rule';
import { stepsIn } from './graph';

/** Where text comes from that a stranger or a person typed. */
export interface Taint {
  readonly says: string;
  readonly chain: readonly Link[];
}

const STRANGERS =
  /^github\.(head_ref|event\.(issue|pull_request|discussion|comment|review|review_comment|milestone)\.(title|body)|event\.pull_request\.head\.(ref|label|repo\.(default_branch|description|homepage))|event\.(head_commit|commits\.\*)\.(message|author\.(name|email)|committer\.(name|email))|event\.workflow_run\.(head_branch|display_title|head_commit\.(message|author\.(name|email)))|event\.pages\.\*\.page_name|event\.client_payload(\..*)?|event\.release\.(name|body)|event\.label\.(name|description))$/;
const DEEPEST = 6;

/** What makes the result of an expression dangerous; undefined where nothing does. */
export function taintOf(
  expression: Expression | undefined,
  repository: Repository,
  step: Step,
  depth = 0,
): Taint | undefined {
  if (expression === undefined || depth > DEEPEST) return undefined;
  const first = (of: readonly Expression[]): Taint | undefined => {
    return of.map((each) => taintOf(each, repository, step, depth)).find((taint) => taint !== undefined);
  };
  switch (expression.kind) {
    case 'reference':
      return referenceTaint(expression.path, repository, step, depth);
    case 'logic':
      // The left side of "&&" is a value of this only where it is empty.
      return first(expression.operator === '&&' ? expression.of.slice(-1) : expression.of);
    case 'call':
      return /^(contains|startswith|endswith|hashfiles)$/.test(expression.name) ? undefined : first(expression.of);
    default:
      return undefined;
  }
}

function referenceTaint(path: readonly string[], repository: Repository, step: Step, depth: number): Taint | undefined {
  const name = path.join('.').replace(/\.\d+(?=\.|$)/g, '.*');
  if (STRANGERS.test(name))
    return {
      says: 'whoever writes that text',
      chain: [link(sourceOf(step.owner), step.place, `${name} is written by others`)],
    };
  const [context, second = '', third = '', fourth = ''] = path;
  if (context === 'inputs') return inputTaint(second, repository, step, depth);
  if (context === 'github' && second === 'event' && third === 'inputs')
    return inputTaint(fourth, repository, step, depth);
  return context === 'env' ? environmentTaint(second, repository, step, depth) : undefined;
}

/** A dispatch takes any text unless it offers a choice; an input that is passed on is what its callers pass. */
function inputTaint(name: string, repository: Repository, step: Step, depth: number): Taint | undefined {
  const { owner } = step;
  if (owner.kind === 'action')
    return passedTaint(
      stepsIn(repository).filter((each) => repository.actionOf(each) === owner),
      name,
      repository,
      depth,
    );
  const { workflow } = owner;
  const typed = workflow.dispatchInputs.find((input) => input.name.toLowerCase() === name.toLowerCase());
  if (typed !== undefined && typed.type === 'string') {
    return {
      says: 'whoever starts the workflow',
      chain: [link(workflow.source, typed, `input "${name}" takes any text`)],
    };
  }
  const callers = repository.callersOf(workflow).flatMap((job) => asStep(job));
  return workflow.callInputs.some((input) => input.name === name)
    ? passedTaint(callers, name, repository, depth)
    : undefined;
}

/** A job that calls a workflow gives inputs as a step does. */
function asStep(job: Job): Step[] {
  const { tree, place, name, env, with: given } = job;
  return [{ owner: job, tree, place, name, env, with: given, commands: [] }];
}

function passedTaint(givers: readonly Step[], name: string, repository: Repository, depth: number): Taint | undefined {
  for (const giver of givers) {
    const given = valueOf(giver.with, name);
    for (const { text } of expressionsIn(given?.text ?? '')) {
      const taint = taintOf(parseExpression(text), repository, giver, depth + 1);
      if (taint !== undefined && given !== undefined)
        return { ...taint, chain: [...taint.chain, link(sourceOf(giver.owner), given, `is passed on as "${name}"`)] };
    }
  }
  return undefined;
}

function environmentTaint(name: string, repository: Repository, step: Step, depth: number): Taint | undefined {
  const job = jobOf(step);
  const found = [step.env, job?.env ?? [], job?.workflow.env ?? []]
    .map((entries) => valueOf(entries, name))
    .find((value) => value !== undefined);
  if (found === undefined) return undefined;
  for (const { text } of expressionsIn(found.text)) {
    const taint = taintOf(parseExpression(text), repository, step, depth + 1);
    if (taint !== undefined)
      return { ...taint, chain: [...taint.chain, link(sourceOf(step.owner), found, `is kept as env.${name}`)] };
  }
  return undefined;
}
