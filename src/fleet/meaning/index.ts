/** What a change means: from the text of files before and after to sentences for people. Reads no disk. */
import { lfForm, planHasChanges, refusedChanges, type Change, type Plan } from '../../managed';
import { compareFile, type FilePair } from './compare-file';
import { change, NOTHING, ordered, type Sentence } from './sentence';
import { Users } from './users';

export type { Level, Sentence } from './sentence';

const WORKFLOW = /^\.github\/workflows\//;

/**
 * What applying a plan would change in what the repository does, risks first.
 *
 * Empty where no file would differ; "no behavioural change" in front where files differ, and nothing that runs does. Files
 * that need a decision count as if they were accepted.
 */
export function meaningOf(plan: Plan): Sentence[] {
  const { changes } = plan;
  const files = changes.map(pairOf);
  const modes = changes.filter(({ effect }) => effect === 'mode');
  const started = modes.map(({ path }): Sentence => ({ ...change(`\`${path}\` can be executed again`), file: path }));
  const sentences = ordered([...told(files), ...started]);
  // The list of managed files is all that may change.
  return sentences.length === 0 && planHasChanges(plan) && refusedChanges(plan).length === 0 ? [NOTHING] : sentences;
}

/** What differs in meaning between files before and after, whoever wrote them; text with LF line ends. */
export function meaningOfFiles(files: readonly FilePair[]): Sentence[] {
  return ordered(told(files));
}

function told(files: readonly FilePair[]): Sentence[] {
  const known = files.flatMap(({ path, before, after }) => {
    const text = after ?? before;
    return text === undefined ? [] : [[path, text] as const];
  });
  const users = new Users(new Map(known));
  const many = [...counted(files, 'new', isNew), ...counted(files, 'gone', isGone)];
  const named = files.filter((file) => !many.some(({ of }) => of(file)));
  return [...named.flatMap((file) => compareFile(file, users)), ...many.map(({ sentence }) => sentence)];
}

/** So many scripts and texts that come or go are named; more are counted. */
const NAMED = 3;

interface Counted {
  readonly of: (file: FilePair) => boolean;
  readonly sentence: Sentence;
}

/** What workflows use comes and goes with them: what they do is told there. */
function counted(files: readonly FilePair[], word: string, of: (file: FilePair) => boolean): Counted[] {
  const count = files.filter(of).length;
  return count > NAMED ? [{ of, sentence: { ...change(`${count} files that workflows use or people read are ${word}`), file: '' } }] : []; // prettier-ignore
}

function isNew({ path, before, after }: FilePair): boolean {
  return before === undefined && after !== undefined && !WORKFLOW.test(path);
}

function isGone({ path, before, after }: FilePair): boolean {
  return before !== undefined && after === undefined && !WORKFLOW.test(path);
}

function pairOf({ path, kind, effect, refused, decision, before, after }: Change): FilePair {
  const old = before && text(before);
  const touched = (effect === 'write' || effect === 'remove' || refused) && decision !== 'release';
  if (!touched || kind === 'blocked') return { path, before: old, after: old };
  return { path, before: old, after: kind === 'orphan' ? undefined : after && text(after) };
}

/** Line ends of a `core.autocrlf` checkout mean nothing; one of another kind among them is an edit. */
function text(content: Buffer): string {
  return lfForm(content).toString('utf8');
}
