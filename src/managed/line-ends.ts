import type { Change } from './change';

/**
 * Turns files that alone have CRLF line ends into updates. In a `core.autocrlf` checkout most managed files have them, and
 * git takes them back on commit. Where most have LF, an editor has converted these few, and they are committed so: a
 * script does not run then, and the guard in CI, which compares bytes, is red.
 */
export function withoutStrayLineEnds(changes: readonly Change[]): Change[] {
  const owned = changes.filter((change) => change.managed && change.after !== undefined && !leaves(change));
  const stray = new Set(owned.filter(hasOtherLineEnds));
  // Counted over what the run leaves, so that the next one comes to the same.
  if (stray.size * 2 >= owned.length) return [...changes];
  const note = 'has CRLF line ends, unlike the others';
  return changes.map((change) => (stray.has(change) ? { ...change, kind: 'update', effect: 'write', note } : change));
}

/** Given back to people, now or before. */
function leaves({ kind, decision }: Change): boolean {
  return kind === 'released' || decision === 'release';
}

function hasOtherLineEnds({ effect, refused, before, after }: Change): boolean {
  const stays = (effect === 'none' || effect === 'mode') && !refused;
  return stays && before !== undefined && after?.equals(before) === false;
}
