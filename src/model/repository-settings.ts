import { expectName, expectWhole } from './expect-name';
import type { Findings } from './problem';
import { optional, table, type Shape } from './shape';

/** Who may push to main without a pull request and past its required check. */
export type DirectCommits =
  | { readonly kind: 'app' | 'team'; /** Slug of the GitHub App or of the team. */ readonly name: string }
  | { readonly kind: 'deploy-keys' };

/** What is special about GitHub's settings of a repository. */
export interface RepositorySettingsSpec {
  /** Approving reviews that a pull request into main needs. @default 1 */
  readonly reviews?: number;
  /** Whether workflows, those that people own as well, must name actions by full commits. @default true */
  readonly shaPinning?: boolean;
  /** Who may commit to main without a pull request: apps, teams, or all deploy keys. @default [] */
  readonly directCommits?: readonly DirectCommits[];
}

export type RepositorySettings = Required<RepositorySettingsSpec>;

export function resolveSettings(spec: RepositorySettingsSpec = {}): RepositorySettings {
  const { reviews = 1, shaPinning = true, directCommits = [] } = spec;
  return { reviews, shaPinning, directCommits };
}

const text = (write: string): Shape => ({ kind: 'text', write });

export const settingsShape = table<RepositorySettingsSpec>(
  {
    reviews: optional({ kind: 'number', write: 'how many reviews' }),
    shaPinning: optional({ kind: 'flag', write: 'false, or leave it out' }),
    directCommits: optional({
      kind: 'list',
      of: table<{ kind: string; name?: string }>(
        { kind: { kind: 'choice', values: ['app', 'team', 'deploy-keys'] }, name: optional(text('a slug')) },
        "a row such as { kind: 'team', name: 'tenant-api' }",
      ),
      write: "a list such as [{ kind: 'team', name: 'tenant-api' }]",
    }),
  },
  'settings such as { reviews: 1 }',
);

/** GitHub takes 0 to 10 reviews; an app and a team have a name, deploy keys are meant all together. */
export function checkSettings(findings: Findings, { settings = {} }: { settings?: RepositorySettingsSpec }): void {
  const { reviews = 1, directCommits = [] } = settings;
  expectWhole(findings, 'settings.reviews', reviews, 0);
  findings.expect(reviews <= 10, 'settings.reviews', `${reviews} reviews; GitHub takes 10`, 'at most 10');
  directCommits.forEach((each, i) => {
    const field = `settings.directCommits[${i}].name`;
    if (each.kind !== 'deploy-keys') expectName(findings, each.kind, field, each.name);
  });
}
