import { foldersOf } from './paths';
import type { Survey } from './survey';

/** Name of a temporary file; says whose it is, so that a later run may remove it and nothing else. */
export function temporaryName(pid: number, tag: string): string {
  return `.projen-fleet.${pid}.${tag}.tmp`;
}

const PATTERN = /^\.projen-fleet\.\d+\.[a-z0-9]+\.tmp$/;

/** Whether a name is one that `temporaryName` gives. */
export function isTemporaryName(name: string): boolean {
  return PATTERN.test(name);
}

/**
 * Temporary files that a killed run left in the folders of these paths, and in those above them.
 *
 * The whole repository is not searched: it may be huge. A folder that nothing is written to any more keeps its leftover.
 */
export function findLeftovers(survey: Survey, paths: readonly string[]): string[] {
  const folders = new Set(['', ...paths.flatMap(foldersOf)]);
  return [...folders].flatMap((folder) => {
    const names = survey.tryNames(folder) ?? [];
    return names.filter(isTemporaryName).map((name) => (folder === '' ? name : `${folder}/${name}`));
  });
}
