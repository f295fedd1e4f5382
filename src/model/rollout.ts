import { expectName } from './expect-name';
import { isLegal } from './names';
import type { Findings } from './problem';
import { optional, table, type Shape } from './shape';

/** How changes of the generator reach a repository by pull request. */
export interface RolloutSpec {
  /** Whether it goes before all others: its checks must be green before another repository is touched. @default false */
  readonly canary?: boolean;
  /** Labels of the pull request, besides `projen-fleet`. @default [] */
  readonly labels?: readonly string[];
  /** Who is asked for a review: slugs of teams, and people as `@login`. @default [] */
  readonly reviewers?: readonly string[];
}

/** The same, complete. */
export interface Rollout {
  readonly canary: boolean;
  readonly labels: readonly string[];
  /** Slugs. */
  readonly teams: readonly string[];
  /** Logins. */
  readonly people: readonly string[];
}

/** Label of every pull request of this tool. It is set last, so where it is, reviewers have been asked. */
export const LABEL = 'projen-fleet';

const text = (write: string): Shape => ({ kind: 'text', write });

export const rolloutShape = table<RolloutSpec>(
  {
    canary: optional({ kind: 'flag', write: 'true, or leave it out' }),
    labels: optional({
      kind: 'list',
      of: text('a label such as "automation"'),
      write: "a list of labels, such as ['automation']",
    }),
    reviewers: optional({
      kind: 'list',
      of: text('a team or a person'),
      write: "a list of teams and people, such as ['dev-lead', '@octocat']",
    }),
  },
  "settings such as { canary: true, reviewers: ['dev-lead'] }",
);

/** What is wrong with labels and reviewers that have the right shape. */
export function checkRollout(findings: Findings, { labels = [], reviewers = [] }: RolloutSpec): void {
  for (const [i, label] of labels.entries()) expectName(findings, 'label', `rollout.labels[${i}]`, label);
  for (const [i, reviewer] of reviewers.entries()) {
    const person = reviewer.startsWith('@');
    const holds = person ? isLegal('owner', reviewer.slice(1)) : isLegal('team', reviewer);
    const instead = 'the slug of a team, such as "dev-lead", or a person such as "@octocat"';
    findings.expect(holds, `rollout.reviewers[${i}]`, `"${reviewer}" is neither`, instead);
  }
}

export function resolveRollout({ canary = false, labels = [], reviewers = [] }: RolloutSpec): Rollout {
  const people = reviewers.filter((reviewer) => reviewer.startsWith('@'));
  return {
    canary,
    labels: [...new Set([...labels, LABEL])],
    teams: reviewers.filter((reviewer) => !people.includes(reviewer)),
    people: people.map((reviewer) => reviewer.slice(1)),
  };
}
