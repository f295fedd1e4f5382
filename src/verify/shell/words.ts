import { Reader, Unreadable } from './reader';
import type { Part, Script, Word } from './syntax';

/** Reads a nested script up to a character that closes it. */
export type ReadScript = (reader: Reader, close: string) => Script;

const ENDS = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '<', '>', '(', ')', '']);
const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;

/** A word of a command line, quotes and expansions taken apart; undefined where none begins. */
export function readWord(reader: Reader, nested: ReadScript, ends: ReadonlySet<string> = ENDS): Word | undefined {
  const offset = reader.position;
  const parts: Part[] = [];
  while (!ends.has(reader.peek()) || extended(reader, parts)) readPart(reader, nested, parts);
  return parts.length === 0 ? undefined : { parts, offset };
}

/** `@(a|b)` and its kind are one word. */
function extended(reader: Reader, parts: readonly Part[]): boolean {
  if (reader.peek() !== '(') return false;
  const last = parts.at(-1);
  return last?.kind === 'text' && !last.quoted && /[@?*+!=]$/.test(last.text);
}

function readPart(reader: Reader, nested: ReadScript, parts: Part[]): void {
  const character = reader.peek();
  if (character === "'") addText(parts, readSingle(reader), true);
  else if (character === '"') readDouble(reader, nested, parts);
  else if (character === '\\') {
    reader.position += 1;
    const escaped = reader.ended ? '' : reader.next();
    if (escaped !== '\n') addText(parts, escaped, true);
  } else if (character === '`') parts.push(readBackticks(reader, nested));
  else if (character === '(') addText(parts, readParentheses(reader), false);
  else if (character === '$') readDollar(reader, nested, parts, false);
  else addText(parts, reader.next(), false);
}

function addText(parts: Part[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted)
    parts[parts.length - 1] = { kind: 'text', text: last.text + text, quoted };
  else parts.push({ kind: 'text', text, quoted });
}

function readSingle(reader: Reader): string {
  const end = reader.text.indexOf("'", reader.position + 1);
  if (end < 0) throw new Unreadable('A single quote is never closed.');
  const text = reader.text.slice(reader.position + 1, end);
  reader.position = end + 1;
  return text;
}

function readDouble(reader: Reader, nested: ReadScript, parts: Part[]): void {
  reader.position += 1;
  let text = '';
  const flush = (): void => {
    if (text !== '') addText(parts, text, true);
    text = '';
  };
  const before = parts.length;
  while (reader.peek() !== '"') {
    if (reader.ended) throw new Unreadable('A double quote is never closed.');
    if (reader.peek() === '\\') {
      reader.position += 1;
      const escaped = reader.next();
      if (escaped !== '\n') text += '"$`\\'.includes(escaped) ? escaped : `\\${escaped}`;
    } else if (reader.peek() === '$' || reader.peek() === '`') {
      flush();
      if (reader.peek() === '`') parts.push(readBackticks(reader, nested));
      else readDollar(reader, nested, parts, true);
    } else text += reader.next();
  }
  reader.position += 1;
  flush();
  if (parts.length === before) parts.push({ kind: 'text', text: '', quoted: true });
}

/** Up to the next backtick that is not escaped; offsets stay those of the whole script. */
function readBackticks(reader: Reader, nested: ReadScript): Part {
  const found = /(?:\\[\s\S]|[^\\`])*`/y;
  found.lastIndex = reader.position + 1;
  const text = found.exec(reader.text)?.[0];
  if (text === undefined) throw new Unreadable('A backtick is never closed.');
  const inside = new Reader(reader.text.slice(0, reader.position + text.length));
  inside.position = reader.position + 1;
  inside.depth = reader.depth;
  reader.position += text.length + 1;
  return { kind: 'command', script: nested(inside, '') };
}

/** Whatever is in balanced parentheses, as text: arrays and patterns. */
function readParentheses(reader: Reader): string {
  const start = reader.position;
  let depth = 0;
  do {
    if (reader.ended) throw new Unreadable('A parenthesis is never closed.');
    const character = reader.next();
    if (character === "'" && reader.text.includes("'", reader.position))
      reader.position = reader.text.indexOf("'", reader.position) + 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
  } while (depth > 0);
  return reader.text.slice(start, reader.position);
}

function readDollar(reader: Reader, nested: ReadScript, parts: Part[], quoted: boolean): void {
  if (reader.starts('${{')) parts.push(readExpression(reader));
  else if (reader.starts('$((')) parts.push({ kind: 'arithmetic', text: readArithmetic(reader) });
  else if (reader.take('$(')) parts.push({ kind: 'command', script: nested(reader, ')') });
  else if (reader.take('${')) parts.push(readBraces(reader));
  else if (!quoted && reader.starts("$'")) {
    reader.position += 1;
    addText(parts, readSingle(reader), true);
  } else {
    NAME.lastIndex = reader.position + 1;
    const name = NAME.exec(reader.text)?.[0];
    reader.position += 1 + (name?.length ?? 0);
    if (name === undefined) addText(parts, '$', quoted);
    else parts.push({ kind: 'variable', name, modifier: '' });
  }
}

function readExpression(reader: Reader): Part {
  const end = reader.text.indexOf('}}', reader.position);
  if (end < 0) throw new Unreadable('An expression is never closed.');
  const text = reader.text.slice(reader.position + 3, end).trim();
  reader.position = end + 2;
  return { kind: 'expression', text };
}

function readArithmetic(reader: Reader): string {
  reader.position += 1;
  return readParentheses(reader).slice(2, -2).trim();
}

function readBraces(reader: Reader): Part {
  const start = reader.position;
  let depth = 1;
  while (depth > 0) {
    if (reader.ended) throw new Unreadable('A brace is never closed.');
    const character = reader.next();
    if (character === '\\') reader.position += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
  }
  const inside = reader.text.slice(start, reader.position - 1);
  const name = /^[#!]?([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])/.exec(inside);
  return { kind: 'variable', name: name?.[1] ?? '', modifier: inside.slice(name?.[0].length ?? 0) };
}
