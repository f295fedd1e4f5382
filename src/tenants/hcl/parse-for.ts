import type { Node } from './node';
import { parseExpression } from './parse-expression';
import { ReadingError } from './reading-error';
import type { TokenStream } from './token-stream';

/** Reads the rest of `[for …]` or `{for …}`, from the word itself. What it makes of each item is not looked at. */
export function parseFor(stream: TokenStream, start: number, close: ']' | '}'): Node {
  stream.read();
  const collection = parseForHead(stream);
  stream.take(':', '":" behind the collection');
  const key = parseExpression(stream);
  const keyed = stream.skip('=>');
  if (keyed) parseExpression(stream);
  const grouped = stream.is('...');
  stream.skip('...');
  if (stream.isWord('if')) {
    stream.read();
    parseExpression(stream);
  }
  const { end } = stream.take(close, `"${close}" at the end`);
  if (keyed !== (close === '}')) {
    const fix = keyed ? '{for …} around "key => value"' : 'key => value';
    throw new ReadingError(key.start, keyed ? 'A list has no keys.' : 'The key is missing.', fix);
  }
  if (grouped && !keyed) throw new ReadingError(start, 'A list cannot be grouped.', 'the expression without "..."');
  return { kind: 'expression', what: 'a "for" expression', items: [collection], start, end };
}

/** Reads `name in collection` or `key, name in collection`. */
export function parseForHead(stream: TokenStream): Node {
  stream.take('name', 'a name behind "for"');
  if (stream.skip(',')) stream.take('name', 'a second name behind ","');
  if (!stream.isWord('in')) throw stream.unexpected('"in" and a collection');
  stream.read();
  return parseExpression(stream);
}
