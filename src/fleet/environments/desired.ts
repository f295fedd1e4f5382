/** What GitHub's settings of a repository are to be. Only definitions say it. */
import { deployingIn } from '../../aws/deploying';
import type { GitOpsModel } from '../../model/gitops';
import type { LambdaModel } from '../../model/lambda';
import type { GitHubEnvironment } from '../../model/platform';
import type { RepositorySettings } from '../../model/repository-settings';

export interface Desired {
  readonly owner: string;
  readonly name: string;
  /** Those that its workflows use. */
  readonly environments: readonly GitHubEnvironment[];
  readonly settings: RepositorySettings;
  /** Files of the workflows that people own: rules for actions hold for them as well. */
  readonly ownWorkflows: readonly string[];
  /** Whether the reviewing teams are to be told by GitHub. */
  readonly notifyReviewers: boolean;
}

/** By the same table as the workflows' own check, so that what is set here is what they ask for. */
export function desiredOf(model: LambdaModel | GitOpsModel): Desired {
  const { name, platform, settings, ownWorkflows } = model;
  const workflows = deployingIn([model]).flatMap((each) => each.workflows);
  const environments = platform.githubEnvironments.filter(({ usedBy }) =>
    usedBy.some((workflow) => workflows.includes(workflow)),
  );
  return {
    ...{ owner: platform.owner, name, environments, settings, ownWorkflows },
    notifyReviewers: platform.notifyReviewers,
  };
}

/** Slugs of the teams that review in these repositories. */
export function reviewersIn(all: readonly Desired[]): string[] {
  return unique(all.flatMap(({ environments }) => environments.flatMap(({ reviewers }) => reviewers)));
}

/** Slugs of apps or teams that commit directly in these repositories. */
export function committersIn(all: readonly Desired[], kind: 'app' | 'team'): string[] {
  const named = all.flatMap(({ settings }) =>
    settings.directCommits.flatMap((each) => (each.kind === kind ? [each.name] : [])),
  );
  return unique(named);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
