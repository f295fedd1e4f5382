import { expectName } from './expect-name';
import { checkGitHubEnvironments } from './github-environment-rules';
import { REGIONS } from './known';
import type { EnvironmentSpec, PlatformSpec } from './platform-spec';
import { Findings, type Problem } from './problem';

/** Everything that is wrong in the table of accounts and GitHub environments. */
export function platformProblems(spec: PlatformSpec): Problem[] {
  const findings = new Findings('platform');
  expectName(findings, 'owner', 'owner', spec.owner);
  spec.environments.forEach((environment) => {
    checkEnvironment(findings, environment, spec);
  });
  checkShared(findings, spec.environments);
  checkGitHubEnvironments(findings, spec);
  return findings.problems;
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
  const known = follows === undefined || all.some((other) => other.name === follows && other.name !== name);
  findings.expect(
    known,
    `${field}.follows`,
    `there is no other environment "${follows ?? ''}"`,
    'the name of an environment of this table',
  );
  const proven = environment.production !== true || follows !== undefined;
  findings.expect(
    proven,
    `${field}.follows`,
    'production follows no environment',
    'the environment that proves a version, such as "sit"',
  );
  const covers = watch === undefined || watch.minutes >= 3;
  findings.expect(
    covers,
    `${field}.watch.minutes`,
    `${watch?.minutes ?? 0} is shorter than CloudWatch's lag`,
    'at least 3, or leave watch out',
  );
  const limited = stability === undefined || (stability.hours > 0 && stability.errorLimit >= 1);
  findings.expect(
    limited,
    `${field}.stability`,
    'it can never pass or looks at no time',
    'hours above 0 and an errorLimit of at least 1',
  );
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
