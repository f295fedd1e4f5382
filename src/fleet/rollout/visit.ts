/** One repository: what has to be proposed there, and its one pull request. Safe to be killed anywhere, and to be repeated. */
import { join } from 'node:path';
import { ManagedFilesError, type Run } from '../../managed';
import type { GitHub } from '../github/connect';
import { endsAll, explainRefusal, statusOf } from '../github/refusal';
import { commit, prepareClone, push, type Remote } from './clone';
import { draftChange, type Draft } from './draft';
import { Git, GitError, gitVariables } from './git';
import type { Ledger } from './ledger';
import { Pulls, type PullRequest } from './pulls';
import type { Result, State } from './result';
import { bodyOf, readMark, titleOf } from './text';
import type { Member } from './waves';

/** What every visit needs. */
export interface Trip {
  readonly github: GitHub;
  readonly ledger: Ledger;
  readonly run: Run;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the clones. */
  readonly clones: string;
  /** Address of a repository, with `{owner}` and `{name}`. */
  readonly remote: string;
  /** Version of this tool. */
  readonly tool: string;
  /** A token that git may use at this moment. */
  readonly token: () => Promise<string | undefined>;
}

/** Brings the pull request of a repository about. What goes wrong there is its result; a limit that stays ends all. */
export async function visit(member: Member, trip: Trip): Promise<Result> {
  try {
    return await new Visit(member, trip).go();
  } catch (error) {
    if (endsAll(error)) throw error;
    const expected = error instanceof GitError || error instanceof ManagedFilesError;
    if (!expected && statusOf(error) === undefined) throw error;
    return { repository: member.name, state: 'failed', notes: [expected ? error.message : explainRefusal(error)] };
  }
}

class Visit {
  private readonly pulls: Pulls;
  private readonly address: string;

  constructor(
    private readonly member: Member,
    private readonly trip: Trip,
  ) {
    this.pulls = new Pulls(trip.github, member);
    this.address = trip.remote.replaceAll('{owner}', member.owner).replaceAll('{name}', member.name);
  }

  async go(): Promise<Result> {
    const { member, trip } = this;
    trip.ledger.add({ step: 'work', repository: member.name });
    const variables = gitVariables(trip.env, this.address, await trip.token());
    const git = new Git(join(trip.clones, member.name), variables);
    const remote = await prepareClone(git, this.address);
    const drafted = await draftChange(member.project, git.folder, trip.run, trip.tool);
    if ('refused' in drafted) return this.refuse(drafted.refused);
    if (drafted.draft === undefined) return this.nothing(remote);
    return this.propose(git, remote, drafted.draft);
  }

  private refuse(paths: readonly string[]): Result {
    const note = `people changed ${paths.join(', ')}: decide by projen-fleet apply --checkouts ${this.trip.clones} ${this.member.name}`;
    return this.result('refused', undefined, [note]);
  }

  /** Where there is no branch there is no open pull request either: nothing is asked. */
  private async nothing({ proposedSha, proposed, base }: Remote): Promise<Result> {
    if (proposedSha === undefined) return this.result('unchanged');
    const open = (await this.pulls.all()).find(({ state }) => state === 'open');
    if (proposed === undefined)
      return open === undefined
        ? this.result('unchanged')
        : this.result('people', open, ['people pushed to the branch; nothing of the tool is left to propose']);
    if (open !== undefined)
      await this.pulls.close(open, `${base} has all of this by now, or it is no longer generated.`, true);
    await this.pulls.removeBranch();
    if (open === undefined) return this.result('unchanged');
    return this.result('closed', undefined, [`nothing is left in #${open.number}`]);
  }

  private async propose(git: Git, remote: Remote, draft: Draft): Promise<Result> {
    const { ledger } = this.trip;
    const repository = this.member.name;
    const all = await this.pulls.all();
    const open = all.find(({ state }) => state === 'open');
    if (remote.proposedSha !== undefined && remote.proposed === undefined)
      return this.result('people', open, ['people pushed to the branch, so it was left as it is']);
    const [last] = all;
    const mark = last?.state === 'closed' ? readMark(last.body) : undefined;
    if (open === undefined && mark?.digest === draft.digest && !mark.withdrawn)
      return this.result('declined', undefined, [`#${last?.number ?? 0} with the same change was closed unmerged`]);
    const fresh = remote.proposed === draft.digest ? remote.proposedSha : undefined;
    const head = fresh ?? (await commit(git, draft.paths, this.commitText(draft)));
    if (head === undefined) return this.nothing(remote); // attributes of the repository make both the same to git
    if (fresh === undefined) {
      ledger.add({ step: 'push', repository, head });
      await push(git, this.address, head, remote.proposedSha);
    }
    ledger.add({ step: 'propose', repository });
    return this.bring(open, remote, draft, { head, fresh: fresh !== undefined });
  }

  /** Opens the pull request, or brings it up to date. */
  private async bring(
    open: PullRequest | undefined,
    { base }: Remote,
    draft: Draft,
    branch: { head: string; fresh: boolean },
  ): Promise<Result> {
    const told = this.told(draft);
    const wanted = { title: titleOf(told), body: bodyOf(told), base };
    const found = open ?? (await this.pulls.open(wanted));
    const stale =
      found.title !== wanted.title ||
      found.base !== base ||
      (found.body ?? '').replaceAll('\r\n', '\n') !== wanted.body;
    const pull = stale ? await this.pulls.update(found, wanted) : found;
    const { labels } = this.member.project.rollout;
    const notes: string[] = [];
    if (!labels.every((label) => pull.labels.includes(label))) {
      // The labels come last: where they are missing, a killed run may not have asked for reviews either.
      const note = await this.pulls.askReviewers(pull);
      if (note !== undefined) notes.push(note);
      await this.pulls.addLabels(pull);
    }
    const changed = stale || !branch.fresh ? 'updated' : 'current';
    return { ...this.result(open === undefined ? 'opened' : changed, pull, notes), head: branch.head };
  }

  private told(draft: Draft) {
    const { name: repository, project } = this.member;
    const { tool } = this.trip;
    return { repository, definition: project.definition, tool, draft, digest: draft.digest, withdrawn: false };
  }

  private commitText(draft: Draft) {
    const told = this.told(draft);
    const text = `From ${told.definition} by projen-fleet ${told.tool}.`;
    return { title: titleOf(told), text, digest: draft.digest };
  }

  private result(state: State, pull?: PullRequest, notes: readonly string[] = []): Result {
    const open = pull === undefined ? {} : { number: pull.number, url: pull.url, head: pull.head };
    return { repository: this.member.name, state, ...open, notes };
  }
}
