import { resolveGitHubEnvironments } from './github-environments';
import type {
  Access,
  ApprovalWay,
  EnvironmentSpec,
  PlatformSpec,
  StabilitySpec,
  WatchSpec,
  WindowSpec,
} from './platform-spec';

/** An environment of the platform, complete: nothing is optional but what may be absent. */
export interface Environment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly role: string;
  readonly readRole: string | undefined;
  readonly follows: string | undefined;
  readonly production: boolean;
  readonly approvals: number;
  readonly soakHours: number;
  readonly stability: StabilitySpec | undefined;
  readonly watch: WatchSpec | undefined;
  readonly windows: readonly WindowSpec[];
}

export interface GitHubEnvironment {
  readonly name: string;
  readonly environment: string;
  readonly access: Access;
  readonly reviewers: readonly string[];
  readonly waitMinutes: number;
  /** Minutes between the last approval of a pull request and the deployment; the deploying job waits for them. */
  readonly pauseMinutes: number;
  readonly branches: readonly string[];
  /** This one's predecessors and itself, first approved first. */
  readonly chain: readonly string[];
  /** Distinct people that must have approved within `chain`. */
  readonly approvals: number;
  readonly urgent: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly usedBy: readonly string[];
}

export interface Platform {
  readonly owner: string;
  readonly approval: ApprovalWay;
  /** In the order of promotion. */
  readonly environments: readonly Environment[];
  readonly githubEnvironments: readonly GitHubEnvironment[];
  readonly timezone: string;
  readonly timezoneLabel: string;
  readonly windowReserveMinutes: number;
  readonly notifyReviewers: boolean;
}

/** Completes the table. Call `platformProblems` first: this assumes that names resolve. */
export function resolvePlatform(spec: PlatformSpec): Platform {
  const environments = spec.environments.map(resolveEnvironment);
  return {
    owner: spec.owner,
    approval: spec.approval ?? 'environments',
    environments,
    githubEnvironments: resolveGitHubEnvironments(spec, environments),
    timezone: spec.timezone ?? 'UTC',
    timezoneLabel: spec.timezoneLabel ?? spec.timezone ?? 'UTC',
    windowReserveMinutes: spec.windowReserveMinutes ?? 30,
    notifyReviewers: spec.notifyReviewers ?? true,
  };
}

function resolveEnvironment(spec: EnvironmentSpec): Environment {
  const { readRole, follows, stability, watch } = spec;
  const numbers = { approvals: spec.approvals ?? 0, soakHours: spec.soakHours ?? 0 };
  const { name, account, region, role } = spec;
  const production = spec.production ?? false;
  return {
    name,
    account,
    region,
    role,
    readRole,
    follows,
    production,
    stability,
    watch,
    windows: spec.windows ?? [],
    ...numbers,
  };
}

/** The row of an environment. Throws when the table has none of that name. */
export function findEnvironment(platform: Platform, name: string): Environment {
  const found = platform.environments.find((environment) => environment.name === name);
  if (found === undefined) throw new Error(`The platform table has no environment "${name}". Add a row to it.`);
  return found;
}

/** The environment into which versions are built, and the pairs along which they are promoted. */
export function promotions(platform: Platform): { source: Environment; target: Environment }[] {
  return platform.environments.flatMap((target) =>
    target.follows === undefined ? [] : [{ source: findEnvironment(platform, target.follows), target }],
  );
}

/** The environment that nothing precedes: a version is built for it. */
export function firstEnvironment(platform: Platform): Environment {
  const first = platform.environments.find(({ follows }) => follows === undefined);
  if (first === undefined)
    throw new Error('The platform table has no environment without "follows". One must be the first.');
  return first;
}

/** The GitHub environment by whose approval a deployment happens, for instance `prod` or `prod-rollback`. */
export function deployGate(platform: Platform, environment: string, workflow: string): GitHubEnvironment {
  const gates = platform.githubEnvironments.filter(
    (gate) => gate.environment === environment && gate.access === 'deploy',
  );
  const found = gates.find(({ usedBy }) => usedBy.includes(workflow));
  if (found === undefined) {
    throw new Error(
      `No GitHub environment of "${environment}" lists workflow "${workflow}" in "usedBy". Add it to one.`,
    );
  }
  return found;
}
