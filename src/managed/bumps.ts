import type { Change } from './change';
import { lfForm, tryText } from './content';

/** `uses: owner/action@version # comment`; what is around the version has to be equal on both sides. */
const USES = /^(\s*(?:-\s+)?uses:\s*["']?)([\w.-]+\/[\w./-]+)@([^\s"'#]+)["']?\s*(?:#\s*(.*?))?\s*$/;

/**
 * The actions that a bot moved to another version, in words; empty unless that is the only difference.
 *
 * Dependabot and Renovate edit generated workflows too. Their bump belongs into the table of pins, from where it reaches all
 * repositories, so the message names that way instead of "changed by hand".
 */
export function findBumps({ path, kind, before, after }: Change): string[] {
  if (kind !== 'edited' || !/\.ya?ml$/.test(path) || before === undefined || after === undefined) return [];
  const edited = tryText(lfForm(before))?.split('\n') ?? [];
  const rendered = tryText(after)?.split('\n') ?? [];
  if (edited.length !== rendered.length) return [];
  const bumps = new Set<string>();
  for (const [i, line] of rendered.entries()) {
    const other = edited[i] ?? '';
    if (line === other) continue;
    const ours = USES.exec(line);
    const theirs = USES.exec(other);
    if (ours === null || theirs === null || ours[1] !== theirs[1] || ours[2] !== theirs[2]) return [];
    bumps.add(`${String(ours[2])} from ${version(ours)} to ${version(theirs)}`);
  }
  return [...bumps];
}

/** The version that people read is in the comment behind a SHA. */
function version([, , , ref = '', comment = '']: readonly string[]): string {
  return comment === '' ? ref : comment;
}
