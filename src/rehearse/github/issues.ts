/** Issues. https://docs.github.com/rest/issues/issues */
import { created, found, ok, unprocessable, type Answer } from './answer';
import { issueShape } from './issue-shape';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';

const REASONS = ['completed', 'not_planned', 'duplicate', 'reopened'] as const;

/** An issue; a pull request is one too, with the same number. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: (typeof REASONS)[number] | null;
  labels: string[];
  assignees: string[];
  readonly author: string;
  closedBy: string | null;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export type IssueOptions = Partial<Issue> & Pick<Issue, 'title'>;

/** Adds an issue; its number is the next one of the repository. */
export function addIssue(repository: Repository, { title, ...more }: IssueOptions): Issue {
  const at = repository.time();
  const number = 1 + Math.max(0, ...repository.issues.map((known) => known.number));
  const issue: Issue = {
    ...{ id: repository.nextId(), number, title, body: null, state: 'open', stateReason: null, labels: [] },
    ...{ assignees: [], author: 'octocat', closedBy: null, createdAt: at, updatedAt: at, closedAt: null, ...more },
  };
  repository.issues.push(issue);
  return issue;
}

export function findIssue(call: Call): Issue {
  return found(call.repository.issues.find(({ number }) => String(number) === call.parameter('issue_number')));
}

/** Opens or closes it. */
export function setState(repository: Repository, issue: Issue, state: 'open' | 'closed', login: string): void {
  if (issue.state === state) return;
  const closed = state === 'closed';
  issue.state = state;
  issue.stateReason = closed ? 'completed' : 'reopened';
  [issue.closedAt, issue.closedBy] = closed ? [repository.time(), login] : [null, null];
}

function createIssue(call: Call): Answer {
  const { repository, fields, login: author } = call;
  const title = fields.required('title');
  if (title.trim() === '') throw unprocessable("Validation Failed: title can't be blank");
  const more = { body: fields.text('body') ?? null, labels: fields.texts('labels') ?? [], author };
  return created(
    issueShape(repository, addIssue(repository, { title, ...more, assignees: fields.texts('assignees') ?? [] })),
  );
}

function changeIssue(call: Call): Answer {
  const { repository, fields, login } = call;
  const issue = findIssue(call);
  const [title, body] = [fields.text('title'), fields.text('body')];
  const [labels, assignees] = [fields.texts('labels'), fields.texts('assignees')];
  const state = fields.choice('state', ['open', 'closed']);
  const stateReason = fields.choice('state_reason', REASONS);
  if (typeof title === 'string') issue.title = title;
  if (body !== undefined) issue.body = body;
  if (state !== undefined) setState(repository, issue, state, login);
  if (stateReason !== undefined) issue.stateReason = stateReason;
  Object.assign(issue, labels && { labels }, assignees && { assignees }, { updatedAt: repository.time() });
  return ok(issueShape(repository, issue));
}

/** Open ones unless all are asked for, the newest first; pull requests are among them. */
function list(call: Call): Answer {
  const { repository, url } = call;
  const [state = 'open', since, creator, assignee] = ['state', 'since', 'creator', 'assignee'].map((n) =>
    call.query(n),
  );
  const labels = (call.query('labels') ?? '').split(',').filter((label) => label !== '');
  const by = call.query('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const chosen = repository.issues
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter((issue) => since === undefined || Date.parse(issue.updatedAt) >= Date.parse(since))
    .filter((issue) => creator === undefined || issue.author === creator)
    .filter(
      ({ assignees }) =>
        assignee === undefined || (assignee === 'none' ? assignees.length === 0 : assignees.includes(assignee)),
    )
    .toSorted((a, b) => b[by].localeCompare(a[by]) || b.number - a.number);
  const ordered = call.query('direction') === 'asc' ? chosen.reverse() : chosen;
  return listed(url, ordered, (issue) => issueShape(repository, issue));
}

/** Whoever may write either may change what is both. */
const EITHER = [{ issues: 'write' }, { pull_requests: 'write' }] as const;

export const issueRoutes: readonly Route[] = [
  { call: 'GET /repos/{owner}/{repo}/issues', needs: [{ issues: 'read' }], answer: list },
  { call: 'POST /repos/{owner}/{repo}/issues', needs: [{ issues: 'write' }], answer: createIssue },
  {
    call: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
    needs: [{ issues: 'read' }],
    answer: (call) => ok(issueShape(call.repository, findIssue(call))),
  },
  { call: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', needs: EITHER, answer: changeIssue },
];
