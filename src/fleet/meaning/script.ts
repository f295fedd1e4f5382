import { diffArrays } from 'diff';
import { parseShell } from '../../verify/shell/parse';

/** Beyond this many, which lines differ is not looked for. */
const MAX_EDITS = 2000;

/**
 * Whether two shell scripts differ in comments and blank space only.
 *
 * Two readers have to agree, a scanner of lines and the parser of the verifier: neither reads all of the language, and a
 * script that only one of them takes for the same is told as changed.
 */
export function sameCommands(before: string, after: string): boolean {
  return codeLines(before) === codeLines(after) && shape(before) === shape(after);
}

export interface ChangedLines {
  /** How many are new or gone, the larger of both. */
  readonly count: number;
  readonly removed: readonly string[];
}

/** Lines that differ. */
export function changedLines(before: string, after: string): ChangedLines {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const parts = diffArrays(old, now, { maxEditLength: MAX_EDITS });
  if (parts === undefined) return { count: Math.max(old.length, now.length), removed: old };
  const removed = parts.flatMap((part) => (part.removed ? part.value : []));
  const added = parts.flatMap((part) => (part.added ? part.value : []));
  return { count: Math.max(removed.length, added.length), removed };
}

/** What the parser reads, without where it stands. */
function shape(text: string): string {
  return JSON.stringify(parseShell(text), (key, value: unknown) => {
    return key === 'offset' || key === 'pipes' ? undefined : value;
  });
}

/** The lines of a script that do something. Within quotes and here-documents each character counts. */
export function codeLines(text: string): string {
  const lines: string[] = [];
  let quote = '';
  let until: RegExp | undefined;
  for (const line of text.split('\n')) {
    if (until !== undefined) {
      lines.push(line);
      if (until.test(line)) until = undefined;
      continue;
    }
    const read = readLine(line, quote);
    const kept = quote === '' ? read.code.trimStart() : read.code;
    quote = read.quote;
    if (quote !== '' || kept.trim() !== '') lines.push(quote === '' ? kept.trimEnd() : kept);
    const document = quote === '' ? /<<-?\s*(["']?)([A-Za-z_]\w*)\1/.exec(read.code)?.[2] : undefined;
    if (document !== undefined) until = new RegExp(`^\\s*${document}\\s*$`);
  }
  return lines.join('\n');
}

/** A line without its comment, and the quote that is open at its end. */
function readLine(line: string, open: string): { readonly code: string; readonly quote: string } {
  let quote = open;
  for (let i = 0; i < line.length; i += 1) {
    const character = line.charAt(i);
    if (character === '\\' && quote !== "'") i += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#' && /^$|[\s;&|(]/.test(line.charAt(i - 1))) return { code: line.slice(0, i), quote };
  }
  return { code: line, quote };
}
