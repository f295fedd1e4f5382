import type { Node } from './hcl/node';
import { asFlag, asNumber, asText } from './tenant';

/** What a variable may be. `any` also stands for what this reader does not know. */
export type Type =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly of: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | {
      readonly kind: 'object';
      readonly fields: ReadonlyMap<string, { readonly type: Type; readonly optional: boolean }>;
    };

export interface TypeFault {
  readonly start: number;
  readonly expected: string;
  readonly found: string;
  readonly fix: string;
  /** Whether it is a part of the value that is wrong. */
  readonly inside: boolean;
}

const ANY: Type = { kind: 'any' };
const SCALARS = ['string', 'number', 'bool'] as const;

/** The type that a constraint in a `variable` block means; quoted ones are of Terraform 0.11. */
export function readType(node: Node): Type {
  const name = node.kind === 'reference' ? node.path : asText(node);
  const scalar = SCALARS.find((kind) => kind === name);
  if (scalar) return { kind: scalar };
  if (name === 'list' || name === 'set') return { kind: 'list', of: ANY };
  if (name === 'map') return { kind: 'map', of: ANY };
  if (node.kind !== 'call') return ANY;
  const [argument] = node.items;
  if (!argument) return ANY;
  if (node.name === 'list' || node.name === 'set') return { kind: 'list', of: readType(argument) };
  if (node.name === 'map') return { kind: 'map', of: readType(argument) };
  if (node.name === 'tuple' && argument.kind === 'list') return { kind: 'tuple', items: argument.items.map(readType) };
  if (node.name !== 'object' || argument.kind !== 'object') return ANY;
  return {
    kind: 'object',
    fields: new Map(argument.entries.map(({ name: key, value }) => [key ?? '', readField(value)])),
  };
}

function readField(node: Node): { type: Type; optional: boolean } {
  const [inner] = node.kind === 'call' && node.name === 'optional' ? node.items : [];
  return inner ? { type: readType(inner), optional: true } : { type: readType(node), optional: false };
}

/** Why Terraform could not turn a value into a type; undefined where it could, and where an expression cannot be looked at. */
export function typeFault(node: Node, type: Type, inside = false): TypeFault | undefined {
  if (type.kind === 'any' || node.kind === 'null') return undefined;
  if (node.kind === 'expression' || node.kind === 'reference' || node.kind === 'call') return undefined;
  if (type.kind === 'list' || type.kind === 'tuple') return listFault(node, type, inside);
  if (type.kind === 'map' || type.kind === 'object') return objectFault(node, type, inside);
  const fits = { string: asText, number: asNumber, bool: asFlag }[type.kind](node) !== undefined;
  return fits ? undefined : fault(node, type, inside);
}

function listFault(
  node: Node,
  type: Extract<Type, { kind: 'list' | 'tuple' }>,
  inside: boolean,
): TypeFault | undefined {
  if (node.kind !== 'list') return fault(node, type, inside);
  if (type.kind === 'tuple' && type.items.length !== node.items.length) return fault(node, type, inside);
  for (const [i, item] of node.items.entries()) {
    const found = typeFault(item, type.kind === 'list' ? type.of : (type.items[i] ?? ANY), true);
    if (found) return found;
  }
  return undefined;
}

function objectFault(
  node: Node,
  type: Extract<Type, { kind: 'map' | 'object' }>,
  inside: boolean,
): TypeFault | undefined {
  if (node.kind !== 'object') return fault(node, type, inside);
  for (const { name, value } of node.entries) {
    const found = typeFault(value, type.kind === 'map' ? type.of : (type.fields.get(name ?? '')?.type ?? ANY), true);
    if (found) return found;
  }
  if (type.kind === 'map' || node.entries.some(({ name }) => name === undefined)) return undefined;
  const missing = [...type.fields].find(
    ([key, { optional }]) => !optional && !node.entries.some(({ name }) => name === key),
  );
  if (!missing) return undefined;
  const { start } = node;
  return { start, expected: 'an object', found: `one without "${missing[0]}"`, fix: `${missing[0]} = …`, inside };
}

const EXAMPLES = {
  string: { name: 'text', example: '"text"' },
  number: { name: 'a number', example: '2' },
  bool: { name: 'a flag', example: 'true or false' },
  any: { name: 'anything', example: '"text"' },
  list: { name: 'a list', example: '["text"]' },
  tuple: { name: 'a list of fixed length', example: '["text", 2]' },
  map: { name: 'a map', example: '{ Project = "text" }' },
  object: { name: 'an object', example: '{ name = "text" }' },
} as const;

const FOUND: Partial<Record<Node['kind'], string>> = {
  ...{ text: 'text', number: 'a number', flag: 'a flag', list: 'a list', object: 'an object' },
};

function fault(node: Node, { kind }: Type, inside: boolean): TypeFault {
  const found = FOUND[node.kind] ?? node.kind;
  return { start: node.start, expected: EXAMPLES[kind].name, found, fix: EXAMPLES[kind].example, inside };
}
