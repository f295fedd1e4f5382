import { parse } from 'yaml';
import { fieldOf } from '../github/answered';

/** What a workflow sees of an action, as its action.yml says. */
export interface ActionInterface {
  /** `node24`, `composite`, `docker`. */
  readonly runtime: string;
  /** `required` where there is no default either. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
}

/** Reads an action.yml. Throws when it is none. */
export function readInterface(text: string): ActionInterface {
  const action: unknown = parse(text);
  const runtime = fieldOf(action, 'runs', 'using');
  if (typeof runtime !== 'string') throw new Error('its action.yml has no runs.using');
  const inputs = entriesOf(fieldOf(action, 'inputs')).map(([name, input]): [string, string] => {
    const required = String(fieldOf(input, 'required')) === 'true' && fieldOf(input, 'default') === undefined;
    return [name, required ? 'required' : 'optional'];
  });
  const outputs = entriesOf(fieldOf(action, 'outputs')).map(([name]) => name);
  return { runtime, inputs: Object.fromEntries(inputs), outputs };
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** What differs between two versions of an action, in clauses for people; empty when nothing that a workflow sees does. */
export function interfaceChanges(before: ActionInterface, after: ActionInterface): string[] {
  const names = { before: Object.keys(before.inputs), after: Object.keys(after.inputs) };
  const required = names.after.filter(
    (name) => after.inputs[name] === 'required' && before.inputs[name] !== 'required',
  );
  const clause = (what: string, found: readonly string[]) =>
    found.length === 0 ? [] : [`${what} ${found.join(', ')}`];
  return [
    ...clause('needs input', required),
    ...clause('no longer has input', without(names.before, names.after)),
    ...clause('has the new input', without(without(names.after, names.before), required)),
    ...clause('no longer has output', without(before.outputs, after.outputs)),
    ...clause('has the new output', without(after.outputs, before.outputs)),
    ...(before.runtime === after.runtime ? [] : [`runs on ${after.runtime} instead of ${before.runtime}`]),
  ];
}

function without(all: readonly string[], some: readonly string[]): string[] {
  return all.filter((one) => !some.includes(one));
}
