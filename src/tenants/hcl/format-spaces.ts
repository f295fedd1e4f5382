import { bracketChange, type Piece } from './format';
import type { TokenKind } from './token';

/** Behind these a minus belongs to the number that follows. */
const BEFORE_NEGATIVE: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['(', '{', '[', '=', ':', ',', '?', '+', '*', '/', '%', '-'] as const),
  ...(['==', '!=', '>', '>=', '<', '<=', '&&', '||', '!'] as const),
]);

/** Whether `terraform fmt` puts a space between two pieces of a cell; `before` is what stands in front of both. */
export function spaceBehind(before: Piece | undefined, piece: Piece | undefined, next: Piece): boolean {
  if (!piece) return false;
  return (
    spaceAroundNames(piece.kind, next.kind) ??
    spaceInText(piece.kind, next.kind) ??
    spaceBehindWord(before, piece, next.kind) ??
    spaceAroundBrackets(piece.kind, next.kind)
  );
}

function spaceAroundNames(kind: TokenKind, next: TokenKind): boolean | undefined {
  if (next === 'newline') return false;
  if (kind === 'name' && next === '(') return false;
  if ((kind === 'name' && next === '::') || (kind === '::' && next === 'name')) return false;
  if (kind === '.' || next === '.' || next === ',' || next === '...') return false;
  return kind === ',' ? true : undefined;
}

function spaceInText(kind: TokenKind, next: TokenKind): boolean | undefined {
  const opens = kind === 'text' || kind === 'quote' || kind === 'heredoc';
  return opens || next === 'text' || next === 'end-quote' || next === 'end-heredoc' ? false : undefined;
}

function spaceBehindWord(before: Piece | undefined, { kind, text }: Piece, next: TokenKind): boolean | undefined {
  if (kind === 'name' && text === 'in' && before?.kind === 'name') return true;
  if (next === '[' && (kind === 'name' || kind === 'number' || bracketChange(kind) < 0)) return false;
  if (kind === '!') return false;
  if (kind === '-') return before !== undefined && !BEFORE_NEGATIVE.has(before.kind);
  return undefined;
}

function spaceAroundBrackets(kind: TokenKind, next: TokenKind): boolean {
  if (kind === '{' || next === '}') return !(kind === '{' && next === '}');
  const opensExpression = kind === '${' || kind === '%{';
  if (opensExpression && next === '{') return true;
  if (kind === '}' && next === 'end-sequence') return true;
  if (kind === 'end-sequence' && (next === '${' || next === '%{')) return false;
  return bracketChange(kind) <= 0 && bracketChange(next) >= 0;
}
