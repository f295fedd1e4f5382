import { readTree } from './read-tree';
import type { Tree } from './tree';

/** So many characters of texts are remembered. */
const MOST = 1_000_000;

const known = new Map<string, Tree>();
let remembered = 0;

/**
 * `readTree`, each text once: the files of a fleet are mostly the same. Trees are shared, so nobody changes one.
 *
 * Generated files differ in their first line, a comment that names their definition; no place in a tree is on it.
 */
export function rememberedTree(text: string): Tree | undefined {
  const key = text.replace(/^#.*/, '#');
  const found = known.get(key);
  if (found !== undefined) return found;
  const tree = readTree(text);
  if (tree === undefined) return undefined;
  if (remembered > MOST) {
    known.clear();
    remembered = 0;
  }
  remembered += key.length;
  known.set(key, tree);
  return tree;
}
