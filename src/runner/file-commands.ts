/** What steps write into GITHUB_OUTPUT, GITHUB_ENV and GITHUB_PATH. Source: actions/runner FileCommandManager.cs. */

/** `name=value`, or `name<<DELIMITER` and lines up to that delimiter. An `=` before `<<` makes it the first form. Pairs before a bad line count. */
export function* parsePairs(text: string): Generator<[string, string]> {
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      const name = line.slice(0, equals);
      if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty`);
      yield [name, line.slice(equals + 1)];
    } else if (heredoc >= 0) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (name === '' || delimiter === '')
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      const end = lines.indexOf(delimiter, i + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, lines.slice(i + 1, end).join('\n')];
      i = end;
    } else throw new Error(`Invalid format '${line}'`);
  }
}

/** Folders for the path, one a line. */
export function parseFolders(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
