import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Change } from './change';
import { lfForm, tryText } from './content';

/** Beyond this many changed lines nobody reads a diff, and computing it takes longer than half a second. */
const MAX_EDITS = 2000;

/**
 * The unified diff of a change: what is in the repository against what is generated. Empty when no byte would change.
 *
 * CRLF line ends of a checkout are left out. Control characters are shown as `\x1b`: text from a repository never steers a terminal.
 */
export function changeDiff(change: Change): string {
  const { path, before, effect } = change;
  const touches = effect === 'write' || effect === 'remove' || change.refused || change.decision !== undefined;
  const after = change.kind === 'orphan' ? Buffer.alloc(0) : change.after;
  if (!touches || change.kind === 'blocked' || after === undefined) return '';
  const old = tryText(lfForm(before ?? Buffer.alloc(0)));
  const rendered = tryText(lfForm(after)); // a section takes the line ends of its file
  if (old === undefined || rendered === undefined) return `${path}: the file in the repository is not UTF-8 text.\n`;
  const names = [`${path} (in the repository)`, `${path} (as generated)`] as const;
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: MAX_EDITS };
  const patch = createTwoFilesPatch(names[0], names[1], old, rendered, undefined, undefined, options);
  return visible(patch ?? `${path}: more than ${MAX_EDITS} lines differ.\n`);
}

/** Text whose control characters, tab and line end aside, are written out. */
export function visible(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
  });
}
