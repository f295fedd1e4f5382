import { spaceBehind } from './format-spaces';
import { Lexer } from './lexer';
import type { Source } from './source';
import type { TokenKind } from './token';

/** A token with the spaces in front of it. */
export interface Piece {
  readonly kind: TokenKind;
  readonly text: string;
  spaces: number;
}

/** A line in three cells: those of neighbouring lines are put below each other. A heredoc is part of its line. */
interface Line {
  readonly lead: readonly Piece[];
  /** From "=" on, where the value ends on this line. */
  readonly value: readonly Piece[];
  readonly comment: Piece | undefined;
}

/**
 * The text as `terraform fmt` of Terraform 1.11 spaces it. Nothing but spaces is changed: what `fmt` rewrites besides
 * (`"${x}"` as a whole value, quoted types) is not.
 */
export function formatted(source: Source): string {
  const pieces = toPieces(source);
  const end = pieces.pop();
  const lines = toLines(pieces);
  indent(lines);
  for (const { lead, value } of lines) {
    space(lead);
    space(value);
  }
  alignCells(lines);
  return [...pieces, ...(end ? [end] : [])].map(({ spaces, text }) => ' '.repeat(spaces) + text).join('');
}

function toPieces(source: Source): Piece[] {
  let before = 0;
  return new Lexer(source).run().map(({ kind, start, end }) => {
    const piece = { kind, text: source.text.slice(start, end), spaces: start - before };
    before = end;
    return piece;
  });
}

function toLines(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let first = 0;
  pieces.forEach((piece, i) => {
    const ends = piece.kind === 'newline' || (piece.kind === 'comment' && piece.text.endsWith('\n'));
    if (!ends && i < pieces.length - 1) return;
    lines.push(toLine(pieces.slice(first, i + 1)));
    first = i + 1;
  });
  return lines;
}

function toLine(pieces: readonly Piece[]): Line {
  const last = pieces.at(-1);
  const comment = pieces.length > 1 && last?.kind === 'comment' ? last : undefined;
  const rest = comment ? pieces.slice(0, -1) : pieces;
  const equals = rest.findIndex(({ kind }, i) => i > 0 && kind === '=');
  const closed = equals !== -1 && depthChange(rest.slice(equals)) === 0;
  return closed
    ? { lead: rest.slice(0, equals), value: rest.slice(equals), comment }
    : { lead: rest, value: [], comment };
}

/** How many brackets these pieces open, less those that they close. */
function depthChange(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { kind }) => sum + bracketChange(kind), 0);
}

export function bracketChange(kind: TokenKind | undefined): number {
  if (kind === '{' || kind === '[' || kind === '(' || kind === '${' || kind === '%{') return 1;
  return kind === '}' || kind === ']' || kind === ')' || kind === 'end-sequence' ? -1 : 0;
}

/** Two spaces for each line that opened brackets which are still open, however many it opened. */
function indent(lines: readonly Line[]): void {
  const open: number[] = [];
  for (const { lead, value } of lines) {
    const [first] = lead;
    if (!first) continue;
    if (first.kind === 'newline') {
      first.spaces = 0;
      continue;
    }
    const heredoc = lead.findIndex(({ kind }) => kind === 'heredoc');
    const change = depthChange(heredoc === -1 ? lead : lead.slice(0, heredoc)) + depthChange(value);
    if (change < 0) close(open, -change);
    first.spaces = 2 * open.length;
    if (change > 0) open.push(change);
  }
}

function close(open: number[], count: number): void {
  for (let left = count, top = open.pop(); top !== undefined; top = left > 0 ? open.pop() : undefined) {
    if (top > left) open.push(top - left);
    left = Math.max(0, left - top);
  }
}

function space(cell: readonly Piece[]): void {
  const [first] = cell;
  if (first?.kind === '=') first.spaces = 1;
  cell.slice(1).forEach((piece, i) => {
    piece.spaces = spaceBehind(cell[i - 1], cell[i], piece) ? 1 : 0;
  });
}

/** Puts values below each other on neighbouring lines that have one, then comments. */
function alignCells(lines: readonly Line[]): void {
  align(
    lines,
    ({ value }) => value[0],
    ({ lead }) => columns(lead),
  );
  align(
    lines,
    ({ comment }) => comment,
    ({ lead, value }) => columns(lead) + columns(value),
  );
}

function align(
  lines: readonly Line[],
  cell: (line: Line) => Piece | undefined,
  widthBefore: (line: Line) => number,
): void {
  let block: { piece: Piece; width: number }[] = [];
  const finish = (): void => {
    const widest = Math.max(...block.map(({ width }) => width));
    for (const { piece, width } of block) piece.spaces = widest - width + 1;
    block = [];
  };
  for (const line of lines) {
    const piece = cell(line);
    if (piece) block.push({ piece, width: widthBefore(line) });
    else finish();
  }
  finish();
}

/** Characters as people see them. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function columns(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { spaces, text }) => sum + spaces + width(text), 0);
}

function width(text: string): number {
  return /^[\x00-\x7f]*$/.test(text) && !text.includes('\r\n') ? text.length : [...graphemes.segment(text)].length;
}
