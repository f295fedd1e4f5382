/** Signs of two or three characters, longest first. */
export const LONG_SIGNS = ['...', '==', '!=', '>=', '<=', '&&', '||', '::', '=>'] as const;

/**
 * What a piece of HCL is. Signs are named by themselves. Around strings: `quote` opens and `end-quote` closes a quoted
 * one, `heredoc` and `end-heredoc` the other kind, `text` is what stands between, and `${`, `%{` with `end-sequence`
 * enclose expressions in them. A comment that ends with its line takes the end of the line with it.
 */
export type TokenKind =
  | 'name'
  | 'number'
  | 'newline'
  | 'comment'
  | 'quote'
  | 'end-quote'
  | 'heredoc'
  | 'end-heredoc'
  | 'text'
  | '${'
  | '%{'
  | 'end-sequence'
  | 'end'
  | '{'
  | '}'
  | '['
  | ']'
  | '('
  | ')'
  | '.'
  | ','
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '='
  | '<'
  | '>'
  | '!'
  | '?'
  | ':'
  | (typeof LONG_SIGNS)[number];

export interface Token {
  readonly kind: TokenKind;
  /** Where it begins in the text. */
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

const SIGNS: ReadonlySet<string> = new Set([...Array.from('[](){}.,*/%+-=<>!?:'), ...LONG_SIGNS]);

/** Whether this text is a sign of the language. */
export function isSign(text: string | undefined): text is TokenKind {
  return text !== undefined && SIGNS.has(text);
}
