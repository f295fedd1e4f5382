/** One AWS account and what the platform asks of deployments into it. */
export interface EnvironmentSpec {
  /** Name of the environment, used in stacks, aliases and file names: `dev`. */
  readonly name: string;
  /** Twelve digits, as a string: an account id may begin with zero. */
  readonly account: string;
  /** AWS region, such as `af-south-1`. */
  readonly region: string;
  /** Role that deployments assume by OIDC: the name, without path or ARN. */
  readonly role: string;
  /**
   * Role for reading (preflight, plan, drift).
   * @default - the deploy role under a session policy that leaves reading only
   */
  readonly readRole?: string;
  /**
   * Environment that a version must have passed before it comes here.
   * @default - none: versions are built for this environment
   */
  readonly follows?: string;
  /** Whether real customers are served. Production never skips a check. @default false */
  readonly production?: boolean;
  /** How many distinct people approve a deployment into this environment. @default 0 */
  readonly approvals?: number;
  /** Hours that a version must run here before it goes on to the next environment. @default 0 */
  readonly soakHours?: number;
  /** What this environment must look like before a version goes on to the next one. @default - not asked */
  readonly stability?: StabilitySpec;
  /** How a deployment is watched after it. @default - not watched */
  readonly watch?: WatchSpec;
  /** When deployments may start. @default - always */
  readonly windows?: readonly WindowSpec[];
}

/** A gate on CloudWatch's numbers. Throttles are never tolerated. */
export interface StabilitySpec {
  /** Length of the time that is looked at, in hours. */
  readonly hours: number;
  /** This many errors refuse the promotion. */
  readonly errorLimit: number;
}

/** What callers meet after a deployment; more than the limits roll it back. */
export interface WatchSpec {
  /** At least 3: CloudWatch lags. */
  readonly minutes: number;
  /** More errors than this, in all of that time, roll back. */
  readonly errorLimit: number;
  /** More throttled calls than this, in all of that time, roll back. */
  readonly throttleLimit: number;
}

/** A maintenance window in local time. One that ends before it starts ends on the next day. */
export interface WindowSpec {
  /** Day on which the window starts. */
  readonly day: 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun';
  /** Start, as `HH:MM`. */
  readonly from: string;
  /** End, as `HH:MM`. */
  readonly to: string;
}

/** What a job in a GitHub environment may do in the cloud. */
export type Access = 'deploy' | 'read' | 'none';

/** One environment in the sense of GitHub: the place where reviewers, timer and branch policy live. */
export interface GitHubEnvironmentSpec {
  /** Name on GitHub: `prod-approval`. */
  readonly name: string;
  /** Environment of the platform that it belongs to. */
  readonly environment: string;
  /** What its jobs may do in the cloud. */
  readonly access: Access;
  /** Slugs of the teams that review. GitHub asks for one approval of any of them. @default [] */
  readonly reviewers?: readonly string[];
  /** Minutes that GitHub waits before its jobs start. @default 0 */
  readonly waitMinutes?: number;
  /** Branches whose runs may use it. @default ['main'] */
  readonly branches?: readonly string[];
  /** GitHub environment that must have been approved before in the same run. @default - none */
  readonly after?: string;
  /** Distinct people that must have approved in this chain. @default - as many as its environment asks */
  readonly approvals?: number;
  /** A way for emergencies, such as a rollback: maintenance windows do not hold it. @default false */
  readonly urgent?: boolean;
  /** Variables of its jobs, `vars.NAME` in a workflow; those of other names are people's. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
  /** Workflow files, without `.yml`, whose jobs use it: for documentation, trust policies and preflight. */
  readonly usedBy: readonly string[];
}

/**
 * Where people approve: reviewers of GitHub environments (public repositories, or GitHub Enterprise), or, on every plan, of
 * the pull request that asks for a promotion or a rollback by changing `.github/releases/{environment}.json`.
 */
export type ApprovalWay = 'environments' | 'pull-request';

/** The one table of an organisation: accounts, GitHub environments, time zone. Everything else reads it. */
export interface PlatformSpec {
  /** Organisation or user on GitHub that owns the repositories. */
  readonly owner: string;
  /** Where people approve. @default 'environments' */
  readonly approval?: ApprovalWay;
  /** Accounts, one for each environment. */
  readonly environments: readonly EnvironmentSpec[];
  /** Places on GitHub with reviewers, timers and branch policies. */
  readonly githubEnvironments: readonly GitHubEnvironmentSpec[];
  /** IANA zone of the windows. @default 'UTC' */
  readonly timezone?: string;
  /** What people call that zone: `SAST`. @default - the zone */
  readonly timezoneLabel?: string;
  /** Minutes that must be left in a window when a deployment starts: deploy, verify and watch. @default 30 */
  readonly windowReserveMinutes?: number;
  /** Whether the teams that review are told by GitHub when something waits for them. @default true */
  readonly notifyReviewers?: boolean;
}
