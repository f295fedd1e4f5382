import { platformShape } from './definition-shape';
import { expectName, expectWhole } from './expect-name';
import { checkGitHubEnvironments } from './github-environment-rules';
import { REGIONS } from './known';
import { isTimezone } from './names';
import type { EnvironmentSpec, PlatformSpec } from './platform-spec';
import { Findings, type Problem } from './problem';
import { checkShape } from './shape';

/** Everything that is wrong in the table of accounts and GitHub environments. */
export function platformProblems(spec: PlatformSpec): Problem[] {
  const findings = new Findings('platform');
  if (!checkShape(findings, '', spec, platformShape)) return findings.problems;
  expectName(findings, 'owner', 'owner', spec.owner);
  checkClock(findings, spec);
  checkApprovalWay(findings, spec);
  spec.environments.forEach((environment) => {
    checkEnvironment(findings, environment, spec);
  });
  checkShared(findings, spec.environments);
  checkGitHubEnvironments(findings, spec);
  return findings.problems;
}

/** The zone of the windows, and how much of a window must be left. */
function checkClock(
  findings: Findings,
  { timezone = 'UTC', timezoneLabel, windowReserveMinutes = 30 }: PlatformSpec,
): void {
  const known = isTimezone(timezone);
  findings.expect(known, 'timezone', `"${timezone}" is no time zone`, 'a zone such as "Africa/Johannesburg"');
  if (timezoneLabel !== undefined) expectName(findings, 'zoneLabel', 'timezoneLabel', timezoneLabel);
  expectWhole(findings, 'windowReserveMinutes', windowReserveMinutes, 0);
}

/** A push to main builds for the first environment: no pull request asks for that by a file. */
function checkApprovalWay(findings: Findings, { approval, environments }: PlatformSpec): void {
  if (approval !== 'pull-request') return;
  for (const { name, follows, approvals = 0 } of environments) {
    const asked = follows === undefined && approvals > 0;
    const wrong = `${approvals} people must approve, but nothing is promoted to "${name}"`;
    const instead = 'no approvals there, or the rules of main ask for reviews';
    findings.expect(!asked, `environments.${name}.approvals`, wrong, instead);
  }
}

function checkEnvironment(findings: Findings, environment: EnvironmentSpec, { environments }: PlatformSpec): void {
  const { name, region, windows = [] } = environment;
  const field = `environments.${name}`;
  expectName(findings, 'environment', `${field}.name`, name);
  expectName(findings, 'account', `${field}.account`, environment.account);
  expectName(findings, 'role', `${field}.role`, environment.role);
  if (environment.readRole !== undefined) expectName(findings, 'role', `${field}.readRole`, environment.readRole);
  findings.expect(
    REGIONS.includes(region),
    `${field}.region`,
    `"${region}" is no region of AWS`,
    'a region such as "af-south-1"',
  );
  windows.forEach(({ from, to }, i) => {
    expectName(findings, 'time', `${field}.windows[${i}].from`, from);
    expectName(findings, 'time', `${field}.windows[${i}].to`, to);
  });
  checkPromotion(findings, environment, environments);
}

/** What a version must have passed before it comes here, and what is looked at before it goes on. */
function checkPromotion(findings: Findings, environment: EnvironmentSpec, all: readonly EnvironmentSpec[]): void {
  const { name, follows, watch, stability } = environment;
  const field = `environments.${name}`;
  const earlier = all.slice(0, all.indexOf(environment)).map((other) => other.name);
  findings.expect(
    follows === undefined || earlier.includes(follows),
    `${field}.follows`,
    `there is no environment "${follows ?? ''}" above it`,
    'the name of a row above: the table is in the order of promotion, without a cycle',
  );
  const proven = environment.production !== true || follows !== undefined;
  findings.expect(
    proven,
    `${field}.follows`,
    'production follows no environment',
    'the environment that proves a version, such as "sit"',
  );
  expectWhole(findings, `${field}.approvals`, environment.approvals, 0);
  expectWhole(findings, `${field}.soakHours`, environment.soakHours, 0);
  expectWhole(findings, `${field}.stability.hours`, stability?.hours, 1);
  expectWhole(findings, `${field}.stability.errorLimit`, stability?.errorLimit, 1);
  // Fewer than 3 minutes are shorter than CloudWatch's lag.
  expectWhole(findings, `${field}.watch.minutes`, watch?.minutes, 3);
  expectWhole(findings, `${field}.watch.errorLimit`, watch?.errorLimit, 0);
  expectWhole(findings, `${field}.watch.throttleLimit`, watch?.throttleLimit, 0);
}

/** Two environments in one account, or behind one role of one account, would not be separated at all. */
function checkShared(findings: Findings, environments: readonly EnvironmentSpec[]): void {
  const fields = {
    name: 'a name of its own',
    account: 'the account of this environment alone',
    role: 'a role of this environment alone',
  };
  for (const key of ['name', 'account', 'role'] as const) {
    for (const [i, environment] of environments.entries()) {
      const first = environments.findIndex((other) => other[key] === environment[key]);
      const wrong = `"${environment[key]}" is also that of "${environments[first]?.name ?? ''}"`;
      findings.expect(first === i, `environments.${environment.name}.${key}`, wrong, fields[key]);
    }
  }
  const starts = environments.filter(({ follows }) => follows === undefined).length;
  findings.expect(
    starts === 1,
    'environments',
    `${starts} of them follow no other`,
    'exactly one environment without "follows"',
  );
}
