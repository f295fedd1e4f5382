import type { Lexer, Surrounding } from './lexer';

const QUOTED = /(?:\\[^\r\n]|[^\\"$%\r\n])+/y;
const UNQUOTED = /[^$%\r\n]+/y;
/** What Go calls a space; JavaScript's own `trim` differs in two characters. */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
export const LEADING_SPACE = new RegExp(`^${SPACE}`, 'u');

/** Reads one piece of a quoted string: text, the beginning of an expression, or its end. */
export function readQuotedText(lexer: Lexer): void {
  const { text, at } = lexer;
  if (text[at] === '"') {
    lexer.add('end-quote', 1);
    lexer.surroundings.pop();
  } else if (!readDollar(lexer)) {
    const found = lexer.match(QUOTED);
    if (!found) throw lexer.error('A quoted string ends on its line', '\\n for the end of a line, or <<EOT');
    refuseDamage(lexer, found[0]);
    lexer.add('text', found[0].length);
  }
}

/** Reads one piece of a heredoc; a line that holds its marker alone ends it. */
export function readHeredocText(lexer: Lexer, inside: Extract<Surrounding, { kind: 'heredoc' }>): void {
  const { text, at } = lexer;
  if (readDollar(lexer)) {
    inside.atLineStart = false;
    return;
  }
  const line = lexer.match(UNQUOTED)?.[0] ?? '';
  refuseDamage(lexer, line);
  const rest = text.slice(at + line.length, at + line.length + 2);
  const lineEnd = rest === '\r\n' ? '\r\n' : rest.startsWith('\n') ? '\n' : '';
  if (inside.atLineStart && lineEnd !== '' && trimmed(line) === inside.marker) {
    lexer.add('end-heredoc', line.length);
    lexer.add('newline', lineEnd.length);
    lexer.surroundings.pop();
    return;
  }
  if (line === '' && lineEnd === '' && rest !== '') {
    throw lexer.error('A carriage return stands alone', 'the end of a line as other lines have it');
  }
  inside.atLineStart = lineEnd !== '';
  lexer.add('text', line.length + lineEnd.length);
}

/** Reads what begins with `$` or `%`: `${`, `%{`, their escapes, or the character itself. */
function readDollar(lexer: Lexer): boolean {
  const { text, at } = lexer;
  const sign = text[at];
  if (sign !== '$' && sign !== '%') return false;
  if (text[at + 1] === '{') lexer.enter(sign === '$' ? '${' : '%{');
  else if (text.startsWith(`${sign}{`, at + 1)) lexer.add('text', 3);
  else lexer.add('text', 1);
  return true;
}

export function trimmed(text: string): string {
  return text.replace(LEADING_SPACE, '').replace(new RegExp(`${SPACE}$`, 'u'), '');
}

function refuseDamage(lexer: Lexer, text: string): void {
  const place = lexer.source.damaged ? text.indexOf('\ufffd') : -1;
  if (place !== -1) throw lexer.error('The file is not in UTF-8', 'the file saved as UTF-8', lexer.at + place);
}
