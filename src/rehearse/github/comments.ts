/** Comments and labels of issues and pull requests. https://docs.github.com/rest/issues/comments */
import { created, found, NO_CONTENT, ok, unprocessable, type Answer } from './answer';
import { association, labelShape } from './issue-shape';
import { findIssue, type Issue } from './issues';
import { nodeId } from './names';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { userShape } from './users';

export interface Comment {
  readonly id: number;
  /** Number of the issue or pull request. */
  readonly issue: number;
  body: string;
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
}

export function addComment(repository: Repository, issue: Issue, body: string, author = 'octocat'): Comment {
  const at = repository.time();
  const comment = { id: repository.nextId(), issue: issue.number, body, author, createdAt: at, updatedAt: at };
  repository.comments.push(comment);
  issue.updatedAt = at;
  return comment;
}

function commentShape(repository: Repository, { id, issue, body, author, createdAt, updatedAt }: Comment) {
  return {
    ...{ id, node_id: nodeId('IC', id), url: `${repository.url}/issues/comments/${id}`, body },
    html_url: `${repository.html}/issues/${issue}#issuecomment-${id}`,
    ...{ issue_url: `${repository.url}/issues/${issue}`, created_at: createdAt, updated_at: updatedAt },
    ...{ user: userShape(repository, author), author_association: association(repository, author) },
  } satisfies Schema<'issue-comment'>;
}

function findComment(call: Call): Comment {
  return found(call.repository.comments.find(({ id }) => String(id) === call.parameter('comment_id')));
}

function bodyOf({ fields }: Call): string {
  const body = fields.required('body');
  if (body.trim() === '') throw unprocessable(`Validation Failed: "body can't be blank"`);
  return body;
}

/** The oldest comes first. */
function list(call: Call): Answer {
  const { repository, url } = call;
  const { number } = findIssue(call);
  const since = Date.parse(call.query('since') ?? '1970-01-01');
  const own = repository.comments.filter(({ issue, updatedAt }) => issue === number && Date.parse(updatedAt) >= since);
  return listed(url, own, (comment) => commentShape(repository, comment));
}

function changeComment(call: Call): Answer {
  const { repository } = call;
  const changed = Object.assign(findComment(call), { body: bodyOf(call), updatedAt: repository.time() });
  return ok(commentShape(repository, changed));
}

function removeComment(call: Call): Answer {
  const gone = findComment(call);
  call.repository.comments = call.repository.comments.filter((comment) => comment !== gone);
  return NO_CONTENT;
}

function labelsOf({ repository }: Call, { labels }: Issue): Answer {
  return ok(labels.map((name) => labelShape(repository, name)));
}

function addLabels(call: Call): Answer {
  const issue = findIssue(call);
  issue.labels = [...new Set([...issue.labels, ...(call.fields.texts('labels') ?? [])])];
  return labelsOf(call, issue);
}

function removeLabel(call: Call): Answer {
  const issue = findIssue(call);
  const name = found(issue.labels.find((label) => label === call.parameter('name')));
  issue.labels = issue.labels.filter((label) => label !== name);
  return labelsOf(call, issue);
}

const READ = [{ issues: 'read' }, { pull_requests: 'read' }] as const;
const WRITE = [{ issues: 'write' }, { pull_requests: 'write' }] as const;
const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

export const commentRoutes: readonly Route[] = [
  { call: `GET ${ISSUE}/comments`, needs: READ, answer: list },
  {
    call: `POST ${ISSUE}/comments`,
    needs: WRITE,
    answer: (call) => {
      const { repository, login } = call;
      return created(commentShape(repository, addComment(repository, findIssue(call), bodyOf(call), login)));
    },
  },
  { call: `GET ${COMMENT}`, needs: READ, answer: (call) => ok(commentShape(call.repository, findComment(call))) },
  { call: `PATCH ${COMMENT}`, needs: WRITE, answer: changeComment },
  { call: `DELETE ${COMMENT}`, needs: WRITE, answer: removeComment },
  { call: `GET ${ISSUE}/labels`, needs: READ, answer: (call) => labelsOf(call, findIssue(call)) },
  { call: `POST ${ISSUE}/labels`, needs: WRITE, answer: addLabels },
  { call: `DELETE ${ISSUE}/labels/{name}`, needs: WRITE, answer: removeLabel },
];
