import type { Node } from './node';
import { parseExpression } from './parse-expression';
import { parseForHead } from './parse-for';
import { ReadingError } from './reading-error';
import { unescape, unindent } from './string-text';
import type { TokenStream } from './token-stream';

/** Directives that are open: each waits for its end. */
type Open = 'if' | 'else' | 'for';

interface Parts {
  readonly texts: string[];
  /** Expressions that are evaluated in any case. */
  readonly items: Node[];
  readonly open: Open[];
  readonly sequences: ('${' | '%{')[];
}

/** Reads a quoted string or a heredoc. One with expressions in it becomes an expression. */
export function parseTemplate(stream: TokenStream): Node {
  const opening = stream.read();
  const quoted = opening.kind === 'quote';
  const close = quoted ? 'end-quote' : 'end-heredoc';
  const parts: Parts = { texts: [], items: [], open: [], sequences: [] };
  const end = stream.deeper(() => {
    while (!stream.is(close)) parsePart(stream, parts, quoted);
    return stream.read().end;
  });
  const { start } = opening;
  const [unclosed] = parts.open;
  if (unclosed !== undefined) {
    const word = unclosed === 'for' ? 'endfor' : 'endif';
    throw new ReadingError(start, `A %{ ${unclosed} } in this text has no end.`, `%{ ${word} }`);
  }
  if (parts.sequences.length > 0)
    return { kind: 'expression', what: whatIs(parts, quoted), items: parts.items, start, end };
  const flush = !quoted && stream.text[start + 2] === '-';
  const value = (flush ? unindent(parts.texts) : parts.texts).join('').normalize('NFC');
  return { kind: 'text', value, start, end };
}

/** Whether there is nothing but one expression: `terraform fmt` takes the quotes from around it. */
export const WRAPPED = 'a text around an expression';

function whatIs({ texts, sequences }: Parts, quoted: boolean): string {
  const wrapped = quoted && texts.length === 0 && sequences.length === 1 && sequences[0] === '${';
  return wrapped ? WRAPPED : 'a text with expressions in it';
}

function parsePart(stream: TokenStream, parts: Parts, quoted: boolean): void {
  const token = stream.peek();
  if (token.kind === 'text') {
    parts.texts.push(unescape(stream.textOf(stream.read()), token.start, quoted));
    return;
  }
  const kind = stream.skip('${') ? '${' : '%{';
  if (kind === '%{') stream.take('%{', 'the end of the text');
  parts.sequences.push(kind);
  const certain = parts.open.length === 0;
  stream.within(false, () => {
    const item = kind === '${' ? parseExpression(stream) : parseDirective(stream, parts.open);
    if (item && certain) parts.items.push(item);
    stream.take('end-sequence', '"}" at the end of the expression; for the characters themselves, $${');
  });
}

/** Reads what stands in `%{ … }`. */
function parseDirective(stream: TokenStream, open: Open[]): Node | undefined {
  const token = stream.take('name', 'if, else, endif, for or endfor; for the characters themselves, %%{');
  const word = stream.textOf(token);
  if (word === 'if' || word === 'for') {
    open.push(word);
    return word === 'if' ? parseExpression(stream) : parseForHead(stream);
  }
  const innermost = open.at(-1);
  const fits =
    (word === 'else' && innermost === 'if') ||
    (word === 'endif' && (innermost === 'if' || innermost === 'else')) ||
    (word === 'endfor' && innermost === 'for');
  if (!fits) throw new ReadingError(token.start, `%{ ${word} } ends nothing here.`, 'the text without it');
  open.pop();
  if (word === 'else') open.push('else');
  return undefined;
}
