import type { PlatformSpec } from './platform-spec';
import type { RepositorySettingsSpec } from './repository-settings';
import type { RolloutSpec } from './rollout';
import type { TenantPlatform } from './tenant-platform';

/** Where Terraform keeps what it knows, per environment. `{env}` stands for the environment's name. */
export interface StateSpec {
  /** Bucket of the state: `bbws-terraform-state-{env}`. The key of a tenant's state is that of `tenants`. */
  readonly bucket: string;
  /**
   * DynamoDB table that is locked together with the lock file beside the state: `bbws-terraform-locks-{env}`. `false`
   * locks by the file alone, and is right only where nothing else locks the same state in a table.
   */
  readonly lockTable: string | false;
  /** Where saved plans lie in the same bucket, with a slash at the end. @default 'plans/' */
  readonly plansPrefix?: string;
  /** Alias of the KMS key of state and plans: `alias/terraform-{env}`. @default - what the bucket does by itself */
  readonly kmsKey?: string;
}

/** A difference that is there every day and means nothing. */
export interface DriftIgnoreSpec {
  /** Address in Terraform; `*` stands for any text: `module.*.aws_ecs_service.this`. */
  readonly address: string;
  /** Attribute whose difference does not count; `*` for all of the resource. */
  readonly attribute: string;
  /** Why it means nothing: it stands in every report. */
  readonly reason: string;
}

/** A script of the repository that backs up data of a tenant before it is destroyed. */
export interface BackupSpec {
  /**
   * Path of the script, below `.github/`: `.github/backups/snapshot-database.sh`. It gets TENANT, ENVIRONMENT and BACKUP, a
   * name that is new in every run, and the role of the environment. It waits until the backup could be restored from, says
   * on its last line where that lies, and ends with 0; anything else stops the destruction before it begins.
   */
  readonly script: string;
  /** What the role of the environment must be allowed for it: `['rds:CreateDBSnapshot']`. @default [] */
  readonly actions?: readonly string[];
}

/** How differences between the cloud and what is written are looked for. */
export interface DriftSpec {
  /** When a part of the tenants is looked at: cron in UTC. @default '23 7-14 * * 1-5' */
  readonly schedule?: string;
  /** Within so many hours every tenant is looked at once. @default 168 */
  readonly periodHours?: number;
  /** Differences that do not count. @default [] */
  readonly ignore?: readonly DriftIgnoreSpec[];
}

/** How one run takes many tenants: a first wave of one, then waves that stop when one is red. */
export interface BulkSpec {
  /** Tenants of a wave, the first excepted. @default 25 */
  readonly waveSize?: number;
  /** Tenants of a wave at once. @default 4 */
  readonly parallel?: number;
}

/** What is special about a repository with a folder of Terraform for each tenant. */
export interface GitOpsRepoSpec {
  /** Name of the repository on GitHub, without its owner. */
  readonly name: string;
  /** The table of the organisation. */
  readonly platform: PlatformSpec;
  /** What is expected of the configuration of tenants. */
  readonly tenants: TenantPlatform;
  /** Where Terraform keeps its state, and how that is locked. */
  readonly state: StateSpec;
  /** ECS cluster that tenants run on: `bbws-cluster-{env}`. */
  readonly cluster: string;
  /** ECS service of a tenant: `tenant-{tenant}-wordpress`. */
  readonly service: string;
  /** Target group of a tenant: `bbws-{tenant:16}-tg`, where the number is how many letters of the name are taken. */
  readonly targetGroup: string;
  /** Version of Terraform, exactly. @default '1.11.4' */
  readonly terraform?: string;
  /** Folder that holds a folder for each tenant. @default 'tenants' */
  readonly tenantsFolder?: string;
  /** Folder of the modules. @default 'modules' */
  readonly modulesFolder?: string;
  /** Types of resources that hold data: nothing replaces or destroys one unseen. @default - STATEFUL_TYPES */
  readonly statefulTypes?: readonly string[];
  /** Environments in which a tenant can be destroyed; never production. @default - all but production */
  readonly destroyable?: readonly string[];
  /** Run in this order before a tenant is destroyed. @default - none: only the state is kept */
  readonly backups?: readonly BackupSpec[];
  /** When drift is looked for, and what does not count. @default - every tenant once in a week */
  readonly drift?: DriftSpec;
  /** How many tenants one run takes at once. @default - a wave of one, then waves of 25, 4 at once */
  readonly bulk?: BulkSpec;
  /** GitHub's settings of it: rules of main, actions. @default - see RepositorySettingsSpec */
  readonly settings?: RepositorySettingsSpec;
  /** Workflow files that people own, by file name: never written, only verified. @default [] */
  readonly ownWorkflows?: readonly string[];
  /** Bots that bump versions: each gets settings, if it has none, that leave managed files alone. @default [] */
  readonly bots?: readonly ('dependabot' | 'renovate')[];
  /** How changes of the generator reach this repository. @default - with all others, nobody asked for a review */
  readonly rollout?: RolloutSpec;
}
