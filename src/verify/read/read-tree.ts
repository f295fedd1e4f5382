import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Scalar,
} from 'yaml';
import type { Entry, Place, Text, Tree } from './tree';

/** A workflow file may have 512 KiB on GitHub; more than that is no workflow. */
export const LARGEST = 524_288;
const MOST_NODES = 100_000;
const DEEPEST = 100;

/** A file that cannot be read as YAML, and where. */
export class BrokenYaml extends Error {
  override readonly name = 'BrokenYaml';

  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

/** Reads YAML. Throws BrokenYaml where it is malformed, larger or deeper than GitHub takes, or a bomb of aliases. */
export function readTree(text: string): Tree | undefined {
  if (text.length > LARGEST)
    throw new BrokenYaml(`The file is larger than the ${LARGEST} bytes that GitHub reads. Split it.`, START);
  const depth = deepestFlow(text);
  if (depth > DEEPEST)
    throw new BrokenYaml(`The file is nested more than ${DEEPEST} levels deep. Make it flat.`, START);
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, strict: false, logLevel: 'silent' });
  } catch (error) {
    if (error instanceof RangeError)
      throw new BrokenYaml('The file is nested too deeply to read. Make it flat.', START);
    throw error;
  }
  const [problem] = document.errors;
  if (problem !== undefined) throw new BrokenYaml(firstLine(problem.message), placeOf(lines, problem.pos[0]));
  return new Converter(document, lines).convert(document.contents, 0);
}

const START: Place = { line: 1, column: 1 };

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Brackets in front of each other, and blanks in front of a line: the parser would recurse as deep. */
function deepestFlow(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const run of text.matchAll(/[[{]+|[\]}]+|^(?:- ){50,}/gm)) {
    if (run[0].startsWith('-')) deepest = Math.max(deepest, run[0].length / 2);
    else depth = Math.max(0, depth + (/[[{]/.test(run[0]) ? run[0].length : -run[0].length));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

class Converter {
  private count = 0;

  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  convert(node: unknown, depth: number): Tree | undefined {
    this.count += 1;
    if (this.count > MOST_NODES)
      throw new BrokenYaml('Aliases make the file too large. Write out what is needed.', START);
    if (depth > DEEPEST)
      throw new BrokenYaml(`The file is nested more than ${DEEPEST} levels deep. Make it flat.`, START);
    if (isAlias(node)) return this.convert(node.resolve(this.document), depth + 1);
    if (isScalar(node)) return this.text(node);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.convert(item, depth + 1));
      return { kind: 'list', items: items.filter((item) => item !== undefined), ...this.place(node) };
    }
    if (!isMap(node)) return undefined;
    const entries = node.items.map(({ key, value }) => this.entry(key, value, depth));
    return { kind: 'table', entries: entries.filter((entry) => entry !== undefined), ...this.place(node) };
  }

  private entry(key: unknown, value: unknown, depth: number): Entry | undefined {
    if (!isScalar(key)) return undefined;
    const place = this.place(key);
    const found = this.convert(value, depth + 1) ?? { kind: 'text', text: '', type: 'null', ...place };
    return { key: String(key.value), value: found, ...place };
  }

  private place(node: Node): Place {
    return placeOf(this.lines, node.range?.[0] ?? 0);
  }

  private text(node: Scalar): Text {
    const { value, type } = node;
    const place = this.place(node);
    const [text, kind] = scalar(value, node.source);
    if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') {
      const last = placeOf(this.lines, node.range?.[1] ?? 0).line;
      return {
        kind: 'text',
        text,
        type: kind,
        ...place,
        ...(last > place.line ? { block: { style: 'folded', first: place.line } } : {}),
      };
    }
    return {
      kind: 'text',
      text,
      type: kind,
      ...place,
      block: { style: type === 'BLOCK_LITERAL' ? 'literal' : 'folded', first: place.line + 1 },
    };
  }
}

function scalar(value: unknown, source: string | undefined): [string, Text['type']] {
  if (value === null || value === undefined) return ['', 'null'];
  if (typeof value === 'boolean') return [String(value), 'boolean'];
  if (typeof value === 'number' || typeof value === 'bigint') return [source ?? String(value), 'number'];
  return [typeof value === 'string' ? value : (source ?? ''), 'string'];
}
