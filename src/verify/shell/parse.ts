import { readCompound, readFunction } from './compound';
import { Reader, Unreadable } from './reader';
import { readRedirect } from './redirects';
import type { AndOr, Assignment, Command, Pipeline, Redirect, Script, Word } from './syntax';
import { readWord } from './words';

const DEEPEST = 40;
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\[[^\]]*\])?\+?=/;

/** Reads a script for bash or sh. What breaks the grammar ends the reading; all that came before is returned. */
export function parseShell(text: string): Script {
  const reader = new Reader(text);
  const statements: AndOr[] = [];
  try {
    readStatements(reader, [], statements);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return { statements };
}

/** Statements up to one of these words or characters, which stays unread. */
export function readScript(reader: Reader, ends: readonly string[]): Script {
  const statements: AndOr[] = [];
  readStatements(reader, ends, statements);
  return { statements };
}

function readStatements(reader: Reader, ends: readonly string[], statements: AndOr[]): void {
  if (reader.depth > DEEPEST) throw new Unreadable('The script is nested too deeply.');
  reader.depth += 1;
  for (;;) {
    reader.skipLines();
    if (reader.ended || atEnd(reader, ends)) break;
    if (reader.take(';;') || reader.take(';') || reader.take('&')) continue;
    statements.push(readAndOr(reader));
  }
  reader.depth -= 1;
}

export function atEnd(reader: Reader, ends: readonly string[]): boolean {
  return ends.some((end) => reader.starts(end) && (!/^[a-z{}]/.test(end) || !/[\w-]/.test(reader.peek(end.length))));
}

/** A script inside of a word, up to its closing character. */
export function readNested(reader: Reader, close: string): Script {
  const script = readScript(reader, close === '' ? [] : [close]);
  if (!reader.take(close)) throw new Unreadable(`A "${close}" is missing.`);
  return script;
}

function readAndOr(reader: Reader): AndOr {
  const pipelines = [readPipeline(reader)];
  const operators: ('&&' | '||')[] = [];
  for (;;) {
    reader.skipBlanks();
    if (reader.take('&&')) operators.push('&&');
    else if (reader.take('||')) operators.push('||');
    else return { pipelines, operators };
    reader.skipLines();
    pipelines.push(readPipeline(reader));
  }
}

function readPipeline(reader: Reader): Pipeline {
  reader.skipBlanks();
  const negated = reader.peek() === '!' && /\s/.test(reader.peek(1)) && reader.take('!');
  const commands = [readCommand(reader)];
  const pipes: number[] = [];
  for (;;) {
    reader.skipBlanks();
    if (reader.peek() !== '|' || reader.peek(1) === '|') return { negated, commands, pipes };
    pipes.push(reader.position);
    if (!reader.take('|&')) reader.take('|');
    reader.skipLines();
    commands.push(readCommand(reader));
  }
}

function readCommand(reader: Reader): Command {
  reader.skipBlanks();
  return readCompound(reader) ?? readFunction(reader, readCommand) ?? readSimple(reader);
}

function readSimple(reader: Reader): Command {
  const offset = reader.position;
  const [assignments, words, redirects]: [Assignment[], Word[], Redirect[]] = [[], [], []];
  const test = reader.starts('[[');
  for (;;) {
    reader.skipBlanks();
    if (test && words.length > 0 && readInTest(reader, words)) continue;
    const redirect = readRedirect(reader);
    if (redirect !== undefined) {
      redirects.push(redirect);
      continue;
    }
    const word = readWord(reader, readNested);
    if (word === undefined) break;
    const assignment = words.length === 0 ? asAssignment(word) : undefined;
    if (assignment === undefined) words.push(word);
    else assignments.push(assignment);
  }
  // Something that no command can begin with: to read on would stand still.
  if (reader.position === offset) throw new Unreadable('A command is missing.');
  return { kind: 'simple', assignments, words, redirects, offset };
}

/** Between `[[` and `]]` operators are no separators. */
function readInTest(reader: Reader, words: Word[]): boolean {
  const last = words.at(-1)?.parts[0];
  if (last?.kind === 'text' && last.text === ']]') return false;
  const operator = /\|\||&&|[<>()|\n]/y;
  operator.lastIndex = reader.position;
  const found = operator.exec(reader.text)?.[0];
  if (found === undefined) return false;
  words.push({ parts: [{ kind: 'text', text: found, quoted: false }], offset: reader.position });
  reader.position += found.length;
  return true;
}

function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const found = ASSIGNMENT.exec(first.text);
  if (found?.[1] === undefined) return undefined;
  const text = first.text.slice(found[0].length);
  const parts = text === '' ? rest : [{ kind: 'text' as const, text, quoted: false }, ...rest];
  return { name: found[1], value: { parts, offset: word.offset + found[0].length }, offset: word.offset };
}
