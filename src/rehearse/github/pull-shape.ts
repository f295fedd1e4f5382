/** A pull request as answers show it. */
import { commitOf } from './commits';
import { association, labelShape } from './issue-shape';
import { nodeId } from './names';
import { comparisonOf, issueOf, type PullRequest } from './pulls';
import type { Repository } from './repository';
import { fullRepository } from './repository-shape';
import type { Schema } from './schemas';
import { userShape } from './users';

function end(repository: Repository, ref: string) {
  const sha = commitOf(repository, ref)?.sha ?? '0'.repeat(40);
  const user = userShape(repository, repository.owner);
  return { label: `${repository.owner}:${ref}`, ref, sha, user, repo: fullRepository(repository) };
}

function addresses({ url, html }: Repository, number: number, sha: string) {
  const [self, page, issue] = [`${url}/pulls/${number}`, `${html}/pull/${number}`, `${url}/issues/${number}`];
  const [commits_url, review_comments_url] = [`${self}/commits`, `${self}/comments`];
  const [comments_url, statuses_url] = [`${issue}/comments`, `${url}/statuses/${sha}`];
  const review_comment_url = `${url}/pulls/comments{/number}`;
  const link = (href: string) => ({ href });
  return {
    ...{ url: self, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, issue_url: issue },
    ...{ commits_url, review_comments_url, review_comment_url, comments_url, statuses_url },
    _links: {
      ...{ self: link(self), html: link(page), issue: link(issue), comments: link(comments_url) },
      ...{ review_comments: link(review_comments_url), review_comment: link(review_comment_url) },
      ...{ commits: link(commits_url), statuses: link(statuses_url) },
    },
  };
}

/** As lists show it. */
export function simplePull(repository: Repository, pull: PullRequest) {
  const issue = issueOf(repository, pull);
  const { number, title, body, state, createdAt, updatedAt, closedAt } = issue;
  const assignees = issue.assignees.map((login) => userShape(repository, login));
  const head = end(repository, pull.head);
  return {
    ...{ id: issue.id, node_id: nodeId('PR', issue.id), number, title, body, state, locked: false, draft: pull.draft },
    ...{ user: userShape(repository, issue.author), author_association: association(repository, issue.author) },
    labels: issue.labels.map((name) => labelShape(repository, name)),
    ...{ assignees, assignee: assignees[0] ?? null, requested_reviewers: [], requested_teams: [], milestone: null },
    ...{ created_at: createdAt, updated_at: updatedAt, closed_at: closedAt, merged_at: pull.mergedAt },
    ...{ merge_commit_sha: pull.mergeCommit, head, base: end(repository, pull.base), auto_merge: null },
    ...addresses(repository, number, head.sha),
  } satisfies Schema<'pull-request-simple'>;
}

/** As it shows itself; whether it can be merged cleanly is never computed, so it is always said to be. */
export function pullShape(repository: Repository, pull: PullRequest) {
  const { ahead = [], files = [] } = comparisonOf(repository, pull) ?? {};
  const sum = (key: 'additions' | 'deletions'): number => files.reduce((total, file) => total + file[key], 0);
  return {
    ...simplePull(repository, pull),
    ...{ merged: pull.mergedAt !== null, mergeable: true, rebaseable: true, mergeable_state: 'clean' },
    merged_by: pull.mergedBy === null ? null : userShape(repository, pull.mergedBy),
    comments: repository.comments.filter(({ issue }) => issue === pull.number).length,
    ...{ review_comments: 0, maintainer_can_modify: false, commits: ahead.length, changed_files: files.length },
    ...{ additions: sum('additions'), deletions: sum('deletions') },
  } satisfies Schema<'pull-request'>;
}
