import { ReadingError } from './reading-error';
import { LEADING_SPACE } from './template-lexer';

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4\{/gsu;
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a piece of a string stands for. Only quoted ones have escapes with a backslash. */
export function unescape(text: string, start: number, quoted: boolean): string {
  if (!text.includes('\\') && !text.includes('{')) return text;
  return text.replace(ESCAPE, (all: string, short?: string, long?: string, simple?: string, ...more: unknown[]) => {
    if (simple === undefined && short === undefined && long === undefined) return all.slice(1);
    if (!quoted) return all;
    const place = start + Number(more[1]);
    const known = simple === undefined ? fromCode(short ?? long ?? '') : SIMPLE[simple];
    if (known !== undefined) return known;
    const fix = 'one of \\n \\r \\t \\" \\\\ \\u00e9; for a backslash itself, two of them';
    throw new ReadingError(place, `${all} is no character that a string can hold.`, fix);
  });
}

function fromCode(digits: string): string | undefined {
  const code = Number.parseInt(digits, 16);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return surrogate || code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

/** Takes the same number of spaces from all lines of a `<<-` text; lines of spaces alone neither count nor change. */
export function unindent(pieces: readonly string[]): string[] {
  const indents = pieces.map((piece, i) => {
    const before = pieces[i - 1];
    if (before !== undefined && !before.endsWith('\n')) return undefined;
    const spaces = LEADING_SPACE.exec(piece)?.[0] ?? '';
    return spaces.length === piece.length && piece.endsWith('\n') ? undefined : spaces.length;
  });
  const least = Math.min(...indents.filter((indent) => indent !== undefined));
  return pieces.map((piece, i) => (indents[i] === undefined ? piece : piece.slice(least)));
}
