/** What a change means: from the text of files before and after to sentences for people. Reads no disk. */
import { lfForm, type Change, type Plan } from '../../managed';
import { compareFile, type FilePair } from './compare-file';
import { change, ordered, type Sentence } from './sentence';
import { Users } from './users';

export type { Level, Sentence } from './sentence';

/**
 * What applying a plan would change in what the repository does, risks first.
 *
 * Empty where no file would differ; "no behavioural change" in front where files differ, and nothing that runs does. Files
 * that need a decision count as if they were accepted.
 */
export function meaningOf({ changes }: Plan): Sentence[] {
  const files = changes.map(pairOf);
  const modes = changes.filter(({ effect }) => effect === 'mode');
  const started = modes.map(({ path }): Sentence => ({ ...change(`\`${path}\` can be executed again`), file: path }));
  return ordered([...meaningOfFiles(files), ...started]);
}

/** What differs in meaning between files before and after, whoever wrote them; text with LF line ends. */
export function meaningOfFiles(files: readonly FilePair[]): Sentence[] {
  const known = files.flatMap(({ path, before, after }) => {
    const text = after ?? before;
    return text === undefined ? [] : [[path, text] as const];
  });
  const users = new Users(new Map(known));
  return ordered(files.flatMap((file) => compareFile(file, users)));
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
