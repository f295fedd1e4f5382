import { readNested } from './parse';
import { Reader, Unreadable } from './reader';
import type { Redirect, Word } from './syntax';
import { readWord } from './words';

const REDIRECT = /\d*(?:<<<|<<-?|<>|<&|>>|>&|>\||&>>|&>|<|>)/y;

/** A redirection; undefined where none begins. */
export function readRedirect(reader: Reader): Redirect | undefined {
  REDIRECT.lastIndex = reader.position;
  const found = REDIRECT.exec(reader.text)?.[0];
  if (found === undefined || /^[<>]\($/.test(reader.text.slice(reader.position, reader.position + 2)))
    return readSubstitution(reader);
  reader.position += found.length;
  reader.skipBlanks();
  const operator = found.replace(/^\d+/, '');
  const target = readWord(reader, readNested);
  if (target === undefined) throw new Unreadable('A redirection has no target.');
  return operator.startsWith('<<') && operator !== '<<<'
    ? hereDocument(reader, operator, target)
    : { operator, target };
}

/** `<(…)` and `>(…)`: a command whose output stands as a file. */
function readSubstitution(reader: Reader): Redirect | undefined {
  if (!reader.starts('<(') && !reader.starts('>(')) return undefined;
  const offset = reader.position;
  reader.position += 2;
  return { operator: '<(', target: { parts: [{ kind: 'command', script: readNested(reader, ')') }], offset } };
}

function hereDocument(reader: Reader, operator: string, target: Word): Redirect {
  const raw = target.parts.some((part) => part.kind === 'text' && part.quoted);
  const end = target.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const redirect: { operator: string; target: Word; body?: Word } = { operator, target };
  const fill = (offset: number, text: string): void => {
    redirect.body = raw ? { parts: [{ kind: 'text', text, quoted: true }], offset } : readBody(text, offset);
  };
  reader.pending.push({ end, indented: operator === '<<-', raw, fill });
  return redirect;
}

function readBody(text: string, offset: number): Word {
  try {
    const body = readWord(new Reader(text.replace(/["'`();&|<>\\]/g, ' ')), readNested, new Set(['']));
    return { parts: body?.parts ?? [], offset };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { parts: [{ kind: 'text', text, quoted: true }], offset };
  }
}
