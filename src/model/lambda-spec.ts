import type { PlatformSpec } from './platform-spec';
import type { RepositorySettingsSpec } from './repository-settings';
import type { RolloutSpec } from './rollout';

/** What a failing gate does: stop the delivery, stop it for changed files only, or only tell. */
export type GateMode = 'block' | 'ratchet' | 'report';

/** The gates on Python code. */
export interface GatesSpec {
  /** ruff check @default 'block' */
  readonly lint?: GateMode;
  /** ruff format --check @default 'block' */
  readonly format?: GateMode;
  /** mypy @default 'block' */
  readonly types?: GateMode;
  /** bandit @default 'block' */
  readonly security?: GateMode;
  /** The coverage floor. `ratchet` is not possible: coverage has no changed files. @default 'block' */
  readonly coverage?: Exclude<GateMode, 'ratchet'>;
}

/** One place with its own source, tests and requirements. Most repositories are one; some hold several. */
export interface ServiceSpec {
  /** Name in summaries and reports. @default - the path with "-" for "/", or the repository's name */
  readonly name?: string;
  /** Folder of the service. @default '.' */
  readonly path?: string;
  /** Package or folder that is linted, typed, scanned and covered, relative to the service. @default 'src' */
  readonly source?: string;
  /** Folder of the unit tests. @default 'tests/unit' */
  readonly unitTests?: string;
  /** Folder of the integration tests; may be absent. @default 'tests/integration' */
  readonly integrationTests?: string;
  /** Requirement files, each of which may be absent. @default ['requirements.txt', 'requirements-dev.txt'] */
  readonly requirements?: readonly string[];
}

/** How the Python of a repository is built and checked. */
export interface PythonSpec {
  /** Version of Python: `3.12`. @default '3.12' */
  readonly version?: string;
  /** Lowest percentage of lines and branches that passes. @default 80 */
  readonly coverageFloor?: number;
  /** Places with code of their own. @default - one service: the repository */
  readonly services?: readonly ServiceSpec[];
  /** What a failing gate does, gate by gate. @default - every gate blocks */
  readonly gates?: GatesSpec;
  /** When coverage also runs by itself, to notice what dependencies broke: cron in UTC. @default - never */
  readonly schedule?: string;
}

/** A function of a SAM template. `{env}` stands for the environment's name. */
export interface FunctionSpec {
  /** Logical id in the template. */
  readonly logicalId: string;
  /** Name in AWS: `bbws-ecs-event-handler-{env}`. */
  readonly name: string;
}

/** Built with `sam build`, deployed as one CloudFormation stack. */
export interface SamPackagingSpec {
  /** Tells this way of packaging from others. */
  readonly kind: 'sam';
  /** Path of the SAM template. @default 'template.yaml' */
  readonly template?: string;
  /** Name of the CloudFormation stack; `{env}` stands for the environment's name. */
  readonly stack: string;
  /** Its functions: each is invoked after a deployment, watched, and rolled back. */
  readonly functions: readonly FunctionSpec[];
  /** Alias that callers use. @default 'latest-{env}' */
  readonly alias?: string;
  /** Payload that every function takes without any effect: sent after each deployment. */
  readonly syntheticEvent: Readonly<Record<string, unknown>>;
  /** Tags of the stack beside environment, managed-by, version, digest and run-id; without spaces. */
  readonly tags: Readonly<Record<string, string>>;
  /** DynamoDB table that gets a copy of each record: `bbws-deployments-{env}`. @default - none */
  readonly recordsTable?: string;
}

/** How the code becomes something that can be deployed. A zip kind joins this union when a repository needs it. */
export type PackagingSpec = SamPackagingSpec;

/** What is special about a repository of Python Lambda functions. */
export interface LambdaRepoSpec {
  /** Name of the repository on GitHub, without its owner. */
  readonly name: string;
  /** The table of the organisation. */
  readonly platform: PlatformSpec;
  /** Python of the services. @default - one service, Python 3.12, floor 80 */
  readonly python?: PythonSpec;
  /** How it is deployed. @default - delivery stays in the repository's own workflows; only coverage is added */
  readonly packaging?: PackagingSpec;
  /** GitHub's settings of it: rules of main, actions. @default - see RepositorySettingsSpec */
  readonly settings?: RepositorySettingsSpec;
  /** Workflow files that people own, by file name: never written, only verified. @default [] */
  readonly ownWorkflows?: readonly string[];
  /** Bots that bump versions: each gets settings, if it has none, that leave managed files alone. @default [] */
  readonly bots?: readonly ('dependabot' | 'renovate')[];
  /** How changes of the generator reach this repository. @default - with all others, nobody asked for a review */
  readonly rollout?: RolloutSpec;
}
