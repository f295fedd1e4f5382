import { ReadingError } from './reading-error';
import type { Source } from './source';
import { readHeredocText, readQuotedText } from './template-lexer';
import { isSign, LONG_SIGNS, type Token, type TokenKind } from './token';

const SPACES = /[ \t]+/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d(?:[\d.]|[eE][+-]?\d)*/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** What the lexer is in: an expression that ends with `}`, or a string. */
export type Surrounding =
  | { readonly kind: 'braces'; depth: number }
  | { readonly kind: 'quoted'; readonly start: number }
  | { readonly kind: 'heredoc'; readonly start: number; readonly marker: string; atLineStart: boolean };

/**
 * Splits HCL into tokens, as Terraform 1.11 does. Source: the specification of HCL's native syntax, and the scanner of
 * hashicorp/hcl where that is silent.
 */
export class Lexer {
  readonly tokens: Token[] = [];
  readonly text: string;
  at = 0;
  readonly surroundings: Surrounding[] = [{ kind: 'braces', depth: 0 }];

  constructor(readonly source: Source) {
    this.text = source.text;
  }

  /** All tokens, `end` last. */
  run(): readonly Token[] {
    while (this.at < this.text.length) {
      const inside = this.surroundings.at(-1);
      if (inside?.kind === 'quoted') readQuotedText(this);
      else if (inside?.kind === 'heredoc') readHeredocText(this, inside);
      else this.readExpression();
    }
    const open = this.surroundings.at(-1);
    if (open?.kind === 'quoted') throw this.error('The string has no end', 'a quote (") at its end', open.start);
    if (open?.kind === 'heredoc') {
      const fix = `${open.marker} alone on a line, with the end of a line behind it`;
      throw this.error(`The text that begins with <<${open.marker} has no end`, fix, open.start);
    }
    this.add('end', 0);
    return this.tokens;
  }

  add(kind: TokenKind, length: number): void {
    this.tokens.push({ kind, start: this.at, end: this.at + length });
    this.at += length;
  }

  /** The match of a sticky pattern here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text) ?? undefined;
  }

  /** An expression inside a string begins. */
  enter(kind: '${' | '%{'): void {
    this.add(kind, this.text[this.at + 2] === '~' ? 3 : 2);
    this.surroundings.push({ kind: 'braces', depth: 0 });
  }

  error(message: string, fix: string, start = this.at): ReadingError {
    return new ReadingError(start, `${message}.`, fix);
  }

  private readExpression(): void {
    const spaces = this.match(SPACES);
    if (spaces) {
      this.at += spaces[0].length;
      return;
    }
    const name = this.match(NAME);
    if (name) {
      this.add('name', name[0].length);
      return;
    }
    const number = this.match(NUMBER);
    if (number) this.add('number', number[0].replace(/\.+$/, '').length);
    else if (!this.readLineEnd() && !this.readComment()) this.readSign();
  }

  private readLineEnd(): boolean {
    const length = this.text.startsWith('\r\n', this.at) ? 2 : 1;
    if (length === 1 && this.text[this.at] !== '\n') return false;
    this.add('newline', length);
    return true;
  }

  private readComment(): boolean {
    const { text, at } = this;
    if (text[at] === '#' || text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      this.add('comment', (end === -1 ? text.length : end + 1) - at);
      return true;
    }
    if (!text.startsWith('/*', at)) return false;
    const end = text.indexOf('*/', at + 2);
    if (end === -1) throw this.error('The comment that begins with /* has no end', '*/ at its end');
    this.add('comment', end + 2 - at);
    return true;
  }

  private readSign(): void {
    const { text, at } = this;
    if (text[at] === '"') this.open({ kind: 'quoted', start: at }, 'quote', 1);
    else if (text.startsWith('<<', at)) this.openHeredoc();
    else if (text[at] === '{' || text[at] === '}' || text.startsWith('~}', at)) this.readBrace(text[at]);
    else {
      const long = LONG_SIGNS.find((sign) => text.startsWith(sign, at));
      const sign = long ?? text[at];
      if (!isSign(sign)) throw this.unknownCharacter();
      this.add(sign, sign.length);
    }
  }

  private openHeredoc(): void {
    const found = this.match(HEREDOC);
    if (!found) throw this.error('After << a word and the end of the line must follow', '<<EOT');
    const marker = found[2] ?? '';
    this.open({ kind: 'heredoc', start: this.at, marker, atLineStart: true }, 'heredoc', found[0].length);
  }

  private open(surrounding: Surrounding, kind: TokenKind, length: number): void {
    this.add(kind, length);
    this.surroundings.push(surrounding);
  }

  private readBrace(sign: string | undefined): void {
    const inside = this.surroundings.at(-1);
    if (inside?.kind !== 'braces') return;
    if (sign === '{') {
      inside.depth += 1;
      this.add('{', 1);
    } else if (inside.depth === 0 && this.surroundings.length > 1) {
      this.surroundings.pop();
      this.add('end-sequence', sign === '~' ? 2 : 1);
    } else if (sign === '~') throw this.error('"~}" ends an expression inside of a string only', '}');
    else {
      inside.depth -= 1;
      this.add('}', 1);
    }
  }

  private unknownCharacter(): ReadingError {
    const found = JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at) ?? 0));
    const quote = /['`‘’“”]/.test(found);
    return this.error(
      `${found} has no meaning here`,
      quote ? 'straight double quotes: "text"' : 'nothing in its place',
    );
  }
}
