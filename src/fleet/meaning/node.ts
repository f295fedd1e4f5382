/** What a file says, without how it is written: order of keys, comments, quotes and line breaks are gone. */

export interface Leaf {
  readonly kind: 'leaf';
  readonly value: string;
}

export interface Group {
  readonly kind: 'group';
  readonly entries: ReadonlyMap<string, Node>;
}

/** Steps run one after another: the only list whose order means something to every reader. */
export interface Steps {
  readonly kind: 'steps';
  readonly items: readonly Group[];
}

export type Node = Leaf | Group | Steps;

export function leaf(value: string): Leaf {
  return { kind: 'leaf', value };
}

export function group(entries: Iterable<readonly [string, Node]>): Group {
  return { kind: 'group', entries: new Map(entries) };
}

/** Values of which each counts once, in whatever order. */
export function setOf(values: readonly string[]): Group {
  return group(values.map((value) => [value, leaf(value)]));
}

/** The node below these keys. */
export function below(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>(
    (found, key) => (found?.kind === 'group' ? found.entries.get(key) : undefined),
    node,
  );
}

/** The value below these keys; undefined where there is none, or more than one. */
export function valueBelow(node: Node | undefined, ...keys: readonly string[]): string | undefined {
  const found = below(node, ...keys);
  return found?.kind === 'leaf' ? found.value : undefined;
}

export function keysOf(node: Node | undefined): string[] {
  return node?.kind === 'group' ? [...node.entries.keys()] : [];
}

export function stepsOf(node: Node | undefined): readonly Group[] {
  return node?.kind === 'steps' ? node.items : [];
}

/** All that a node says, as one text: equal texts mean the same. */
export function wholeText(node: Node | undefined): string {
  if (node === undefined) return '';
  if (node.kind === 'leaf') return JSON.stringify(node.value);
  if (node.kind === 'steps') return `[${node.items.map(wholeText).join(',')}]`;
  const entries = [...node.entries].map(([key, value]) => `${JSON.stringify(key)}:${wholeText(value)}`);
  return `{${entries.sort().join(',')}}`;
}

export function same(a: Node | undefined, b: Node | undefined): boolean {
  return a === b || (a === undefined) === (b === undefined) && wholeText(a) === wholeText(b); // prettier-ignore
}

/** A group without some of its keys. */
export function without(node: Group, ...keys: readonly string[]): Group {
  return group([...node.entries].filter(([key]) => !keys.includes(key)));
}
