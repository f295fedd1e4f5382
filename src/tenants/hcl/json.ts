import type { Attribute, Entry, Node } from './node';
import { ReadingError } from './reading-error';
import type { Source } from './source';

const SPACES = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// A string may hold anything but quotes, backslashes and control characters; those are escaped.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /[a-z]+/y;
const MAX_DEPTH = 200;

/** Reads JSON with positions, and as Terraform does: a key that is written twice is an error, and so is a byte order mark. */
export class JsonReader {
  private at = 0;
  private depth = 0;
  private readonly text: string;

  constructor(private readonly source: Source) {
    this.text = source.text;
  }

  /** The variables of a `.tfvars.json` file. */
  readVariables(): readonly Attribute[] {
    if (this.source.byteOrderMark) throw new ReadingError(0, 'JSON must not begin with a byte order mark.', '{');
    if (this.source.damaged) throw this.error('The file is not in UTF-8', 'the file saved as UTF-8');
    const value = this.readValue();
    this.skipSpaces();
    if (this.at < this.text.length) throw this.error('Something follows the value', 'nothing behind the last "}"');
    if (value.kind !== 'object') throw this.error('The file is no object', '{ "name": "value" }', value.start);
    return value.entries.map(({ key, name = '', value: inner }) => ({ name, start: key.start, value: inner }));
  }

  private readValue(): Node {
    const start = this.skipSpaces();
    const sign = this.text[start];
    if (sign === '{' || sign === '[')
      return this.readDeeper(() => (sign === '{' ? this.readObject() : this.readList()));
    if (sign === '"') return this.readText();
    const digits = this.match(NUMBER);
    if (digits !== undefined && digits !== '') {
      return { kind: 'number', value: Number(digits), digits, start, end: this.at };
    }
    const word = this.match(WORD);
    const end = this.at;
    if (word === 'true' || word === 'false') return { kind: 'flag', value: word === 'true', start, end };
    if (word === 'null') return { kind: 'null', start, end };
    throw this.error('This is no value of JSON', '"text", 2, true, null, [ ] or { }', start);
  }

  private readDeeper(work: () => Node): Node {
    if (this.depth >= MAX_DEPTH) throw this.error(`Values are nested more than ${MAX_DEPTH} deep`, 'a flatter value');
    this.depth += 1;
    const node = work();
    this.depth -= 1;
    return node;
  }

  private readText(): Extract<Node, { kind: 'text' }> {
    const start = this.at;
    const literal = this.match(STRING);
    if (literal === undefined) throw this.error('This is no string of JSON', '"text" on one line', start);
    const value: unknown = JSON.parse(literal);
    // Half of a surrogate pair becomes the character for what cannot be shown, as in Go.
    return { kind: 'text', value: toWellFormed(String(value)).normalize('NFC'), start, end: this.at };
  }

  private readList(): Node {
    const start = this.at;
    const items: Node[] = [];
    this.readItems(']', () => {
      items.push(this.readValue());
    });
    return { kind: 'list', items, start, end: this.at };
  }

  private readObject(): Node {
    const start = this.at;
    const entries = new Map<string, Entry>();
    this.readItems('}', () => {
      if (this.text[this.at] !== '"') throw this.error('A key must stand here', '"name": "value"');
      const key = this.readText();
      if (entries.has(key.value)) throw this.error(`The key "${key.value}" is there twice`, 'one of them', key.start);
      this.skipSpaces();
      if (this.text[this.at] !== ':') throw this.error('A key needs a value', '":" behind the key');
      this.at += 1;
      entries.set(key.value, { key, name: key.value, value: this.readValue() });
    });
    return { kind: 'object', entries: [...entries.values()], start, end: this.at };
  }

  /** From the opening bracket to the closing one. */
  private readItems(close: ']' | '}', readItem: () => void): void {
    this.at += 1;
    this.skipSpaces();
    if (this.text[this.at] !== close) {
      readItem();
      this.skipSpaces();
      while (this.text[this.at] === ',') {
        this.at += 1;
        this.skipSpaces();
        readItem();
        this.skipSpaces();
      }
    }
    if (this.text[this.at] !== close) throw this.error(`"," or "${close}" must stand here`, `"," or "${close}"`);
    this.at += 1;
  }

  private skipSpaces(): number {
    this.match(SPACES);
    return this.at;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private error(message: string, fix: string, start = this.at): ReadingError {
    return new ReadingError(start, `${message}.`, fix);
  }
}

function toWellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
