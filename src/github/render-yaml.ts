import { Document, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml';
import { Memory } from '../model/memory';
import type { Yaml } from './workflow';

/**
 * YAML text for plain data: keys in their order, `undefined` left out, texts of several lines as literal blocks,
 * `#` keys as comments, and ` # reason` behind `uses` and permissions as trailing comments.
 */
export function renderYaml(value: Yaml, header: readonly string[]): string {
  const text = texts.recall(JSON.stringify(value), () => {
    const top = new Document(toNode(value));
    return top.toString({
      lineWidth: 0,
      doubleQuotedMinMultiLineLength: 1_000_000,
      indentSeq: true,
      flowCollectionPadding: true,
    });
  });
  return [...header.map((line) => `# ${line}`.trimEnd()), '', text].join('\n').replace(/^\n/, '');
}

/** Keyed by the data itself, so equal data is written once. */
const texts = new Memory<string>(200);

function toNode(value: Yaml): Node {
  if (Array.isArray(value)) return toSeq(value);
  if (typeof value === 'object' && value !== null) return toMap(Object.entries(value));
  const scalar = new Scalar(value);
  if (typeof value === 'string' && /[\n\t]/.test(value)) {
    // A block finds its indentation in its first line, which must not begin with a space then; tabs must be seen.
    scalar.type = /^\s|\t/.test(value) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
  }
  return scalar;
}

function toSeq(items: readonly Yaml[]): YAMLSeq {
  const seq = new YAMLSeq();
  const plain = items.every((item) => typeof item !== 'object' || item === null);
  seq.flow = plain && items.length < 6;
  for (const item of items) {
    const node = toNode(item);
    if (typeof item === 'object' && item !== null && '#' in item) node.commentBefore = comment(item['#']);
    seq.add(node);
  }
  return seq;
}

function toMap(entries: readonly (readonly [string, Yaml])[]): YAMLMap {
  const map = new YAMLMap();
  const comments = new Map(entries.filter(([key]) => key.startsWith('#')));
  const kept = entries.filter(([key, value]) => !key.startsWith('#') && value !== undefined);
  map.flow = kept.length === 0 || isDescription(kept);
  for (const [key, value] of kept) {
    const name = new Scalar(key);
    const note = comments.get(`#${key}`) ?? inner(value);
    if (note !== undefined) name.commentBefore = comment(note);
    const node = hasReason(key, value) ? withReason(value) : toNode(value);
    if (node instanceof Scalar && value === null && !map.flow) node.source = '';
    // A list in a variable takes one line, however long it is: workflows are to be read at one sitting.
    if (node instanceof Scalar && node.type === Scalar.BLOCK_LITERAL && VARIABLE.test(key))
      node.type = Scalar.QUOTE_DOUBLE;
    if (key === 'include' && node instanceof YAMLSeq) asRows(node);
    map.add(new Pair(name, node));
  }
  return map;
}

const VARIABLE = /^[A-Z_]+$/;

/** An input or output: its description and type fit on one line. */
function isDescription(entries: readonly (readonly [string, Yaml])[]): boolean {
  return (
    entries[0]?.[0] === 'description' &&
    entries.every(([, value]) => typeof value !== 'string' || !value.includes('\n'))
  );
}

/** The combinations of a matrix read as a table: one line for each. */
function asRows(seq: YAMLSeq): void {
  for (const row of seq.items) if (row instanceof YAMLMap) row.flow = true;
}

/** The comment of a map that is a value stands above its key. */
function inner(value: Yaml): Yaml {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key === '#')?.[1];
}

/** `value # reason` is the form of pins, and of grants in permissions. In any other place it is text like all else. */
function hasReason(key: string, value: Yaml): value is string {
  return typeof value === 'string' && (key === 'uses' ? / # ./ : /^(?:read|write) # ./).test(value);
}

function withReason(value: string): Node {
  const [text = '', ...reason] = value.split(' # ');
  const node = new Scalar(text);
  node.comment = ` ${reason.join(' # ')}`;
  return node;
}

function comment(text: Yaml): string {
  const lines = typeof text === 'string' ? text : '';
  return lines
    .split('\n')
    .map((line) => ` ${line}`.trimEnd())
    .join('\n');
}
