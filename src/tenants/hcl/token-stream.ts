import { ReadingError } from './reading-error';
import type { Token, TokenKind } from './token';

/** Deeper values than this are refused: nobody writes them, and a reader that follows them may run out of stack. */
const MAX_DEPTH = 200;

/** Tokens one by one. Inside of brackets and parentheses the ends of lines have no meaning and are passed over. */
export class TokenStream {
  private next = 0;
  private readonly lineEnds: boolean[] = [true];
  private depth = 0;

  constructor(
    readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  /** The next token, which stays. */
  peek(): Token {
    for (;;) {
      const token = this.tokens[this.next] ?? { kind: 'end', start: this.text.length, end: this.text.length };
      const withLines = this.lineEnds.at(-1) === true;
      if (token.kind === 'comment') {
        if (withLines && this.text[token.end - 1] === '\n') return { ...token, kind: 'newline' };
      } else if (withLines || token.kind !== 'newline') return token;
      this.next += 1;
    }
  }

  read(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.next += 1;
    return token;
  }

  is(kind: TokenKind): boolean {
    return this.peek().kind === kind;
  }

  /** Whether the next token is this word. */
  isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'name' && this.textOf(token) === word;
  }

  /** Reads the next token if it is of this kind. */
  skip(kind: TokenKind): boolean {
    const found = this.is(kind);
    if (found) this.read();
    return found;
  }

  /** Reads a token of this kind, or says what is there in its place. */
  take(kind: TokenKind, fix: string): Token {
    if (!this.is(kind)) throw this.unexpected(fix);
    return this.read();
  }

  textOf({ start, end }: Token): string {
    return this.text.slice(start, end);
  }

  /** Reads what stands in brackets or the like; one level deeper. */
  within<T>(lineEnds: boolean, work: () => T): T {
    if (this.depth >= MAX_DEPTH) {
      const message = `Values are nested more than ${MAX_DEPTH} deep.`;
      throw new ReadingError(this.peek().start, message, 'a flatter value');
    }
    this.depth += 1;
    this.lineEnds.push(lineEnds);
    const result = work();
    this.lineEnds.pop();
    this.depth -= 1;
    return result;
  }

  /** One level deeper, where the ends of lines mean what they meant. */
  deeper<T>(work: () => T): T {
    return this.within(this.lineEnds.at(-1) === true, work);
  }

  unexpected(fix: string): ReadingError {
    const token = this.peek();
    const names: Partial<Record<TokenKind, string>> = {
      end: 'The file ends here',
      newline: 'The line ends here',
      quote: 'A string stands here',
      heredoc: 'A text stands here',
    };
    const message = names[token.kind] ?? `${JSON.stringify(this.textOf(token))} is not expected here`;
    return new ReadingError(token.start, `${message}.`, fix);
  }
}
