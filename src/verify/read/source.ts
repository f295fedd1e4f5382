import type { Place, Text } from './tree';

/** A file of a repository: its path in it, and its lines. */
export class Source {
  readonly lines: readonly string[];

  constructor(
    /** Relative to the repository, with forward slashes. */
    readonly path: string,
    readonly content: string,
  ) {
    this.lines = content.split(/\r?\n/);
  }

  line(number: number): string {
    return this.lines[number - 1] ?? '';
  }

  /** Where a character of a value stands in the file. */
  placeIn(value: Text, offset: number): Place {
    if (value.block === undefined) return { line: value.line, column: value.column };
    const line = value.block.style === 'literal' ? literalLine(value, offset) : this.foldedLine(value, offset);
    const start = value.text.lastIndexOf('\n', offset - 1) + 1;
    const end = value.text.indexOf('\n', offset);
    const rest = value.text.slice(offset, end < 0 ? undefined : end).slice(0, 24);
    const found = this.line(line).indexOf(rest, 0);
    return { line, column: found >= 0 ? found + 1 : offset - start + 1 };
  }

  /** Lines of a folded value are joined by blanks: count what each one gives. */
  private foldedLine(value: Text, offset: number): number {
    let [line, read] = [value.block?.first ?? value.line, 0];
    while (line < this.lines.length) {
      const text = this.line(line).trim();
      read += text.length + 1;
      if (read > offset) break;
      line += 1;
    }
    return line;
  }
}

function literalLine(value: Text, offset: number): number {
  let line = value.block?.first ?? value.line;
  for (let at = value.text.indexOf('\n'); at >= 0 && at < offset; at = value.text.indexOf('\n', at + 1)) line += 1;
  return line;
}
