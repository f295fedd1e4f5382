import { atEnd, readNested, readScript } from './parse';
import { Unreadable, wordEnd, type Reader } from './reader';
import { readRedirect } from './redirects';
import type { Case, Command, Group, If, Loop, Redirect, Script, Word } from './syntax';
import { readWord } from './words';

/** `if`, loops, `case`, groups and subshells; undefined where none begins. */
export function readCompound(reader: Reader): Command | undefined {
  const is = (word: string): boolean => atEnd(reader, [word]);
  if (is('if')) return readIf(reader);
  if (is('while') || is('until')) return readWhile(reader);
  if (is('for') || is('select')) return readFor(reader);
  if (is('case')) return readCase(reader);
  if (reader.starts('((')) return readArithmetic(reader);
  if (reader.starts('(')) return readGroup(reader, '(', ')');
  if (reader.peek() === '{' && /\s/.test(reader.peek(1))) return readGroup(reader, '{', '}');
  return undefined;
}

function expect(reader: Reader, word: string): void {
  reader.skipLines();
  if (!reader.take(word)) throw new Unreadable(`"${word}" is missing.`);
}

function readIf(reader: Reader): If {
  expect(reader, 'if');
  const branches = [readBranch(reader)];
  for (;;) {
    if (atEnd(reader, ['elif'])) {
      expect(reader, 'elif');
      branches.push(readBranch(reader));
    } else if (atEnd(reader, ['else'])) {
      expect(reader, 'else');
      const otherwise = readScript(reader, ['fi']);
      expect(reader, 'fi');
      readRedirects(reader);
      return { kind: 'if', branches, otherwise };
    } else {
      expect(reader, 'fi');
      readRedirects(reader);
      return { kind: 'if', branches };
    }
  }
}

function readBranch(reader: Reader): { condition: Script; body: Script } {
  const condition = readScript(reader, ['then']);
  expect(reader, 'then');
  return { condition, body: readScript(reader, ['elif', 'else', 'fi']) };
}

function readWhile(reader: Reader): Loop {
  reader.position += 'while'.length;
  const condition = readScript(reader, ['do']);
  return { kind: 'loop', condition, words: [], ...readBody(reader) };
}

function readBody(reader: Reader): { body: Script; redirects: Redirect[] } {
  expect(reader, 'do');
  const body = readScript(reader, ['done']);
  expect(reader, 'done');
  return { body, redirects: readRedirects(reader) };
}

function readRedirects(reader: Reader): Redirect[] {
  const redirects: Redirect[] = [];
  for (;;) {
    reader.skipBlanks();
    const redirect = readRedirect(reader);
    if (redirect === undefined) return redirects;
    redirects.push(redirect);
  }
}

function readFor(reader: Reader): Loop {
  reader.position += reader.starts('for') ? 'for'.length : 'select'.length;
  reader.skipBlanks();
  const words: Word[] = [];
  const name = readWord(reader, readNested);
  if (name === undefined) wordEnd(reader, '((', '))');
  reader.skipLines();
  if (atEnd(reader, ['in'])) {
    reader.position += 'in'.length;
    for (;;) {
      reader.skipBlanks();
      const word = readWord(reader, readNested);
      if (word === undefined) break;
      words.push(word);
    }
  }
  reader.skipBlanks();
  reader.take(';');
  const part = name?.parts[0];
  const variable = part?.kind === 'text' ? part.text : undefined;
  return { kind: 'loop', condition: { statements: [] }, words, variable, ...readBody(reader) };
}

function readCase(reader: Reader): Case {
  reader.position += 'case'.length;
  reader.skipBlanks();
  const subject = readWord(reader, readNested);
  if (subject === undefined) throw new Unreadable('"case" has nothing to look at.');
  expect(reader, 'in');
  const arms: { patterns: string[]; body: Script }[] = [];
  for (;;) {
    reader.skipLines();
    if (atEnd(reader, ['esac'])) break;
    if (reader.ended) throw new Unreadable('"esac" is missing.');
    reader.take('(');
    const end = reader.text.indexOf(')', reader.position);
    if (end < 0) throw new Unreadable('A pattern of "case" has no ")".');
    const patterns = reader.text.slice(reader.position, end).split('|');
    reader.position = end + 1;
    const body = readScript(reader, [';;', ';&', 'esac']);
    arms.push({ patterns: patterns.map((pattern) => pattern.trim().replace(/^["']|["']$/g, '')), body });
    if (!reader.take(';;&') && !reader.take(';;')) reader.take(';&');
  }
  reader.position += 'esac'.length;
  readRedirects(reader);
  return { kind: 'case', subject, arms };
}

function readArithmetic(reader: Reader): Command {
  const offset = reader.position;
  const text = wordEnd(reader, '((', '))');
  return {
    kind: 'simple',
    assignments: [],
    words: [{ parts: [{ kind: 'text', text, quoted: false }], offset }],
    redirects: [],
    offset,
  };
}

function readGroup(reader: Reader, open: string, close: string): Group {
  reader.take(open);
  const body = readScript(reader, [close]);
  expect(reader, close);
  return { kind: 'group', body, redirects: readRedirects(reader) };
}

const FUNCTION = /(?:function\s+([\w:.-]+)\s*(?:\(\s*\))?|([\w:.-]+)\s*\(\s*\))\s*/y;

/** A definition of a function; undefined where none begins. */
export function readFunction(reader: Reader, readCommand: (reader: Reader) => Command): Command | undefined {
  FUNCTION.lastIndex = reader.position;
  const found = FUNCTION.exec(reader.text);
  if (found === null) return undefined;
  reader.position += found[0].length;
  return { kind: 'function', name: found[1] ?? found[2] ?? '', body: readCommand(reader) };
}
