/** Reviews of pull requests, and how a commit leads to its pull request. https://docs.github.com/rest/pulls/reviews */
import { found, unprocessable } from './answer';
import { commitShape } from './commit-shape';
import { commitOf } from './commits';
import { association } from './issue-shape';
import { nodeId } from './names';
import { listed } from './pages';
import { simplePull } from './pull-shape';
import { comparisonOf, findPull, type PullRequest } from './pulls';
import type { Repository } from './repository';
import type { Route } from './route';
import type { Schema } from './schemas';
import { userShape } from './users';

export interface PullReview {
  readonly id: number;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly user: string;
  /** Newest commit of the pull request at that time. */
  readonly commit: string;
  readonly submittedAt: string;
}

/** Somebody reviews a pull request as it is now, and approves it unless said otherwise. */
export function addPullReview(
  repository: Repository,
  pull: PullRequest,
  { user, state = 'APPROVED', ...more }: Pick<PullReview, 'user'> & Partial<PullReview>,
): PullReview {
  const commit = commitOf(repository, pull.head)?.sha ?? '';
  const review = { id: repository.nextId(), state, user, commit, submittedAt: repository.time(), ...more };
  pull.reviews.push(review);
  return review;
}

function reviewShape(repository: Repository, pull: PullRequest, review: PullReview) {
  const [self, page] = [`${repository.url}/pulls/${pull.number}`, `${repository.html}/pull/${pull.number}`];
  const html = `${page}#pullrequestreview-${review.id}`;
  return {
    ...{ id: review.id, node_id: nodeId('PRR', review.id), user: userShape(repository, review.user), body: '' },
    ...{ state: review.state, html_url: html, pull_request_url: self, commit_id: review.commit },
    _links: { html: { href: html }, pull_request: { href: self } },
    ...{ submitted_at: review.submittedAt, author_association: association(repository, review.user) },
  } satisfies Schema<'pull-request-review'>;
}

const READ = [{ pull_requests: 'read' }] as const;

export const pullReviewRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    needs: READ,
    answer: (call) => {
      const pull = findPull(call);
      return listed(call.url, pull.reviews, (review) => reviewShape(call.repository, pull, review));
    },
  },
  {
    call: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
    needs: READ,
    answer: (call) => {
      const { ahead = [] } = comparisonOf(call.repository, findPull(call)) ?? {};
      return listed(call.url, ahead, (commit) => commitShape(call.repository, commit));
    },
  },
  {
    call: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    needs: [...READ, { contents: 'read' }],
    answer: (call) => {
      const { repository, url } = call;
      const name = call.parameter('commit_sha');
      const commit = commitOf(repository, name);
      if (commit === undefined && /^[0-9a-f]{40}$/.test(name)) throw unprocessable(`No commit found for SHA: ${name}`);
      const { sha } = found(commit);
      const led = repository.pulls.filter(
        (pull) =>
          pull.mergeCommit === sha || (comparisonOf(repository, pull)?.ahead ?? []).some((each) => each.sha === sha),
      );
      return listed(url, led, (pull) => simplePull(repository, pull));
    },
  },
];
