/** A promotion or a rollback that people ask for by a pull request, and that others approve there. */
import { REQUESTS } from '../../delivery/starting';
import type { GitHubEnvironment } from '../../model/platform';
import { addCommit, addPullRequest, addPullReview, commitOf, type PullReview } from '../github';
import type { RunEnd, RunStart } from './running';
import type { Stage } from './stage';

/** What is asked for. */
export interface Wish {
  /** Workflow that the merge starts. */
  readonly workflow: string;
  /** Name of the file in `.github/releases/`, without `.json`. */
  readonly request: string;
  readonly gate: GitHubEnvironment;
}

/** What a person does otherwise than one should. */
export interface Deviation {
  /** Who approves. @default - as many others as the table asks; nobody where `approve` is empty */
  readonly reviews?: readonly (Pick<PullReview, 'user'> & Partial<PullReview>)[];
  /** Pushed to main without a pull request. */
  readonly direct?: boolean;
  /** Files that the pull request changes, too. */
  readonly besides?: Readonly<Record<string, string>>;
  /** What main has in the end instead of what was approved. */
  readonly merged?: string;
  /** Who merges. @default - the author */
  readonly mergedBy?: string;
}

/** Alice asks, others approve, she merges it: that push starts the workflow. */
export function askFor(stage: Stage, wish: Wish, start: RunStart, deviation: Deviation = {}): Promise<RunEnd> {
  const { actor = 'alice', approve, inputs = {}, ...rest } = start;
  const { mergedBy = actor, ...others } = deviation;
  const nobody = approve !== undefined && Object.keys(approve).length === 0;
  const reviews = nobody ? [] : reviewersOf(wish.gate).map((user) => ({ user }));
  const path = `${REQUESTS}/${wish.request}.json`;
  mergeRequest(stage, { path, text: requestText(stage, path, inputs), actor, mergedBy, reviews, ...others });
  return stage.run(`${wish.workflow}.yml`, { event: 'push', actor: mergedBy, ...rest });
}

/** What is asked for as text. Whoever asks for the same again says so: a pull request that changes nothing cannot be merged. */
function requestText(stage: Stage, path: string, inputs: NonNullable<RunStart['inputs']>): string {
  const { repository } = stage.parts;
  const textOf = (asked: object): string => `${JSON.stringify(asked, undefined, 2)}\n`;
  const same = commitOf(repository, repository.defaultBranch)?.files[path] === textOf(inputs);
  return textOf(
    same ? { ...inputs, reason: `${String(inputs['reason'] ?? '')} once more ${repository.pulls.length}` } : inputs,
  );
}

/** As many people as the table asks. */
export function reviewersOf({ approvals }: GitHubEnvironment): string[] {
  return Array.from({ length: approvals }, (_, i) => `reviewer-${i + 1}`);
}

interface Asked extends Deviation {
  readonly path: string;
  readonly text: string;
  readonly actor: string;
  readonly mergedBy: string;
  readonly reviews: NonNullable<Deviation['reviews']>;
}

/** The pull request from its branch to its merge. */
function mergeRequest(stage: Stage, { path, text, actor, mergedBy, reviews, ...asked }: Asked): void {
  const { repository } = stage.parts;
  const files = { [path]: text, ...asked.besides };
  const head = `ask-${repository.pulls.length + 1}`;
  addCommit(repository, { files, branch: head, author: actor, parents: [stage.head] });
  const pull = addPullRequest(repository, { head, title: `Change ${path}`, author: actor });
  for (const review of reviews) {
    repository.collaborators[review.user] ??= 'write';
    addPullReview(repository, pull, review);
  }
  const { sha } = stage.change({ ...files, [path]: asked.merged ?? text });
  const merged = { mergedAt: repository.time(), mergedBy, mergeCommit: sha };
  if (asked.direct !== true) Object.assign(pull, merged);
}
