/** Rows of GitHub environments, completed. */
import type { Environment, GitHubEnvironment } from './platform';
import type { GitHubEnvironmentSpec, PlatformSpec } from './platform-spec';

/** Where pull requests are approved, GitHub environments ask nobody, and those that do nothing else are not needed. */
export function resolveGitHubEnvironments(
  spec: PlatformSpec,
  environments: readonly Environment[],
): GitHubEnvironment[] {
  const gates = spec.githubEnvironments.map((gate) => resolveGitHubEnvironment(gate, spec, environments));
  if (spec.approval !== 'pull-request') return gates;
  const minutes = (gate: GitHubEnvironment): number =>
    Math.max(...gates.filter(({ name }) => gate.chain.includes(name)).map(({ waitMinutes }) => waitMinutes));
  const open = { reviewers: [], waitMinutes: 0 };
  return gates
    .filter(({ access }) => access !== 'none')
    .map((gate) => ({ ...gate, ...open, chain: [gate.name], pauseMinutes: minutes(gate) }));
}

function resolveGitHubEnvironment(
  spec: GitHubEnvironmentSpec,
  platform: PlatformSpec,
  environments: readonly Environment[],
): GitHubEnvironment {
  const environment = environments.find(({ name }) => name === spec.environment);
  const asked = spec.access === 'deploy' ? (environment?.approvals ?? 0) : 0;
  return {
    name: spec.name,
    environment: spec.environment,
    access: spec.access,
    reviewers: spec.reviewers ?? [],
    waitMinutes: spec.waitMinutes ?? 0,
    pauseMinutes: 0,
    branches: spec.branches ?? ['main'],
    chain: approvalChain(spec, platform),
    approvals: spec.approvals ?? asked,
    urgent: spec.urgent ?? false,
    variables: spec.variables ?? {},
    usedBy: spec.usedBy,
  };
}

/** Follows `after` to the first approval. A cycle ends the walk; a rule reports it. */
export function approvalChain(spec: GitHubEnvironmentSpec, { githubEnvironments }: PlatformSpec): string[] {
  const chain = [spec.name];
  for (let before = spec.after; before !== undefined && !chain.includes(before);) {
    chain.unshift(before);
    before = githubEnvironments.find(({ name }) => name === chain[0])?.after;
  }
  return chain;
}
