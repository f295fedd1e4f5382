import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Pin } from '../../github/pins';
import { UsageError } from '../surroundings';

/** Reads the table of pins. Throws UsageError with the row and field that are not as they should be. */
export function readTable(text: string, file: string): Pin[] {
  const parsed = attemptParse(text, file);
  if (!Array.isArray(parsed)) throw new UsageError(`${file} is no list of pins.`);
  const rows: readonly unknown[] = parsed;
  return rows.map((row, i) => {
    if (isPin(row)) return row;
    throw new UsageError(
      `${file}: row ${i + 1} is no pin. It needs action, version, sha, released, runtime, inputsReadAt, inputs, outputs.`,
    );
  });
}

function attemptParse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isPin(row: unknown): row is Pin {
  if (typeof row !== 'object' || row === null) return false;
  const field = (key: string): unknown => Reflect.get(row, key);
  const isObject = (value: unknown): boolean => typeof value === 'object';
  return (
    ['action', 'version', 'sha', 'runtime', 'inputsReadAt'].every((key) => typeof field(key) === 'string') &&
    (field('released') === null || typeof field('released') === 'string') &&
    isObject(field('inputs')) &&
    (field('outputs') === null || Array.isArray(field('outputs')))
  );
}

/** The table with these rows in place of those of the same action; everything else stays as it is, byte for byte. */
export function withRows(text: string, rows: readonly Pin[]): string {
  const tree = parseTree(text);
  const edits = rows.flatMap((row) => {
    const index = (tree?.children ?? []).findIndex((node) => {
      return findNodeAtLocation(node, ['action'])?.value === row.action;
    });
    return Object.entries(row).flatMap(([key, value]) => {
      const node = tree && findNodeAtLocation(tree, [index, key]);
      const same = node !== undefined && JSON.stringify(getNodeValue(node)) === JSON.stringify(value);
      return node === undefined || same
        ? []
        : [{ offset: node.offset, length: node.length, text: rendered(key, value) }];
    });
  });
  edits.sort((a, b) => b.offset - a.offset);
  return edits.reduce(
    (result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length),
    text,
  );
}

const WIDTH = 120;

/** A value as prettier would leave it: a list on one line where it fits. */
function rendered(key: string, value: unknown): string {
  if (Array.isArray(value)) {
    const line = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
    if (`    "${key}": ${line}`.length <= WIDTH) return line;
  }
  return JSON.stringify(value, undefined, 2).replaceAll('\n', '\n    ');
}
