import type { Node } from './node';
import { takeNumber } from './parse-number';
import { parseTerm } from './parse-term';
import type { TokenKind } from './token';
import type { TokenStream } from './token-stream';

/** How tightly operators bind, as HCL's specification has it. */
const LEVELS: Partial<Record<TokenKind, number>> = {
  ...{ '||': 1, '&&': 2, '==': 3, '!=': 3, '>': 4, '<': 4, '>=': 4, '<=': 4 },
  ...{ '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 },
};

/** Reads an expression. What is no literal value is read, too, but never evaluated. */
export function parseExpression(stream: TokenStream): Node {
  const condition = parseOperations(stream, 1);
  if (!stream.skip('?')) return condition;
  return stream.deeper(() => {
    parseExpression(stream);
    stream.take(':', '":" and the value for the other case');
    // Only one of the two values is looked at, so neither is part of what is evaluated in any case.
    const { end } = parseExpression(stream);
    return { kind: 'expression', what: 'a condition', items: [condition], start: condition.start, end };
  });
}

function parseOperations(stream: TokenStream, level: number): Node {
  const first = parseOperand(stream);
  const items = [first];
  for (;;) {
    const binding = LEVELS[stream.peek().kind];
    if (binding === undefined || binding < level) break;
    stream.read();
    items.push(parseOperations(stream, binding + 1));
  }
  if (items.length === 1) return first;
  return { kind: 'expression', what: 'an operation', items, start: first.start, end: items.at(-1)?.end ?? first.end };
}

/** A term, and what is read out of it: `list[0]`, `object.name`, `list[*].name`. */
export function parseOperand(stream: TokenStream): Node {
  const term = parseTerm(stream);
  const items = [term];
  let { end } = term;
  for (;;) {
    const stepEnd = parseStep(stream, items);
    if (stepEnd === undefined) break;
    end = stepEnd;
  }
  const { start } = term;
  if (end === term.end) return term;
  if (term.kind === 'reference') return { kind: 'reference', path: stream.text.slice(start, end), start, end };
  return { kind: 'expression', what: 'a part of a value', items, start, end };
}

/** Reads one step into a value, and gives its end. */
function parseStep(stream: TokenStream, items: Node[]): number | undefined {
  if (stream.skip('.')) {
    const token = stream.peek();
    if (token.kind === 'number') takeNumber(stream, { whole: true });
    else if (!stream.skip('*')) stream.take('name', 'a name behind the dot');
    return token.end;
  }
  if (!stream.skip('[')) return undefined;
  return stream.within(false, () => {
    if (!stream.skip('*')) items.push(parseExpression(stream));
    return stream.take(']', '"]" at the end').end;
  });
}
