/** An issue and its labels as answers show them. */
import type { Issue } from './issues';
import { idOf, nodeId } from './names';
import { roleOf } from './people';
import type { Repository } from './repository';
import type { Schema } from './schemas';
import { userShape } from './users';

export function labelShape({ url, fullName }: Repository, name: string) {
  const id = idOf(`${fullName} ${name}`);
  return {
    ...{ id, node_id: nodeId('LA', id), url: `${url}/labels/${encodeURIComponent(name)}`, name, description: '' },
    ...{ color: 'ededed', default: false },
  } satisfies Schema<'label'>;
}

export function association(repository: Repository, login: string) {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'OWNER' as const;
  return roleOf(repository, login) === 'none' ? ('NONE' as const) : ('COLLABORATOR' as const);
}

export function issueShape(repository: Repository, issue: Issue) {
  const { id, number, title, body, state, stateReason, createdAt, updatedAt, closedAt } = issue;
  const url = `${repository.url}/issues/${number}`;
  const pull = repository.pulls.some((known) => known.number === number);
  const html = `${repository.html}/${pull ? 'pull' : 'issues'}/${number}`;
  const pulls = `${repository.url}/pulls/${number}`;
  const assignees = issue.assignees.map((login) => userShape(repository, login));
  return {
    ...{ id, node_id: nodeId('I', id), number, title, body, state, state_reason: stateReason, url, html_url: html },
    ...{ repository_url: repository.url, labels_url: `${url}/labels{/name}`, comments_url: `${url}/comments` },
    ...{ events_url: `${url}/events`, timeline_url: `${url}/timeline`, locked: false, milestone: null },
    ...{ user: userShape(repository, issue.author), author_association: association(repository, issue.author) },
    labels: issue.labels.map((name) => labelShape(repository, name)),
    ...{ assignees, assignee: assignees[0] ?? null },
    comments: repository.comments.filter((comment) => comment.issue === number).length,
    ...{ created_at: createdAt, updated_at: updatedAt, closed_at: closedAt },
    closed_by: issue.closedBy === null ? null : userShape(repository, issue.closedBy),
    ...(pull && { pull_request: { url: pulls, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` } }),
  } satisfies Schema<'issue'>;
}
