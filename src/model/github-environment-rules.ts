import { expectName, expectWhole } from './expect-name';
import { approvalChain } from './github-environments';
import { isLegal } from './names';
import type { GitHubEnvironmentSpec, PlatformSpec } from './platform-spec';
import type { Findings } from './problem';
import { quoted } from './shape';

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
  gate.usedBy.forEach((workflow, i) => {
    expectName(findings, 'caller', `${field}.usedBy[${i}]`, workflow);
  });
  const used = gate.usedBy.length > 0;
  findings.expect(used, `${field}.usedBy`, 'no workflow uses it', 'the workflows that do, or no such row');
  checkProtection(findings, gate, field, platform);
  checkAfter(findings, gate, platform);
}

/** Reviewers, timer and branches, as GitHub takes them. */
function checkProtection(findings: Findings, gate: GitHubEnvironmentSpec, field: string, platform: PlatformSpec): void {
  const { reviewers = [], branches = ['main'], waitMinutes: wait = 0 } = gate;
  reviewers.forEach((team, i) => {
    expectName(findings, 'team', `${field}.reviewers[${i}]`, team);
  });
  const few = reviewers.length <= 6;
  findings.expect(few, `${field}.reviewers`, `${reviewers.length} reviewers; GitHub takes 6`, 'at most 6 teams');
  const possible = Number.isInteger(wait) && wait >= 0 && wait <= 43_200;
  findings.expect(possible, `${field}.waitMinutes`, `${wait} is outside 0 to 43200`, 'minutes, at most 30 days');
  // Its job ends after an hour, and the deployment needs the rest.
  const waits = platform.approval !== 'pull-request' || wait <= 30;
  const long = `${wait} min; the job that deploys would wait for them itself`;
  findings.expect(waits, `${field}.waitMinutes`, long, `at most 30, or approval "environments"`);
  const some = branches.length > 0;
  findings.expect(some, `${field}.branches`, 'any branch could deploy', "the branches, such as ['main']");
  branches.forEach((branch, i) => {
    expectName(findings, 'branch', `${field}.branches[${i}]`, branch);
  });
  for (const [name, value] of Object.entries(gate.variables ?? {})) {
    expectName(findings, 'variable', `${field}.variables`, name);
    const isText = typeof value === 'string' && value !== '';
    findings.expect(isText, `${field}.variables.${name}`, `${quoted(value)} is not possible`, 'text, not empty');
  }
}

/** The walk along `after` must end, and only at rows of the table. */
function checkAfter(findings: Findings, gate: GitHubEnvironmentSpec, platform: PlatformSpec): void {
  if (gate.after === undefined) return;
  const field = `githubEnvironments.${gate.name}.after`;
  const there = platform.githubEnvironments.some(({ name }) => name === gate.after);
  findings.expect(there, field, `"${gate.after}" is not there`, 'a GitHub environment of this table');
  const chain = approvalChain(gate, platform);
  const first = platform.githubEnvironments.find(({ name }) => name === chain[0]);
  const wrong = `${[...chain].reverse().join(' waits for ')} waits for ${first?.after ?? ''}: for ever`;
  findings.expect(first?.after === undefined, field, wrong, 'a GitHub environment that does not wait for this one');
}

/** What is urgent passes the maintenance windows, and may ask fewer people: that is for going back, not for going on. */
function checkUrgent(findings: Findings, gate: GitHubEnvironmentSpec, field: string): void {
  const others = gate.usedBy.filter((workflow) => isLegal('caller', workflow) && workflow !== 'rollback');
  findings.expect(
    gate.urgent !== true || others.length === 0,
    `${field}.urgent`,
    `"${others.join('", "')}" would go past windows and approvals`,
    `a row of its own for "rollback", and no "urgent" here`,
  );
}

/** GitHub asks for one approval per environment: two people need two environments in a row. */
function checkApprovals(findings: Findings, platform: PlatformSpec): void {
  for (const gate of platform.githubEnvironments.filter(({ access }) => access === 'deploy')) {
    const environment = platform.environments.find(({ name }) => name === gate.environment);
    const chain = approvalChain(gate, platform);
    const steps = platform.githubEnvironments.filter(({ name }) => chain.includes(name));
    const reviewed = steps.filter(({ reviewers = [] }) => reviewers.length > 0).length;
    const wanted = environment?.approvals ?? 0;
    const asked = gate.approvals ?? wanted;
    const field = `githubEnvironments.${gate.name}`;
    const wrong = `${asked} people must approve, ${reviewed} of ${chain.join(', ')} ${reviewed === 1 ? 'has' : 'have'} reviewers`;
    const instead = 'reviewer teams for as many GitHub environments in a row (see "after")';
    // Reviewers of a pull request are as many as approve it.
    const counted = platform.approval === 'pull-request' || reviewed >= asked;
    findings.expect(counted, `${field}.reviewers`, wrong, instead);
    expectWhole(findings, `${field}.approvals`, gate.approvals, 0);
    const guarded = environment?.production !== true || asked >= 1;
    findings.expect(guarded, `${field}.approvals`, 'production without approval', 'at least 1');
    // Only a way for emergencies, such as a rollback, may ask fewer people.
    const enough = gate.urgent === true || asked >= wanted;
    const fewer = `${asked} people, but "${gate.environment}" asks for ${wanted}`;
    findings.expect(enough, `${field}.approvals`, fewer, `at least ${wanted}, or leave it out`);
    checkUrgent(findings, gate, field);
  }
}
