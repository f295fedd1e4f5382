/** Pull requests of the tool, by the branch that they come from. https://docs.github.com/rest/pulls/pulls */
import type { GitHub } from '../github/connect';
import { statusOf } from '../github/refusal';
import { BRANCH } from './clone';
import { withdraw } from './text';
import type { Member } from './waves';

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'merged' | 'closed';
  readonly title: string;
  readonly body: string | null;
  readonly base: string;
  readonly head: string;
  readonly labels: readonly string[];
}

export interface Wanted {
  readonly title: string;
  readonly body: string;
  /** Name of the branch that it goes into. */
  readonly base: string;
}

interface Answer {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly merged_at: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly base: { readonly ref: string };
  readonly head: { readonly sha: string };
  readonly labels: readonly { readonly name?: string }[];
}

function read({ number, html_url, state, merged_at, title, body, base, head, labels }: Answer): PullRequest {
  const ended = merged_at === null ? 'closed' : 'merged';
  return {
    ...{ number, url: html_url, title, body, base: base.ref, head: head.sha },
    state: state === 'open' ? 'open' : ended,
    labels: labels.flatMap(({ name }) => (name === undefined ? [] : [name])),
  };
}

/** Of one repository. */
export class Pulls {
  private readonly at: { readonly owner: string; readonly repo: string };

  constructor(
    private readonly github: GitHub,
    private readonly member: Member,
  ) {
    this.at = { owner: member.owner, repo: member.name };
  }

  /** Pull requests from the branch, the newest first: at most one of them is open. */
  async all(): Promise<PullRequest[]> {
    const head = `${this.member.owner}:${BRANCH}`;
    const query = { ...this.at, head, state: 'all', sort: 'created', direction: 'desc', per_page: 100 } as const;
    const { data } = await this.github.request('GET /repos/{owner}/{repo}/pulls', query);
    return data.map(read);
  }

  async get(number: number): Promise<PullRequest> {
    const path = { ...this.at, pull_number: number };
    return read((await this.github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', path)).data);
  }

  /** Opens one. Where it is there already, since the reply of an earlier call was lost, it is that one. */
  async open({ title, body, base }: Wanted): Promise<PullRequest> {
    try {
      const given = { ...this.at, title, body, base, head: BRANCH };
      return read((await this.github.request('POST /repos/{owner}/{repo}/pulls', given)).data);
    } catch (error) {
      const there = statusOf(error) === 422 ? (await this.all()).find(({ state }) => state === 'open') : undefined;
      if (there === undefined) throw error;
      return there;
    }
  }

  async update({ number }: PullRequest, change: Partial<Wanted> & { state?: 'closed' }): Promise<PullRequest> {
    const given = { ...this.at, pull_number: number, ...change };
    return read((await this.github.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', given)).data);
  }

  /** Asks for reviews. GitHub refuses all of them where one of them cannot be asked; returns why. */
  async askReviewers({ number }: PullRequest): Promise<string | undefined> {
    const { teams, people } = this.member.project.rollout;
    if (teams.length + people.length === 0) return undefined;
    const given = { ...this.at, pull_number: number, reviewers: [...people], team_reviewers: [...teams] };
    try {
      await this.github.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', given);
      return undefined;
    } catch (error) {
      if (statusOf(error) !== 422) throw error;
      const asked = [...teams, ...people.map((login) => `@${login}`)].join(', ');
      return `nobody was asked for a review: ${asked} cannot all review here, or one of them is the author`;
    }
  }

  async addLabels({ number }: PullRequest): Promise<void> {
    const given = { ...this.at, issue_number: number, labels: [...this.member.project.rollout.labels] };
    await this.github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', given);
  }

  /** Closes it and says why; `again` lets the same change be proposed later. A comment is not worth two. */
  async close(pull: PullRequest, why: string, again: boolean): Promise<void> {
    await this.update(pull, { state: 'closed', ...(again ? { body: withdraw(pull.body) } : {}) });
    const given = { ...this.at, issue_number: pull.number, body: why, request: { retries: 0 } };
    await this.github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', given);
  }

  /** Removes the branch; one that is gone already is no error. */
  async removeBranch(): Promise<void> {
    try {
      await this.github.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...this.at, ref: `heads/${BRANCH}` });
    } catch (error) {
      if (![404, 422].includes(statusOf(error) ?? 0)) throw error;
    }
  }
}
