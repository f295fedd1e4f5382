/** The `action.yml` of an action, by GitHub's parser. */
import { readFileSync } from 'node:fs';
import { convertActionTemplate, NoOperationTraceWriter, parseAction } from '#github-language';
import { resolveText, type Scope } from './evaluate';
import { child, entries, items, type Token } from './token';
import { toStep, type Step } from './workflow-file';

export interface ActionDefinition {
  readonly root: Token;
  /** `composite`, `node24`, `docker`. */
  readonly using: string;
  /** Steps of a composite action. */
  readonly steps: readonly Step[];
  /** Inputs with their definitions. */
  readonly inputs: readonly (readonly [string, Token])[];
}

export function readDefinition(path: string): ActionDefinition {
  const content = readFileSync(path, 'utf8');
  const { context, value } = parseAction({ name: path, content }, new NoOperationTraceWriter());
  const template = value && convertActionTemplate(context, value);
  const errors = context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || template === undefined || errors.length > 0)
    throw new Error(errors.join('\n') || `${path} is empty.`);
  const tokens = items(child(value, 'runs', 'steps'));
  for (const step of tokens)
    if (child(step, 'run') !== undefined && child(step, 'shell') === undefined)
      throw new Error(`${path}: Required property is missing: shell`);
  const converted = template.runs.using === 'composite' ? template.runs.steps : [];
  const steps = tokens.map((token, i) => toStep(token, converted[i]));
  return { root: value, using: template.runs.using, steps, inputs: entries(child(value, 'inputs')) };
}

/** Value of each declared input, given or by default; names are the same whatever their case. */
export function inputValues(
  { inputs }: ActionDefinition,
  given: Readonly<Record<string, string>>,
  scope: Scope,
): Record<string, string> {
  const values = inputs.map(([name, spec]) => {
    const found = Object.entries(given).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    const preset = child(spec, 'default');
    return [name, found ?? (preset === undefined ? '' : resolveText(preset, scope))] as const;
  });
  return Object.fromEntries(values);
}

/** What GitHub warns of; undefined where all inputs are declared. */
export function unexpectedInputs(
  { inputs }: ActionDefinition,
  given: Readonly<Record<string, string>>,
): string | undefined {
  const names = inputs.map(([name]) => name);
  const known = names.map((name) => name.toLowerCase());
  const unknown = Object.keys(given).filter((name) => !known.includes(name.toLowerCase()));
  if (unknown.length === 0) return undefined;
  return `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${names.join("', '")}']`;
}
