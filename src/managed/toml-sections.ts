/** One token: a string of any of the four kinds, a comment, a bracket, a line end, or other text. */
const TOKEN =
  /"""(?:\\[\s\S]|[^\\])*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[[\]{}\n]|[^"'#[\]{}\n]+|["']/g;

const KEY = /\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([\w-]+))\s*(\.|=|\]|$)/y;

/**
 * The dotted names of all tables and keys in a TOML text, as lists of parts.
 *
 * `[tool.pytest.ini_options]`, `[tool."pytest".ini_options]` and `pytest.ini_options.addopts = …` below `[tool]` all
 * count. Inline tables are not looked into. Only names are read, so that a text with an error elsewhere still works.
 */
export function tomlNames(text: string): string[][] {
  const names: string[][] = [];
  let table: string[] = [];
  for (const statement of statements(text)) {
    const header = /^\s*\[\[?/.exec(statement);
    const key = parseKey(statement, header?.[0].length ?? 0, header === null ? '=' : ']');
    if (key === undefined) continue;
    if (header !== null) table = key;
    names.push(header === null ? [...table, ...key] : key);
  }
  return names;
}

/** Logical lines: a line end inside a multi-line string or an open bracket does not end one. Comments are left out. */
function statements(text: string): string[] {
  const found: string[] = [];
  let statement = '';
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (token === '\n' && depth <= 0) {
      found.push(statement);
      [statement, depth] = ['', 0];
    } else if (!token.startsWith('#')) statement += token;
  }
  return [...found, statement];
}

function parseKey(statement: string, start: number, end: string): string[] | undefined {
  const parts: string[] = [];
  KEY.lastIndex = start;
  for (let match = KEY.exec(statement); match !== null; match = KEY.exec(statement)) {
    parts.push(match[1] ?? match[2] ?? match[3] ?? '');
    if (match[4] !== '.') return match[4] === end ? parts : undefined;
  }
  return undefined;
}
