import { BrokenYaml } from '../../verify/read/read-tree';
import { compare } from './compare';
import { formatOf, type Format } from './formats';
import type { Node } from './node';
import { shown } from './rule';
import { judged, lines } from './rules/weakenings';
import { sameCommands, changedLines } from './script';
import { change, note, risk, type Sentence, type Told } from './sentence';
import { titleOf, type Users } from './users';
import { comesOrGoes } from './whole-file';

/** A file before and after; one of both is missing where it is new, or gone. */
export interface FilePair {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What the difference of a file means; empty only where there is none. */
export function compareFile({ path, before, after }: FilePair, users: Users): Sentence[] {
  if (before === after) return [];
  const here = (told: readonly Told[]) => told.map((each): Sentence => ({ ...each, file: path }));
  if (path.endsWith('.md')) return here([note(`${path}: words for people changed`)]);
  if (before === undefined || after === undefined) return here([comesOrGoes(path, before, after)]);
  const format = formatOf(path);
  if (format !== undefined) return compareRead(format, path, before, after);
  return here(path.endsWith('.sh') ? script(path, before, after, users) : [text(path, before, after, users)]);
}

function compareRead({ read, rules }: Format, file: string, before: string, after: string): Sentence[] {
  const title = titleOf(file);
  const [old, now] = [attempt(read, before), attempt(read, after)];
  if (typeof now === 'string') return [{ ...risk(`${title} cannot be read any more: ${now}`), file }];
  if (typeof old === 'string') return [{ ...risk(`${title} could not be read before: ${old}`), file }];
  const found = compare(rules, { file, title, before: old, after: now });
  return found.length > 0 ? found : [{ ...note(`${title}: only comments, order or form changed`), file }];
}

/** What a text means, or why nobody can say. */
function attempt(read: (text: string) => Node, text: string): Node | string {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof BrokenYaml || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

function script(path: string, before: string, after: string, users: Users): Told[] {
  if (sameCommands(before, after)) return [note(`${path}: only comments and blank space changed`)];
  return judged(`script ${shown(path)}`, before, after, runBy(users.of(path)));
}

/** Of other files nothing is known but who reads them. */
function text(path: string, before: string, after: string, users: Users): Told {
  const { count } = changedLines(before, after);
  return change(`${shown(path)} changed in ${lines(count)}${runBy(users.of(path))}`);
}

function runBy(jobs: readonly string[]): string {
  if (jobs.length === 0) return '';
  const more = jobs.length > 3 ? ` and ${jobs.length - 3} more` : '';
  return `; run by ${jobs.slice(0, 3).join(', ')}${more}`;
}
