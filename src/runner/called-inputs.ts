/** Inputs and secrets of a called workflow: WorkflowTemplateConverter.cs, ConvertToWorkflowJobInputs and …Secrets. */
import { resolveValue, type Scope } from './evaluate';
import { child, entries, isDynamic, place, plainText, type Token } from './token';
import { asText, type Value } from './value';

/** Definitions of a called workflow. */
export interface CallSurface {
  readonly inputs: readonly (readonly [string, Token])[];
  readonly secrets: readonly (readonly [string, Token])[];
  readonly outputs: Token | undefined;
}

/** What `on.workflow_call` declares; undefined where a workflow cannot be called. */
export function callSurface(root: Token, callable: boolean): CallSurface | undefined {
  if (!callable) return undefined;
  const call = child(root, 'on', 'workflow_call');
  return {
    inputs: entries(child(call, 'inputs')),
    secrets: entries(child(call, 'secrets')),
    outputs: child(call, 'outputs'),
  };
}

/** Problems of a call that can be seen in the files alone. */
export function checkCallValues(job: Token, surface: CallSurface): string[] {
  const given = entries(child(job, 'with'));
  const uses = child(job, 'uses');
  const has = (list: readonly (readonly [string, Token])[], name: string): boolean =>
    list.some(([known]) => known.toLowerCase() === name.toLowerCase());
  const inputs = surface.inputs.flatMap(([name, spec]) => {
    const type = plainText(child(spec, 'type')) ?? 'string';
    const values = [child(spec, 'default'), given.find(([known]) => has([[known, spec]], name))?.[1]];
    const wrong = values.flatMap((value) => (isDynamic(value) ? [] : checkType(name, type, value)));
    const missing = isRequired(spec) && !has(given, name);
    return [...wrong, ...(missing ? [`${place(uses)}Input ${name} is required, but not provided while calling.`] : [])];
  });
  const unknown = given.filter(([name]) => !has(surface.inputs, name));
  return [
    ...inputs,
    ...unknown.map(
      ([name, value]) => `${place(value)}Invalid input, ${name} is not defined in the referenced workflow.`,
    ),
    ...checkSecrets(job, surface, has),
  ];
}

function checkSecrets(
  job: Token,
  { secrets }: CallSurface,
  has: (list: readonly (readonly [string, Token])[], name: string) => boolean,
): string[] {
  const token = child(job, 'secrets');
  if (plainText(token) === 'inherit') return [];
  const given = entries(token);
  const missing = secrets.filter(([name, spec]) => isRequired(spec) && !has(given, name));
  const unknown = given.filter(([name]) => !has(secrets, name));
  const uses = child(job, 'uses');
  return [
    ...missing.map(([name]) => `${place(uses)}Secret ${name} is required, but not provided while calling.`),
    ...unknown.map(
      ([name, value]) => `${place(value)}Invalid secret, ${name} is not defined in the referenced workflow.`,
    ),
  ];
}

function isRequired(spec: Token): boolean {
  return plainText(child(spec, 'required')) === 'true';
}

/** A text is no boolean and no number, quoted or from an expression; texts take both. */
function checkType(name: string, type: string, value: Token | undefined): string[] {
  if (value === undefined) return [];
  return isOfType(type, resolveValue(value, { contexts: {} }))
    ? []
    : [`${place(value)}Unexpected value '${plainText(value) ?? ''}' for input ${name} of type ${type}.`];
}

function isOfType(type: string, value: Value): boolean {
  if (type === 'string') return typeof value !== 'object';
  return typeof value === type;
}

/** The `inputs` context of a called workflow. A value of the wrong type fails the call. */
export function callInputs(
  job: Token,
  surface: CallSurface,
  scopes: { caller: Scope; callee: Scope },
): Record<string, Value> {
  const given = entries(child(job, 'with'));
  const pairs = surface.inputs.map(([name, spec]) => {
    const type = plainText(child(spec, 'type')) ?? 'string';
    const token = given.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
    const preset = child(spec, 'default');
    const value = token === undefined ? resolveValue(preset, scopes.callee) : resolveValue(token, scopes.caller);
    if (token === undefined && preset === undefined) return [name, emptyOf(type)] as const;
    const plain = value === null || typeof value !== 'object';
    const converted = type === 'string' && plain ? asText(value) : value;
    if (isOfType(type, converted)) return [name, converted] as const;
    throw new Error(`Unexpected value '${asText(value)}' for input ${name} of type ${type}.`);
  });
  return Object.fromEntries(pairs);
}

function emptyOf(type: string): Value {
  return type === 'boolean' ? false : type === 'number' ? 0 : '';
}
