import type { BackupSpec, BulkSpec, DriftIgnoreSpec, DriftSpec, GitOpsRepoSpec } from './gitops-spec';
import { resolvePlatform, type Platform } from './platform';
import { resolveSettings, type RepositorySettings } from './repository-settings';
import type { TenantPlatform } from './tenant-platform';

/** Where the bucket of the state keeps what is left of destroyed tenants: a mark for each, and their last states. */
export const DESTROYED_PREFIX = 'destroyed/';

export interface State {
  readonly bucket: string;
  /** With `{tenant}` for the name of the tenant. */
  readonly key: string;
  readonly lockTable: string | undefined;
  readonly plansPrefix: string;
  readonly kmsKey: string | undefined;
}

export interface Drift {
  readonly schedule: string;
  readonly periodHours: number;
  readonly ignore: readonly DriftIgnoreSpec[];
}

export interface Bulk {
  readonly waveSize: number;
  readonly parallel: number;
}

/** A repository with a folder of Terraform for each tenant, complete. */
export interface GitOpsModel {
  readonly name: string;
  readonly platform: Platform;
  readonly tenants: TenantPlatform;
  readonly state: State;
  readonly cluster: string;
  readonly service: string;
  readonly targetGroup: string;
  readonly terraform: string;
  readonly tenantsFolder: string;
  readonly modulesFolder: string;
  readonly statefulTypes: readonly string[];
  readonly destroyable: readonly string[];
  readonly backups: readonly Required<BackupSpec>[];
  readonly drift: Drift;
  readonly bulk: Bulk;
  readonly settings: RepositorySettings;
  readonly ownWorkflows: readonly string[];
  readonly bots: readonly ('dependabot' | 'renovate')[];
}

/**
 * Types whose resources hold what cannot be made again. Terraform does not see what provisioners of the last two have
 * made: databases, often enough.
 */
export const STATEFUL_TYPES = [
  ...['aws_db_instance', 'aws_db_snapshot', 'aws_rds_cluster', 'aws_rds_cluster_instance', 'aws_dynamodb_table'],
  ...['aws_efs_file_system', 'aws_efs_access_point', 'aws_s3_bucket', 'aws_ebs_volume', 'aws_elasticache_cluster'],
  ...['aws_elasticache_replication_group', 'aws_opensearch_domain', 'aws_cognito_user_pool', 'aws_kms_key'],
  ...['aws_secretsmanager_secret', 'aws_ssm_parameter', 'aws_backup_vault', 'aws_sqs_queue'],
  ...['null_resource', 'terraform_data'],
] as const;

/** Puts every default in its place. Nothing downstream asks whether something is set. */
export function resolveGitOps(spec: GitOpsRepoSpec): GitOpsModel {
  const platform = resolvePlatform(spec.platform);
  const { name, tenants, cluster, service, targetGroup, state } = spec;
  const unproductive = platform.environments.filter(({ production }) => !production);
  return {
    ...{ name, platform, tenants, cluster, service, targetGroup },
    state: {
      bucket: state.bucket,
      key: tenants.stateKey,
      lockTable: state.lockTable === false ? undefined : state.lockTable,
      plansPrefix: state.plansPrefix ?? 'plans/',
      kmsKey: state.kmsKey,
    },
    terraform: spec.terraform ?? '1.11.4',
    tenantsFolder: spec.tenantsFolder ?? 'tenants',
    modulesFolder: spec.modulesFolder ?? 'modules',
    statefulTypes: spec.statefulTypes ?? STATEFUL_TYPES,
    destroyable: spec.destroyable ?? unproductive.map((each) => each.name),
    backups: (spec.backups ?? []).map(({ script, actions = [] }) => ({ script, actions })),
    drift: resolveDrift(spec.drift ?? {}),
    bulk: resolveBulk(spec.bulk ?? {}),
    settings: resolveSettings(spec.settings),
    ownWorkflows: spec.ownWorkflows ?? [],
    bots: spec.bots ?? [],
  };
}

function resolveDrift({ schedule, periodHours, ignore }: DriftSpec): Drift {
  return { schedule: schedule ?? '23 7-14 * * 1-5', periodHours: periodHours ?? 168, ignore: ignore ?? [] };
}

function resolveBulk({ waveSize, parallel }: BulkSpec): Bulk {
  return { waveSize: waveSize ?? 25, parallel: parallel ?? 4 };
}
