import { Lexer } from './lexer';
import type { Attribute, Block, Body } from './node';
import { parseExpression } from './parse-expression';
import { parseTemplate } from './parse-template';
import { ReadingError } from './reading-error';
import type { Source } from './source';
import { TokenStream } from './token-stream';

/** Reads a file in HCL's native syntax. Throws a ReadingError with the first place that Terraform cannot read, either. */
export function parseFile(source: Source): Body {
  const stream = new TokenStream(source.text, new Lexer(source).run());
  const body = parseBody(stream, 'end');
  return body;
}

function parseBody(stream: TokenStream, end: 'end' | '}'): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  while (!stream.is(end)) {
    if (stream.skip('newline')) continue;
    const name = stream.take('name', 'a name, "=" and a value, such as desired_count = 2');
    const text = stream.textOf(name);
    if (stream.skip('=')) {
      if (attributes.has(text)) throw new ReadingError(name.start, `${text} is set twice.`, 'one of the two lines');
      attributes.set(text, { name: text, start: name.start, value: parseExpression(stream) });
    } else blocks.push(parseBlock(stream, text, name.start));
    if (!stream.is(end) && !stream.skip('newline')) throw stream.unexpected('the next setting on a line of its own');
  }
  stream.read();
  return { attributes: [...attributes.values()], blocks };
}

function parseBlock(stream: TokenStream, type: string, start: number): Block {
  const labels: string[] = [];
  while (!stream.is('{')) {
    if (stream.is('name')) labels.push(stream.textOf(stream.read()));
    else labels.push(parseLabel(stream, type));
  }
  stream.read();
  return { type, labels, start, body: stream.within(true, () => parseBody(stream, '}')) };
}

function parseLabel(stream: TokenStream, type: string): string {
  if (!stream.is('quote')) throw stream.unexpected(`${type} = and a value`);
  const label = parseTemplate(stream);
  if (label.kind === 'text') return label.value;
  throw new ReadingError(label.start, 'The name of a block is an expression.', 'the name itself');
}
