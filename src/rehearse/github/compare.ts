/** What lies between two commits. https://docs.github.com/rest/commits/commits#compare-two-commits */
import { found, ok, type Answer } from './answer';
import { changedFiles, type FileChange } from './changes';
import { changeShape, commitShape } from './commit-shape';
import { commitOf, history, type Commit } from './commits';
import { pageOf } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

/** GitHub shows no more files of a comparison. */
const MOST_FILES = 300;

export interface Comparison {
  readonly mergeBase: Commit;
  /** Commits of the head that the base does not have, the oldest first. */
  readonly ahead: readonly Commit[];
  readonly behind: readonly Commit[];
  /** From the common commit to the head. */
  readonly files: readonly FileChange[];
}

/** Undefined where the two have no commit in common. */
export function compare(repository: Repository, base: Commit, head: Commit): Comparison | undefined {
  const [ofBase, ofHead] = [history(repository, base), history(repository, head)];
  const mergeBase = ofHead.find((commit) => ofBase.includes(commit));
  return (
    mergeBase && {
      mergeBase,
      ahead: ofHead.filter((commit) => !ofBase.includes(commit)).reverse(),
      behind: ofBase.filter((commit) => !ofHead.includes(commit)),
      files: changedFiles(mergeBase.files, head.files),
    }
  );
}

function statusOf({ ahead, behind }: Comparison): 'diverged' | 'ahead' | 'behind' | 'identical' {
  if (ahead.length > 0) return behind.length > 0 ? 'diverged' : 'ahead';
  return behind.length > 0 ? 'behind' : 'identical';
}

/** `main...feature`; each may be `owner:branch` of this repository. The commits come in pages, the files do not. */
function showComparison(call: Call): Answer {
  const { repository, url } = call;
  const [from, to] = call.parameter('basehead').split('...');
  const find = (name: string | undefined): Commit => found(commitOf(repository, (name ?? '').replace(/^[\w.-]+:/, '')));
  const [base, head] = [find(from), find(to)];
  const comparison = found(compare(repository, base, head));
  const { mergeBase, ahead, behind, files } = comparison;
  const { items, headers } = pageOf(url, ahead, 100);
  const path = `compare/${base.sha}...${head.sha}`;
  const shown = pageNumber(call) === 1 ? files.slice(0, MOST_FILES) : [];
  const body = {
    ...{ url: `${repository.url}/${path}`, html_url: `${repository.html}/${path}` },
    ...{ permalink_url: `${repository.html}/${path}`, diff_url: `${repository.html}/${path}.diff` },
    patch_url: `${repository.html}/${path}.patch`,
    base_commit: commitShape(repository, base),
    merge_base_commit: commitShape(repository, mergeBase),
    ...{ status: statusOf(comparison), ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length },
    commits: items.map((commit) => commitShape(repository, commit)),
    files: shown.map((change) => changeShape(repository, head.sha, change)),
  } satisfies Schema<'commit-comparison'>;
  return { ...ok(body), headers };
}

function pageNumber(call: Call): number {
  return Number(call.query('page') ?? '1');
}

export const compareRoutes: readonly Route[] = [
  { call: 'GET /repos/{owner}/{repo}/compare/{basehead+}', needs: [{ contents: 'read' }], answer: showComparison },
];
