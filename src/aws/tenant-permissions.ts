import { READ_ACTIONS } from '../gitops/read-session-policy';
import { DESTROYED_PREFIX, type GitOpsModel } from '../model/gitops';
import { nameIn } from '../model/lambda';
import type { Environment } from '../model/platform';
import { arnIn, tenantsOf, type Deploying } from './deploying';
import type { PolicyDocument, Statement } from './policy';
import { wordsTogether } from './trust';

/** What Terraform's provider needs to plan, and what to apply. */
export interface ProviderPolicies {
  readonly reading: PolicyDocument;
  readonly applying: PolicyDocument;
}

/** What jobs call themselves to look at tenants: state, lock, services; and where they put saved plans. */
export function tenantReadStatements(repositories: readonly Deploying[], environment: Environment): Statement[] {
  return tenantsOf(repositories).flatMap((model) => {
    const of = wordsTogether(model.name);
    const { bucket, plans, table, services } = placesOf(model, environment);
    return [
      allow(`FindState${of}`, ['s3:ListBucket'], [bucket]),
      allow(`ReadState${of}`, ['s3:GetObject'], [`${bucket}/*`]),
      allow(`SavePlans${of}`, ['s3:PutObject'], [plans]),
      ...table.map((each) => allow(`LookAtLocks${of}`, ['dynamodb:GetItem'], [each])),
      ...keyStatements(model, environment),
      allow(`ReadServices${of}`, ['ecs:DescribeServices'], [services]),
      // These know no resources.
      allow(
        `ReadTargets${of}`,
        ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'],
        ['*'],
      ),
    ];
  });
}

/** What jobs call themselves to apply: besides reading, they lock and write the state of tenants. */
export function tenantDeployStatements(repositories: readonly Deploying[], environment: Environment): Statement[] {
  return tenantsOf(repositories).flatMap((model) => {
    const of = wordsTogether(model.name);
    const { bucket, states, table, services } = placesOf(model, environment);
    // Where tenants may be destroyed, their states go, and marks and copies stay. IAM counts every letter of a policy.
    const destroys = model.destroyable.includes(environment.name);
    const kept = destroys ? [`${bucket}/${DESTROYED_PREFIX}*`] : [];
    const backups = destroys ? [...new Set(model.backups.flatMap(({ actions }) => actions))] : [];
    return [
      allow(`WriteState${of}`, ['s3:PutObject'], [states, `${states}.tflock`, ...kept]),
      allow(`RemoveState${of}`, ['s3:DeleteObject'], [...(destroys ? [states] : []), `${states}.tflock`]),
      ...(backups.length > 0 ? [allow(`BackUpData${of}`, backups, ['*'])] : []),
      ...table.map((each) => allow(`Lock${of}`, ['dynamodb:PutItem', 'dynamodb:DeleteItem'], [each])),
      // Only where many tenants are taken at once.
      ...(environment.production ? [] : [allow(`RestartServices${of}`, ['ecs:UpdateService'], [services])]),
    ];
  });
}

/**
 * What Terraform's provider calls for the resources of tenants. The definitions do not know what modules hold, so it is
 * held to account and region where these services can. No rehearsal proves this: there, no provider can be installed.
 */
export function providerPermissions(
  repositories: readonly Deploying[],
  environment: Environment,
): ProviderPolicies | undefined {
  const models = tenantsOf(repositories);
  if (models.length === 0) return undefined;
  const within = { StringEquals: { 'aws:RequestedRegion': environment.region } };
  const role = `arn:aws:iam::${environment.account}:role/tenant-*`;
  const reads = allow('ProviderReads', READ_ACTIONS, ['*']);
  const statements: Statement[] = [
    reads,
    { ...allow('ProviderWrites', WRITE_ACTIONS, ['*']), Condition: within },
    {
      ...allow('GiveTaskRoles', ['iam:PassRole'], [role]),
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  ];
  const Version = '2012-10-17';
  return { reading: { Version, Statement: [reads] }, applying: { Version, Statement: statements } };
}

const WRITE_ACTIONS = [
  ...['CreateService', 'UpdateService', 'DeleteService', 'RegisterTaskDefinition', 'DeregisterTaskDefinition'].map(
    (name) => `ecs:${name}`,
  ),
  ...['ecs:TagResource', 'ecs:UntagResource'],
  ...[
    'CreateTargetGroup',
    'ModifyTargetGroup*',
    'DeleteTargetGroup',
    'CreateRule',
    'ModifyRule',
    'SetRulePriorities',
  ].map((name) => `elasticloadbalancing:${name}`),
  ...['elasticloadbalancing:DeleteRule', 'elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
  ...['CreateAccessPoint', 'DeleteAccessPoint', 'TagResource', 'UntagResource'].map(
    (name) => `elasticfilesystem:${name}`,
  ),
];

/** Where the state of tenants and what belongs to it are, as ARNs. */
function placesOf({ state, cluster, service }: GitOpsModel, environment: Environment) {
  const here = (pattern: string): string => nameIn(pattern, environment.name).replace(/\{tenant(:\d+)?\}/g, '*');
  const bucket = `arn:aws:s3:::${here(state.bucket)}`;
  return {
    bucket,
    plans: `${bucket}/${state.plansPrefix}*`,
    states: `${bucket}/${here(state.key)}`,
    table: state.lockTable === undefined ? [] : [`${arnIn('dynamodb', environment)}table/${here(state.lockTable)}`],
    services: `${arnIn('ecs', environment)}service/${here(cluster)}/${here(service)}`,
  };
}

/** A key is named by its alias: its id is not known here. */
function keyStatements({ name, state: { kmsKey } }: GitOpsModel, environment: Environment): Statement[] {
  if (kmsKey === undefined) return [];
  const Condition = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': nameIn(kmsKey, environment.name) } };
  const of = wordsTogether(name);
  const keys = `${arnIn('kms', environment)}key/*`;
  return [{ ...allow(`UseKey${of}`, ['kms:Decrypt', 'kms:GenerateDataKey'], [keys]), Condition }];
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
