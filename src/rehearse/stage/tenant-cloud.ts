/** What is in the accounts that tenants are deployed to: where their state lies, and what people reach. */
import { nameIn } from '../../model/lambda';
import type { Account } from '../cloud/account';
import type { TenantStage } from './tenant-stage';

/** Names of what belongs to a tenant in an environment. */
export interface TenantPlaces {
  readonly bucket: string;
  readonly key: string;
  readonly table: string | undefined;
  readonly cluster: string;
  readonly service: string;
  readonly targetGroup: string;
}

export function placesOf(stage: TenantStage, tenant: string, environment: string): TenantPlaces {
  const { state, cluster, service, targetGroup } = stage.parts.project.model;
  const at = (pattern: string): string =>
    nameIn(pattern, environment).replace(/\{tenant(?::(\d+))?\}/g, (_, letters?: string) =>
      tenant.slice(0, letters === undefined ? undefined : Number(letters)),
    );
  return {
    bucket: at(state.bucket),
    key: at(state.key),
    table: state.lockTable === undefined ? undefined : at(state.lockTable),
    ...{ cluster: at(cluster), service: at(service), targetGroup: at(targetGroup) },
  };
}

/** Makes what is there before the first tenant, in every account: bucket, lock table, cluster. */
export async function furnish(stage: TenantStage): Promise<void> {
  for (const { name, region } of stage.parts.project.model.platform.environments) {
    const account = await stage.account(name);
    const { bucket, table, cluster } = placesOf(stage, '', name);
    await account.s3('PUT', bucket, bucketIn(region));
    await account.json('ecs', 'AmazonEC2ContainerServiceV20141113.CreateCluster', { clusterName: cluster });
    if (table === undefined) continue;
    await account.json('dynamodb', 'DynamoDB_20120810.CreateTable', {
      TableName: table,
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
  }
}

/** What S3 is asked for a bucket. Its oldest region is none that can be named. */
function bucketIn(region: string): string {
  const place = region === 'us-east-1' ? '' : `<LocationConstraint>${region}</LocationConstraint>`;
  return `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${place}</CreateBucketConfiguration>`;
}

/**
 * Makes what a provider would make of a tenant: its service, one task of which runs, and its target group with that task.
 * There is no provider here.
 */
export async function serve(stage: TenantStage, tenant: string, environment: string, tasks = 1): Promise<void> {
  const account = await stage.account(environment);
  const { cluster, service } = placesOf(stage, tenant, environment);
  const ecs = (operation: string, request: object): Promise<unknown> =>
    account.json('ecs', `AmazonEC2ContainerServiceV20141113.${operation}`, request);
  const containerDefinitions = [{ name: 'site', image: 'site', memory: 128, essential: true }];
  await ecs('RegisterTaskDefinition', { family: service, containerDefinitions });
  await ecs('CreateService', { cluster, serviceName: service, taskDefinition: service, desiredCount: tasks });
  await target(stage, account, tenant, environment, 'RegisterTargets');
}

/** Takes away what a provider would take away of a destroyed tenant; nothing where it is gone. */
export async function stopServing(stage: TenantStage, tenant: string, environment: string): Promise<void> {
  const account = await stage.account(environment);
  const { cluster, service } = placesOf(stage, tenant, environment);
  const target = 'AmazonEC2ContainerServiceV20141113.DeleteService';
  await account.json('ecs', target, { cluster, service, force: true }).catch(() => undefined);
}

/** Takes the only target of a tenant away. */
export async function takeTarget(stage: TenantStage, tenant: string, environment: string): Promise<void> {
  await target(stage, await stage.account(environment), tenant, environment, 'DeregisterTargets');
}

async function target(
  stage: TenantStage,
  account: Account,
  tenant: string,
  environment: string,
  action: 'RegisterTargets' | 'DeregisterTargets',
): Promise<void> {
  const { targetGroup } = placesOf(stage, tenant, environment);
  const elb = (call: string, params: Record<string, string>): Promise<string> =>
    account.query('elasticloadbalancing', call, { Version: '2015-12-01', ...params });
  const vpcs = await account.query('ec2', 'DescribeVpcs', { Version: '2016-11-15' });
  const vpc = /<vpcId>([^<]+)</.exec(vpcs)?.[1] ?? '';
  const group = { Name: targetGroup, Protocol: 'HTTP', Port: '80', VpcId: vpc, TargetType: 'ip' };
  // Making it again gives the one that is there.
  const made = await elb('CreateTargetGroup', group).catch(() =>
    elb('DescribeTargetGroups', { 'Names.member.1': targetGroup }),
  );
  const arn = /<TargetGroupArn>([^<]+)</.exec(made)?.[1] ?? '';
  await elb(action, { TargetGroupArn: arn, 'Targets.member.1.Id': '10.0.0.10' });
}
