import { lfForm, tryText } from './content';
import { ManagedFilesError } from './failure';
import type { Survey } from './survey';

/** One of the writer's own files: its bytes, and its lines without line ends. Both are absent when the file is. */
export interface StateFile {
  readonly content: Buffer | undefined;
  readonly lines: readonly string[];
}

/**
 * Reads a file of the writer that people and merges may have changed.
 *
 * Throws when it is no regular file, not UTF-8, cut off inside a line, or holds the markers of a merge conflict.
 */
export function readStateFile(survey: Survey, path: string, wayOut: string): StateFile {
  const standing = survey.at(path);
  if (standing.kind === 'absent') return { content: undefined, lines: [] };
  if (standing.kind === 'blocked') throw stateFault(path, standing.reason, wayOut);
  const text = tryText(lfForm(standing.content));
  if (text === undefined) throw stateFault(path, 'is not UTF-8 text', wayOut);
  const lines = text.split('\n');
  const conflict = lines.findIndex((line) => /^(<{7}|\|{7}|={7}|>{7})( |$)/.test(line));
  if (conflict >= 0) {
    const resolve = `Take either side whole (git checkout --ours ${path}, or --theirs) and run again: it is written anew from the files`;
    throw stateFault(path, `line ${conflict + 1} is the marker of a merge conflict`, resolve);
  }
  if (lines.pop() !== '' || lines.length === 0) {
    throw stateFault(path, `is cut off in line ${lines.length + 1}: the last line has no line end`, wayOut);
  }
  return { content: standing.content, lines };
}

/** The error for a state file that cannot be trusted; nothing has been written when it is thrown. */
export function stateFault(path: string, fault: string, wayOut: string): ManagedFilesError {
  return new ManagedFilesError(`${path}: ${fault}. Nothing was written. ${wayOut}.`);
}
