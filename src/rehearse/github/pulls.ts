/** Pull requests. https://docs.github.com/rest/pulls/pulls */
import { created, found, ok, validationFailed, type Answer } from './answer';
import { changeShape } from './commit-shape';
import { commitOf } from './commits';
import { compare, type Comparison } from './compare';
import { addIssue, setState, type Issue, type IssueOptions } from './issues';
import { listed } from './pages';
import type { PullReview } from './pull-reviews';
import { pullShape, simplePull } from './pull-shape';
import type { Repository } from './repository';
import type { Call, Route } from './route';

/** What a pull request has besides what an issue has. */
export interface PullRequest {
  readonly number: number;
  /** Branch of this repository. */
  readonly head: string;
  base: string;
  draft: boolean;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  readonly reviews: PullReview[];
}

export type PullRequestOptions = Partial<PullRequest> & Pick<PullRequest, 'head'> & IssueOptions;

/** Adds a pull request, into the default branch unless said otherwise. */
export function addPullRequest(repository: Repository, options: PullRequestOptions): PullRequest {
  const { head, base = repository.defaultBranch, draft = false, mergedAt = null, ...rest } = options;
  const { mergedBy = null, mergeCommit = null, reviews = [], ...more } = rest;
  const { number } = addIssue(repository, more);
  const pull = { number, head, base, draft, mergedAt, mergedBy, mergeCommit, reviews };
  repository.pulls.push(pull);
  return pull;
}

export function issueOf({ issues }: Repository, { number }: PullRequest): Issue {
  return found(issues.find((issue) => issue.number === number));
}

/** Undefined where a branch is gone. What was merged is compared with what its base was before. */
export function comparisonOf(repository: Repository, { base, head, mergeCommit }: PullRequest): Comparison | undefined {
  const before = mergeCommit === null ? base : (commitOf(repository, mergeCommit)?.parents[0] ?? base);
  const [from, to] = [before, head].map((name) => commitOf(repository, name));
  return from && to && compare(repository, from, to);
}

export function findPull(call: Call): PullRequest {
  return found(call.repository.pulls.find(({ number }) => String(number) === call.parameter('pull_number')));
}

/** `owner:branch`, as a filter or in a request; the owner may be left out in a request. */
function branchOf(repository: Repository, head: string): string {
  return head.replace(new RegExp(`^${repository.owner}:`, 'i'), '');
}

function invalid(field: string, message: string): Error {
  return validationFailed({ resource: 'PullRequest', field, code: 'invalid', message });
}

function createPull(call: Call): Answer {
  const { repository, fields, login: author } = call;
  const [head, base] = [branchOf(repository, fields.required('head')), fields.required('base')];
  const title = fields.required('title');
  for (const [field, name] of [
    ['head', head],
    ['base', base],
  ] as const)
    if (repository.refs[`refs/heads/${name}`] === undefined) throw invalid(field, `${field} is invalid`);
  const open = repository.pulls.find(
    (pull) => pull.head === head && pull.base === base && issueOf(repository, pull).state === 'open',
  );
  const custom = (message: string): Error => validationFailed({ resource: 'PullRequest', code: 'custom', message });
  if (open !== undefined) throw custom(`A pull request already exists for ${repository.owner}:${head}.`);
  const draft = fields.flag('draft') ?? false;
  const wanted = { number: 0, head, base, draft, mergedAt: null, mergedBy: null, mergeCommit: null, reviews: [] };
  if ((comparisonOf(repository, wanted)?.ahead.length ?? 0) === 0)
    throw custom(`No commits between ${base} and ${head}`);
  const pull = addPullRequest(repository, { head, base, title, draft, author, body: fields.text('body') ?? null });
  return created(pullShape(repository, pull));
}

function changePull(call: Call): Answer {
  const { repository, fields, login } = call;
  const pull = findPull(call);
  const issue = issueOf(repository, pull);
  const [title, body, base] = ['title', 'body', 'base'].map((field) => fields.text(field));
  const state = fields.choice('state', ['open', 'closed']);
  if (typeof title === 'string') issue.title = title;
  if (body !== undefined) issue.body = body;
  if (typeof base === 'string') pull.base = base;
  if (state !== undefined) setState(repository, issue, state, login);
  issue.updatedAt = repository.time();
  return ok(pullShape(repository, pull));
}

/** Open ones unless all are asked for, the newest first. */
function list(call: Call): Answer {
  const { repository, url } = call;
  const [state = 'open', head, base] = ['state', 'head', 'base'].map((name) => call.query(name));
  const chosen = repository.pulls
    .filter((pull) => state === 'all' || issueOf(repository, pull).state === state)
    .filter((pull) => head === undefined || `${repository.owner}:${pull.head}`.toLowerCase() === head.toLowerCase())
    .filter((pull) => base === undefined || pull.base === base)
    .reverse();
  return listed(url, call.query('direction') === 'asc' ? chosen.reverse() : chosen, (pull) =>
    simplePull(repository, pull),
  );
}

function files(call: Call): Answer {
  const { repository, url } = call;
  const pull = findPull(call);
  const sha = commitOf(repository, pull.head)?.sha ?? pull.head;
  return listed(url, comparisonOf(repository, pull)?.files ?? [], (change) => changeShape(repository, sha, change));
}

const READ = [{ pull_requests: 'read' }] as const;
const WRITE = [{ pull_requests: 'write' }] as const;

export const pullRoutes: readonly Route[] = [
  { call: 'GET /repos/{owner}/{repo}/pulls', needs: READ, answer: list },
  { call: 'POST /repos/{owner}/{repo}/pulls', needs: WRITE, answer: createPull },
  {
    call: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    needs: [...READ, { contents: 'read' }],
    answer: (call) => ok(pullShape(call.repository, findPull(call))),
  },
  { call: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}', needs: WRITE, answer: changePull },
  { call: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files', needs: READ, answer: files },
];
