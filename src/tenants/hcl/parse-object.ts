import type { Entry, Node } from './node';
import { parseExpression } from './parse-expression';
import { parseFor } from './parse-for';
import { plainDigits } from './parse-number';
import { ReadingError } from './reading-error';
import type { TokenStream } from './token-stream';

/** Reads `{ name = value }`. Entries end with a comma or their line; a key that is written twice has its last value. */
export function parseObject(stream: TokenStream): Node {
  const { start } = stream.read();
  const isFor = stream.within(false, () => stream.isWord('for'));
  if (isFor) return stream.within(false, () => parseFor(stream, start, '}'));
  return stream.within(true, () => {
    const entries: Entry[] = [];
    while (!stream.is('}')) {
      if (stream.skip('newline')) continue;
      entries.push(parseEntry(stream));
      if (!stream.is('}') && !stream.skip(',')) stream.take('newline', 'a new line or "," before the next entry');
    }
    return { kind: 'object', entries, start, end: stream.read().end };
  });
}

function parseEntry(stream: TokenStream): Entry {
  const inParentheses = stream.is('(');
  const key = parseExpression(stream);
  if (!stream.skip('=') && !stream.skip(':')) throw stream.unexpected('"=" and a value behind the key');
  const name = keyName(key, inParentheses);
  return { key, name, value: parseExpression(stream) };
}

/** The text that a key stands for. Names need no quotes, unless they are in parentheses: then they are references. */
function keyName(key: Node, inParentheses: boolean): string | undefined {
  switch (key.kind) {
    case 'text':
      return key.value;
    case 'number':
      return plainDigits(key.digits);
    case 'flag':
      return String(key.value);
    case 'null':
      if (!inParentheses) return 'null';
      throw new ReadingError(key.start, 'A key cannot be null.', 'a name');
    case 'list':
    case 'object':
      throw new ReadingError(key.start, `A key cannot be ${key.kind === 'list' ? 'a list' : 'an object'}.`, 'a name');
    case 'reference':
      if (inParentheses) return undefined;
      if (/^[\p{ID_Continue}-]+$/u.test(key.path)) return key.path;
      throw new ReadingError(key.start, `The key ${key.path} is a reference.`, `the key in quotes: "${key.path}"`);
    default:
      return undefined;
  }
}
