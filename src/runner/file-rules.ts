/**
 * What GitHub refuses in a workflow file and its published parser does not: rules of the service, from
 * github.com/actions/runner src/Sdk/WorkflowParser and the pages named beside each.
 */
import { MappingToken, NumberToken, StringToken, type EventsConfig } from '#github-language';
import { resolveValue } from './evaluate';
import { reasonOf } from './failure';
import { expandMatrix } from './matrix';
import { child, entries, isDynamic, items, place, plainText, type Token } from './token';

/** Problems, each with its place in the file. */
export function checkFile(root: Token, events: EventsConfig): string[] {
  const jobs = entries(child(root, 'jobs'));
  return [
    ...checkDispatch(child(root, 'on', 'workflow_dispatch', 'inputs'), events),
    ...checkConcurrency(child(root, 'concurrency')),
    ...checkFilters(child(root, 'on')),
    ...jobs.flatMap(([id, job]) => [
      ...checkSteps(id, job),
      ...checkMatrix(child(job, 'strategy', 'matrix')),
      ...checkConcurrency(child(job, 'concurrency')),
      ...items(child(job, 'steps')).flatMap((step) => checkUses(child(step, 'uses'))),
      ...checkCall(id, job),
    ]),
  ];
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs */
function checkDispatch(inputs: Token | undefined, events: EventsConfig): string[] {
  const named = entries(inputs);
  const many = named.length > 25 ? [`${place(inputs)}at most 25 inputs are possible, not ${named.length}.`] : [];
  return [
    ...many,
    ...named.flatMap(([name, spec]) => {
      const given = child(spec, 'default');
      const type = plainText(child(spec, 'type'));
      const options = events.workflow_dispatch?.inputs?.[name]?.options ?? [];
      const text = plainText(given);
      if (text === undefined) return [];
      if (type === 'choice' && !options.includes(text))
        return [
          `${place(given)}the default "${text}" of input "${name}" is none of its options ${options.join(', ')}.`,
        ];
      if (type === 'number' && !(given instanceof NumberToken) && Number.isNaN(Number(text)))
        return [`${place(given)}the default "${text}" of input "${name}" is no number.`];
      return [];
    }),
  ];
}

/** docs.github.com, Workflow syntax: a filter and its opposite exclude each other. */
function checkFilters(on: Token | undefined): string[] {
  return entries(on).flatMap(([event, filters]) =>
    ['branches', 'tags', 'paths'].flatMap((kind) => {
      const both = child(filters, kind) !== undefined && child(filters, `${kind}-ignore`) !== undefined;
      return both ? [`${place(filters)}you may only define one of ${kind} and ${kind}-ignore for ${event}.`] : [];
    }),
  );
}

/** WorkflowTemplateConverter.cs: a job without steps, and without a workflow to call, does nothing. */
function checkSteps(id: string, job: Token): string[] {
  if (child(job, 'uses') !== undefined || items(child(job, 'steps')).length > 0) return [];
  return [`${place(job)}job "${id}": No steps defined in \`steps\` and no workflow called in \`uses\`.`];
}

/** MatrixBuilder.cs, ConvertToStrategy: what can be seen in the file is refused when it is read. */
function checkMatrix(matrix: Token | undefined): string[] {
  if (!(matrix instanceof MappingToken)) return [];
  const vectors = entries(matrix).filter(([key]) => key !== 'include' && key !== 'exclude');
  const include = child(matrix, 'include');
  const empty = vectors.filter(([, vector]) => !isDynamic(vector) && items(vector).length === 0);
  const none = vectors.length === 0 && !isDynamic(include) && items(include).length === 0;
  const found = [
    ...empty.map(([name, vector]) => `${place(vector)}Matrix vector '${name}' does not contain any values`),
    ...(none ? [`${place(matrix)}Matrix must define at least one vector`] : []),
  ];
  return found.length > 0 || isDynamic(matrix) ? found : checkLegs(matrix);
}

function checkLegs(matrix: Token): string[] {
  try {
    expandMatrix(resolveValue(matrix, { contexts: {} }));
    return [];
  } catch (error) {
    return [`${place(matrix)}${reasonOf(error)}`];
  }
}

/** A queue of many and cancelling what runs exclude each other (changelog of 2026-05-07). */
function checkConcurrency(concurrency: Token | undefined): string[] {
  const cancels = plainText(child(concurrency, 'cancel-in-progress'));
  if (plainText(child(concurrency, 'queue')) !== 'max' || cancels !== 'true') return [];
  return [`${place(concurrency)}queue: max cannot be combined with cancel-in-progress: true.`];
}

/** WorkflowTemplateConverter.cs, ConvertToStep. */
function checkUses(uses: Token | undefined): string[] {
  if (!(uses instanceof StringToken)) return [];
  const { value } = uses;
  if (/^(docker:\/\/|\.\/|\.\\|\$\/)/.test(value)) return [];
  const [path = '', ref = '', ...more] = value.split('@');
  const segments = path.split(/[\\/]/).filter((segment) => segment !== '');
  if (segments.length >= 2 && ref !== '' && more.length === 0) return [];
  return [`${place(uses)}Expected format {org}/{repo}[/path]@ref. Actual '${value}'`];
}

/** https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#calling-a-reusable-workflow */
function checkCall(id: string, job: Token): string[] {
  const uses = child(job, 'uses');
  const path = plainText(uses);
  if (path === undefined) return [];
  const own = /^[.$]\/\.github\/workflows\/[^/@]+\.ya?ml$/.test(path);
  const other = /^[^/@.]+[^/@]*\/[^/@]+\/\.github\/workflows\/[^/@]+\.ya?ml@.+$/.test(path);
  if (own || other) return [];
  return [`${place(uses)}job "${id}": invalid value workflow reference "${path}".`];
}
