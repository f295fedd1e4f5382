import { expressionsIn, parseExpression, type Expression } from '../read/expression';
import { valueOf, type Input, type Job, type Step, type Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import type { Entry } from '../read/tree';

const MOST = 24;

/** What a step or a job can see: who asks, and in which repository. */
export interface Scope {
  readonly repository: Repository;
  readonly job: Job | undefined;
  readonly step?: Step;
  /** Jobs that were already asked, so that a circle of calls ends. */
  readonly asked?: readonly Job[];
}

/** All texts that a value may become, as far as the files tell. What they do not tell stays as it is written. */
export function possibleTexts(text: string, scope: Scope): string[] {
  let results = [text];
  for (const { text: inside } of expressionsIn(text)) {
    const values = possibleValues(parseExpression(inside), scope);
    if (values === undefined) continue;
    const written = new RegExp(`\\$\\{\\{\\s*${inside.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\}\\}`);
    results = results.flatMap((result) => values.map((value) => result.replace(written, () => value))).slice(0, MOST);
  }
  return results;
}

/** Values of an expression; undefined where they cannot be told. */
export function possibleValues(expression: Expression | undefined, scope: Scope): string[] | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === 'literal') return [String(expression.value ?? '')];
  if (expression.kind === 'reference') return referenced(expression.path, scope);
  if (expression.kind === 'logic' && expression.operator === '||') return either(expression.of, scope);
  if (expression.kind === 'logic') return possibleValues(expression.of.at(-1), scope);
  if (expression.kind === 'call' && expression.name === 'format') return formatted(expression.of, scope);
  return undefined;
}

function either(of: readonly Expression[], scope: Scope): string[] | undefined {
  const all = of.map((each) => possibleValues(each, scope));
  const known = all.flatMap((values) => values ?? []).filter((value) => value !== '' && value !== 'false');
  return known.length === 0 ? undefined : [...new Set(known)];
}

function formatted(of: readonly Expression[], scope: Scope): string[] | undefined {
  const [pattern, ...values] = of.map((each) => possibleValues(each, scope));
  return pattern?.flatMap((text) => {
    return values.reduce<string[]>(
      (texts, value, i) =>
        texts.flatMap((each) => (value ?? [`{${i}}`]).map((filled) => each.replaceAll(`{${i}}`, () => filled))),
      [text],
    );
  });
}

function referenced(path: readonly string[], scope: Scope): string[] | undefined {
  const [context, name = '', third = ''] = path;
  if (context === 'env') return environmentValue(name, scope);
  if (context === 'inputs') return inputValues(name, scope);
  if (context === 'github' && name === 'event' && third === 'inputs') return inputValues(path[3] ?? '', scope);
  if (context === 'matrix' && scope.job !== undefined) return matrixValues(path.slice(1), scope.job);
  return undefined;
}

/** A variable as the innermost `env` sets it. */
export function environmentValue(name: string, scope: Scope): string[] | undefined {
  const { step, job } = scope;
  const places: (readonly Entry[])[] = [step?.env ?? [], job?.env ?? [], job?.workflow.env ?? []];
  for (const [i, entries] of places.entries()) {
    const found = valueOf(entries, name);
    // A variable that is set from itself would be asked for ever.
    const outside = { ...scope, step: undefined, job: i === 0 ? job : job && { ...job, env: [] } };
    if (found !== undefined) return found.text.includes(`env.${name}`) ? undefined : possibleTexts(found.text, outside);
  }
  return undefined;
}

function inputValues(name: string, { job, repository, asked = [] }: Scope): string[] | undefined {
  if (job === undefined || asked.includes(job)) return undefined;
  const dispatched = job.workflow.dispatchInputs.find((input) => input.name === name);
  const called = job.workflow.callInputs.find((input) => input.name === name);
  const passed =
    called &&
    repository.callersOf(job.workflow).map((caller) => {
      const given = valueOf(caller.with, name)?.text ?? called.default?.text;
      return given === undefined ? [] : possibleTexts(given, { repository, job: caller, asked: [...asked, job] });
    });
  const values = [...(dispatched === undefined ? [] : choicesOf(dispatched)), ...(passed?.flat() ?? [])];
  return values.length === 0 ? undefined : [...new Set(values)].slice(0, MOST);
}

function choicesOf(input: Input): readonly string[] {
  if (input.type === 'choice') return input.options;
  if (input.type === 'boolean') return ['true', 'false'];
  // Free text is what its description asks people to type.
  const stages = input.description.match(/\b(dev|development|sit|uat|qa|staging|prod|production)\b/gi) ?? [];
  return /env|stage/i.test(input.name) && stages.length > 1 ? stages.map((stage) => stage.toLowerCase()) : [];
}

function matrixValues(path: readonly string[], job: Job): string[] | undefined {
  const matrix = job.tree.entries.find(({ key }) => key === 'strategy')?.value;
  const table = matrix?.kind === 'table' ? matrix.entries.find(({ key }) => key === 'matrix')?.value : undefined;
  if (table?.kind !== 'table') return undefined;
  const values = table.entries.flatMap(({ key, value }) => {
    if (value.kind !== 'list') return [];
    if (key === path[0]) return value.items.flatMap((item) => textOrField(item, path[1]));
    return key === 'include' ? value.items.flatMap((item) => textOrField(item, path[0])) : [];
  });
  return values.length === 0 ? undefined : values;
}

function textOrField(item: Entry['value'], field: string | undefined): string[] {
  if (item.kind === 'text') return [item.text];
  return item.kind === 'table' && field !== undefined ? [valueOf(item.entries, field)?.text ?? ''].filter(Boolean) : [];
}

/** An input by its name, of whichever way starts the workflow. */
export function inputOf(workflow: Workflow, name: string): Input | undefined {
  return [...workflow.dispatchInputs, ...workflow.callInputs].find(
    (input) => input.name.toLowerCase() === name.toLowerCase(),
  );
}

/** Shell variables of a command replaced by what `env` and earlier assignments give them. */
export function expandVariables(text: string, scope: Scope): string {
  return text.replace(/\$\{?([A-Za-z_]\w*)\}?/g, (whole, name: string) => {
    const values = environmentValue(name, scope);
    return values?.length === 1 ? (values[0] ?? whole) : (values?.join('|') ?? whole);
  });
}
