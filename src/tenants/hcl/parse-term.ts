import type { Node, NumberNode } from './node';
import { parseExpression, parseOperand } from './parse-expression';
import { parseFor } from './parse-for';
import { takeNumber } from './parse-number';
import { parseObject } from './parse-object';
import { parseTemplate } from './parse-template';
import type { Token } from './token';
import type { TokenStream } from './token-stream';

/** Reads one value: a literal, a name, a call, or anything in brackets. */
export function parseTerm(stream: TokenStream): Node {
  const { kind } = stream.peek();
  switch (kind) {
    case 'number':
      return takeNumber(stream, { whole: false });
    case 'name':
      return parseName(stream);
    case 'quote':
    case 'heredoc':
      return parseTemplate(stream);
    case '-':
    case '!':
      return parseSigned(stream);
    case '(':
      return parseParentheses(stream);
    case '[':
      return parseList(stream);
    case '{':
      return parseObject(stream);
    default:
      throw stream.unexpected('a value, such as "text", 2 or true');
  }
}

function parseName(stream: TokenStream): Node {
  const token = stream.read();
  const place = { start: token.start, end: token.end };
  if (stream.is('(') || stream.is('::')) return parseCall(stream, token);
  const name = stream.textOf(token);
  if (name === 'true' || name === 'false') return { kind: 'flag', value: name === 'true', ...place };
  if (name === 'null') return { kind: 'null', ...place };
  return { kind: 'reference', path: name, ...place };
}

function parseCall(stream: TokenStream, first: Token): Node {
  let last = first;
  while (stream.skip('::')) last = stream.take('name', 'the name of a function behind "::"');
  const name = stream.text.slice(first.start, last.end);
  stream.take('(', 'an opening parenthesis behind the name of the function');
  return stream.within(false, () => {
    const items: Node[] = [];
    while (!stream.is(')')) {
      items.push(parseExpression(stream));
      if (stream.skip('...')) break;
      if (!stream.skip(',')) break;
    }
    const { end } = stream.take(')', '"," or ")" behind an argument');
    return { kind: 'call', name, items, start: first.start, end };
  });
}

function parseSigned(stream: TokenStream): Node {
  const sign = stream.read();
  return stream.deeper(() => {
    const operand = parseOperand(stream);
    const { start } = sign;
    if (sign.kind === '-' && operand.kind === 'number') return negated(operand, start);
    return { kind: 'expression', what: 'an operation', items: [operand], start, end: operand.end };
  });
}

function negated({ value, digits, end }: NumberNode, start: number): NumberNode {
  const opposite = digits.startsWith('-') ? digits.slice(1) : `-${digits}`;
  return { kind: 'number', value: -value, digits: opposite, start, end };
}

function parseParentheses(stream: TokenStream): Node {
  const { start } = stream.read();
  return stream.within(false, () => {
    const inner = parseExpression(stream);
    const { end } = stream.take(')', '")" at the end');
    return { ...inner, start, end };
  });
}

function parseList(stream: TokenStream): Node {
  const { start } = stream.read();
  return stream.within(false, () => {
    if (stream.isWord('for')) return parseFor(stream, start, ']');
    const items: Node[] = [];
    while (!stream.is(']')) {
      items.push(parseExpression(stream));
      if (!stream.is(']')) stream.take(',', '"," between items, "]" at the end');
    }
    return { kind: 'list', items, start, end: stream.read().end };
  });
}
