/** YAML as the rules read it: every key and value knows where it stands; aliases are replaced by what they name. */

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Text extends Place {
  readonly kind: 'text';
  readonly text: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** How its lines stand in the file. @default - on the line where it begins */
  readonly block?: { readonly style: 'literal' | 'folded'; readonly first: number };
}

export interface Entry extends Place {
  readonly key: string;
  readonly value: Tree;
}

export interface Table extends Place {
  readonly kind: 'table';
  readonly entries: readonly Entry[];
}

export interface List extends Place {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

export type Tree = Text | Table | List;

export function entriesOf(tree: Tree | undefined): readonly Entry[] {
  return tree?.kind === 'table' ? tree.entries : [];
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

export function entryOf(tree: Tree | undefined, key: string): Entry | undefined {
  return entriesOf(tree).find((entry) => entry.key === key);
}

/** The value below these keys. */
export function at(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  return keys.reduce((found: Tree | undefined, key) => entryOf(found, key)?.value, tree);
}

/** The text below these keys; undefined where there is something else, or nothing. */
export function textAt(tree: Tree | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(tree, ...keys);
  return found?.kind === 'text' && found.type !== 'null' ? found.text : undefined;
}

/** One text, or all texts of a list. */
export function textsOf(tree: Tree | undefined): readonly Text[] {
  if (tree?.kind === 'text') return tree.type === 'null' ? [] : [tree];
  return itemsOf(tree).filter((item): item is Text => item.kind === 'text');
}

/** Every text below, keys left out. */
export function allTexts(tree: Tree | undefined): Text[] {
  if (tree === undefined) return [];
  if (tree.kind === 'text') return [tree];
  return tree.kind === 'list' ? tree.items.flatMap(allTexts) : tree.entries.flatMap(({ value }) => allTexts(value));
}
