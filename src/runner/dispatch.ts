/** Inputs of a workflow that is started by hand. Source: docs.github.com, "Workflow syntax", on.workflow_dispatch.inputs. */
import { child, entries, items, plainText, type Token } from './token';
import { toTable, type Value } from './value';

export interface DispatchInputs {
  /** The `inputs` context: booleans are booleans, all else is text. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** `github.event.inputs`: all is text. */
  readonly texts: Readonly<Record<string, string>>;
  /** What GitHub answers with status 422. */
  readonly errors: readonly string[];
}

interface Input {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly preset: string | undefined;
  readonly options: readonly string[];
}

/** Reads what was given by hand against what the workflow declares. */
export function dispatchInputs(root: Token, given: Value): DispatchInputs {
  const declared = entries(child(root, 'on', 'workflow_dispatch', 'inputs')).map(([name, spec]) => toInput(name, spec));
  const values = Object.entries(toTable(given));
  const known = (name: string): boolean => declared.some((input) => input.name.toLowerCase() === name.toLowerCase());
  const unknown = values.filter(([name]) => !known(name)).map(([name]) => name);
  const errors = unknown.length === 0 ? [] : [`Unexpected inputs provided: ${unknown.join(', ')}`];
  const inputs: Record<string, Value> = {};
  const texts: Record<string, string> = {};
  for (const input of declared) {
    const value = values.find(([name]) => name.toLowerCase() === input.name.toLowerCase())?.[1];
    const text =
      value === null || value === undefined
        ? undefined
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
    errors.push(...checkInput(input, text));
    const final = text ?? input.preset ?? (input.type === 'boolean' ? 'false' : '');
    texts[input.name] = final;
    inputs[input.name] = input.type === 'boolean' ? final === 'true' : final;
  }
  return { inputs, texts, errors };
}

function toInput(name: string, spec: Token): Input {
  return {
    name,
    type: plainText(child(spec, 'type')) ?? 'string',
    required: plainText(child(spec, 'required')) === 'true',
    preset: plainText(child(spec, 'default')),
    options: items(child(spec, 'options')).map((option) => plainText(option) ?? ''),
  };
}

function checkInput({ name, type, required, preset, options }: Input, text: string | undefined): string[] {
  if (text === undefined || text === '')
    return required && (preset === undefined || text === '') ? [`Required input '${name}' not provided`] : [];
  if (type === 'choice' && !options.includes(text))
    return [`Provided value '${text}' for input '${name}' not in the list of allowed values`];
  if (type === 'boolean' && text !== 'true' && text !== 'false')
    return [`Provided value '${text}' for input '${name}' is not a boolean`];
  if (type === 'number' && Number.isNaN(Number(text)))
    return [`Provided value '${text}' for input '${name}' is not a number`];
  return [];
}
