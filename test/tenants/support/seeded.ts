import type { Files } from '../../support/tenant-fleet';
import { smallFleet } from './fleet-on-disk';

/**
 * A defect and its neighbour, which differs in that alone. In `wrong`, ▶ stands wherever the defect must be reported.
 */
export interface Seed {
  readonly id: string;
  readonly title: string;
  readonly wrong: readonly Edit[];
  readonly right: readonly Edit[];
  /** Places of the defect that no text can be marked at: a folder, or the beginning of a file. */
  readonly at?: readonly string[];
  /** Other rules that the defect breaks by its nature. */
  readonly also?: readonly string[];
}

/** A change of one file of the fleet. */
export type Edit =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly gone: true }
  | { readonly file: string; readonly from: string; readonly to: string }
  | { readonly file: string; readonly name: string; readonly value: string };

/** A variable of acme with a wrong value and a right one. */
export function variable(
  id: string,
  title: string,
  [file, name]: readonly [string, string],
  [wrong, right]: readonly [string, string],
  also: readonly string[] = [],
): Seed {
  const edit = (value: string): Edit[] => [{ file: `acme/${file}`, name, value }];
  return { id, title, wrong: edit(wrong), right: edit(right), also };
}

/** A piece of a file of acme with a wrong text and a right one. */
export function piece(
  id: string,
  title: string,
  [file, from]: readonly [string, string],
  [wrong, right]: readonly [string, string],
  also: readonly string[] = [],
): Seed {
  const edit = (to: string): Edit[] => [{ file: `acme/${file}`, from, to }];
  return { id, title, wrong: edit(wrong), right: edit(right), also };
}

/** The fleet with these edits, and the places that are marked in it. */
export function seeded(edits: readonly Edit[]): { files: Files; marks: string[] } {
  const files = smallFleet();
  for (const edit of edits) {
    if ('gone' in edit) Reflect.deleteProperty(files, edit.file);
    else files[edit.file] = edited(files[edit.file] ?? '', edit);
  }
  const marks = Object.entries(files).flatMap(([file, text]) => {
    const parts = text.split('▶');
    files[file] = parts.join('');
    return parts.slice(0, -1).map((_, i) => placeOf(file, parts.slice(0, i + 1).join('')));
  });
  return { files, marks };
}

function edited(text: string, edit: Exclude<Edit, { gone: true }>): string {
  if ('text' in edit) return edit.text;
  if ('from' in edit) {
    if (!text.includes(edit.from)) throw new Error(`${edit.file} has no ${edit.from}`);
    return text.replace(edit.from, () => edit.to);
  }
  const line = new RegExp(`^(${edit.name} += ).*$`, 'm');
  return line.test(text)
    ? text.replace(line, (_, before: string) => before + edit.value)
    : `${text}\n${edit.name} = ${edit.value}\n`;
}

function placeOf(file: string, before: string): string {
  const lines = before.split('\n');
  return `${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}
