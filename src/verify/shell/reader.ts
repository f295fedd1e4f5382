/** Characters of a script, with the little state that reading one needs. */
export class Reader {
  position = 0;
  depth = 0;
  /** Here-documents whose bodies begin at the next line. */
  readonly pending: {
    readonly end: string;
    readonly indented: boolean;
    readonly raw: boolean;
    fill: (at: number, text: string) => void;
  }[] = [];

  constructor(readonly text: string) {}

  get ended(): boolean {
    return this.position >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  starts(what: string): boolean {
    return this.text.startsWith(what, this.position);
  }

  /** Goes over `what` if it is next. */
  take(what: string): boolean {
    if (!this.starts(what)) return false;
    this.position += what.length;
    return true;
  }

  next(): string {
    this.position += 1;
    return this.text.charAt(this.position - 1);
  }

  /** Blanks, line continuations and, where a word could begin, comments. */
  skipBlanks(): void {
    for (;;) {
      const character = this.peek();
      if (character === ' ' || character === '\t' || character === '\r') this.position += 1;
      else if (character === '\\' && this.peek(1) === '\n') this.position += 2;
      else if (character === '#') this.skipLine();
      else return;
    }
  }

  skipLines(): void {
    for (;;) {
      this.skipBlanks();
      if (this.peek() !== '\n') return;
      this.newline();
    }
  }

  /** The end of a line, behind which waiting here-documents are read. */
  newline(): void {
    this.position += 1;
    for (const document of this.pending.splice(0)) {
      const start = this.position;
      const lines: string[] = [];
      while (!this.ended) {
        const end = this.text.indexOf('\n', this.position);
        const line = this.text.slice(this.position, end < 0 ? undefined : end);
        this.position = end < 0 ? this.text.length : end + 1;
        if ((document.indented ? line.replace(/^\t+/, '') : line).trimEnd() === document.end) break;
        lines.push(line);
      }
      document.fill(start, lines.join('\n'));
    }
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.position);
    this.position = end < 0 ? this.text.length : end;
  }
}

/** A script that is deeper, or breaks the grammar; what was read before it stays. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** The text from an opening to its closing mark, both included. */
export function wordEnd(reader: Reader, open: string, close: string): string {
  const end = reader.text.indexOf(close, reader.position + open.length);
  if (!reader.starts(open) || end < 0) throw new Unreadable(`"${close}" is missing.`);
  const text = reader.text.slice(reader.position, end + close.length);
  reader.position = end + close.length;
  return text;
}
