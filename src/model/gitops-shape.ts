import type { BackupSpec, BulkSpec, DriftIgnoreSpec, DriftSpec, GitOpsRepoSpec, StateSpec } from './gitops-spec';
import { settingsShape } from './repository-settings';
import { rolloutShape } from './rollout';
import { any, optional, table, type Shape } from './shape';

const text = (write: string): Shape => ({ kind: 'text', write });
const whole = (write: string): Shape => ({ kind: 'number', write });
const list = (of: Shape, write: string): Shape => ({ kind: 'list', of, write });
const folder = text('a folder of the repository, such as "tenants"');

const state = table<StateSpec>(
  {
    bucket: text('a name such as "terraform-state-{env}"'),
    lockTable: any,
    plansPrefix: optional(text('a prefix such as "plans/"')),
    kmsKey: optional(text('an alias such as "alias/terraform-{env}"')),
  },
  "{ bucket: 'terraform-state-{env}', lockTable: 'terraform-locks-{env}' }",
);
const ignored = table<DriftIgnoreSpec>(
  {
    address: text('an address such as "module.*.aws_ecs_service.this"'),
    attribute: text('an attribute such as "desired_count"'),
    reason: text('why the difference means nothing'),
  },
  'a rule such as { address, attribute, reason }',
);
const backup = table<BackupSpec>(
  {
    script: text('a script such as ".github/backups/snapshot-database.sh"'),
    actions: optional(list(text('an action such as "rds:CreateDBSnapshot"'), 'a list of actions')),
  },
  "a backup such as { script: '.github/backups/snapshot-database.sh' }",
);
const drift = table<DriftSpec>(
  {
    schedule: optional(text('cron in UTC, such as "23 7-14 * * 1-5"')),
    periodHours: optional(whole('whole hours')),
    ignore: optional(list(ignored, 'a list of rules such as { address, attribute, reason }')),
  },
  "settings such as { schedule: '23 7-14 * * 1-5' }",
);
const bulk = table<BulkSpec>(
  { waveSize: optional(whole('how many tenants')), parallel: optional(whole('how many tenants')) },
  'settings such as { waveSize: 25 }',
);

/** What a definition of a repository of tenants looks like; the platform and the table of tenants have shapes of their own. */
export const gitOpsShape = table<GitOpsRepoSpec>(
  {
    name: any,
    platform: { kind: 'entries', write: 'the table: { owner, environments, githubEnvironments }' },
    tenants: any,
    state,
    cluster: text('a name such as "cluster-{env}"'),
    service: text('a name such as "tenant-{tenant}"'),
    targetGroup: text('a name such as "{tenant:24}-tg"'),
    terraform: optional(text('a version in quotes, such as "1.11.4"')),
    tenantsFolder: optional(folder),
    modulesFolder: optional(folder),
    statefulTypes: optional(list(text('a type such as "aws_db_instance"'), 'a list of types')),
    destroyable: optional(list(any, "a list of environments, such as ['dev']")),
    backups: optional(list(backup, 'a list of backups such as { script }')),
    drift: optional(drift),
    bulk: optional(bulk),
    settings: optional(settingsShape),
    ownWorkflows: optional(list(any, "a list of files, such as ['deploy.yml']")),
    bots: optional(list({ kind: 'choice', values: ['dependabot', 'renovate'] }, "a list such as ['dependabot']")),
    rollout: optional(rolloutShape),
  },
  'a definition such as { name, platform, tenants, state, cluster, service, targetGroup }',
);
