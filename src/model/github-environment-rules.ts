import { expectName } from './expect-name';
import { approvalChain } from './platform';
import type { GitHubEnvironmentSpec, PlatformSpec } from './platform-spec';
import type { Findings } from './problem';

/** What is wrong in the rows of GitHub environments: names, reviewers, timers, branches, and the number of approvals. */
export function checkGitHubEnvironments(findings: Findings, platform: PlatformSpec): void {
  platform.githubEnvironments.forEach((gate) => {
    checkGitHubEnvironment(findings, gate, platform);
  });
  checkApprovals(findings, platform);
}

function checkGitHubEnvironment(findings: Findings, gate: GitHubEnvironmentSpec, platform: PlatformSpec): void {
  const field = `githubEnvironments.${gate.name}`;
  expectName(findings, 'environment', `${field}.name`, gate.name);
  const same = platform.githubEnvironments.filter(({ name }) => name === gate.name).length;
  findings.expect(same === 1, `${field}.name`, 'it is there more than once', 'one row for each GitHub environment');
  const known = platform.environments.some(({ name }) => name === gate.environment);
  findings.expect(
    known,
    `${field}.environment`,
    `there is no environment "${gate.environment}"`,
    'the name of a row of environments',
  );
  gate.reviewers?.forEach((team, i) => {
    expectName(findings, 'team', `${field}.reviewers[${i}]`, team);
  });
  const [count, wait] = [gate.reviewers?.length ?? 0, gate.waitMinutes ?? 0];
  findings.expect(count <= 6, `${field}.reviewers`, `${count} reviewers; GitHub takes 6`, 'at most 6 teams');
  findings.expect(
    wait >= 0 && wait <= 43_200,
    `${field}.waitMinutes`,
    `${wait} is outside 0 to 43200`,
    'minutes, at most 30 days',
  );
  findings.expect(
    (gate.branches ?? ['main']).length > 0,
    `${field}.branches`,
    'any branch could deploy',
    "the branches, such as ['main']",
  );
  const before =
    gate.after === undefined ||
    platform.githubEnvironments.some(({ name, after }) => name === gate.after && after !== gate.name);
  findings.expect(
    before,
    `${field}.after`,
    `"${gate.after ?? ''}" is not there, or waits for this one`,
    'a GitHub environment of this table',
  );
}

/** GitHub asks for one approval per environment: two people need two environments in a row. */
function checkApprovals(findings: Findings, platform: PlatformSpec): void {
  for (const gate of platform.githubEnvironments.filter(({ access }) => access === 'deploy')) {
    const environment = platform.environments.find(({ name }) => name === gate.environment);
    const chain = approvalChain(gate, platform);
    const steps = platform.githubEnvironments.filter(({ name }) => chain.includes(name));
    const reviewed = steps.filter(({ reviewers = [] }) => reviewers.length > 0).length;
    const asked = gate.approvals ?? environment?.approvals ?? 0;
    const field = `githubEnvironments.${gate.name}.reviewers`;
    const wrong = `${asked} people must approve, ${reviewed} of ${chain.join(', ')} ${reviewed === 1 ? 'has' : 'have'} reviewers`;
    findings.expect(
      reviewed >= asked,
      field,
      wrong,
      'reviewer teams for as many GitHub environments in a row (see "after")',
    );
    const guarded = environment?.production !== true || asked >= 1;
    findings.expect(guarded, `githubEnvironments.${gate.name}.approvals`, 'production without approval', 'at least 1');
  }
}
