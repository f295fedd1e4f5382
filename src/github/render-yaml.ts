import { Document, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml';
import type { Yaml } from './workflow';

/**
 * YAML text for plain data: keys in their order, `undefined` left out, texts of several lines as literal blocks,
 * `#` keys as comments, and ` # reason` behind `uses`, permissions and anchors of linters as trailing comments.
 */
export function renderYaml(value: Yaml, header: readonly string[]): string {
  const node = toNode(value);
  const top = new Document(node);
  const text = top.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true, nullStr: '' });
  return [...header.map((line) => `# ${line}`.trimEnd()), '', text].join('\n').replace(/^\n/, '');
}

function toNode(value: Yaml): Node {
  if (Array.isArray(value)) return toSeq(value);
  if (typeof value === 'object' && value !== null) return toMap(Object.entries(value));
  const scalar = new Scalar(value);
  if (typeof value === 'string' && value.includes('\n')) scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

function toSeq(items: readonly Yaml[]): YAMLSeq {
  const seq = new YAMLSeq();
  const plain = items.every((item) => typeof item !== 'object' || item === null);
  seq.flow = plain && items.length > 0 && items.length < 6;
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
    map.add(new Pair(name, behind(value)));
  }
  return map;
}

/** An input or output: its description and type fit on one line. */
function isDescription(entries: readonly (readonly [string, Yaml])[]): boolean {
  return (
    entries[0]?.[0] === 'description' &&
    entries.every(([, value]) => typeof value !== 'string' || !value.includes('\n'))
  );
}

/** The comment of a map that is a value stands above its key. */
function inner(value: Yaml): Yaml {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key === '#')?.[1];
}

/** Splits `value # reason`, the form of pins and grants. Only texts of one line can have it. */
function behind(value: Yaml): Node {
  const match = typeof value === 'string' ? /^([\w./@-]+) # (.+)$/.exec(value) : null;
  if (!match) return toNode(value);
  const node = toNode(match[1]);
  node.comment = ` ${match[2] ?? ''}`;
  return node;
}

function comment(text: Yaml): string {
  const lines = typeof text === 'string' ? text : '';
  return lines
    .split('\n')
    .map((line) => ` ${line}`.trimEnd())
    .join('\n');
}
