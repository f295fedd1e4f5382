import { nameIn } from '../model/lambda';
import type { Environment } from '../model/platform';
import { arnIn, functionArns, functionNames, stacksOf, type Deploying } from './deploying';
import type { Conditions, PolicyDocument, Statement } from './policy';
import { SAM_BUCKET } from './workflow-permissions';

/** CloudFormation puts no more than this of a stack's name into a name that it makes for a role. */
const STACK_IN_ROLE = 24;

/**
 * What CloudFormation does with the resources of a template. The definitions name stacks and functions, so these are
 * named; what else a template holds they do not know, so rules, queues and alarms are held to account and region.
 *
 * No rehearsal proves this: a simulated CloudFormation asks for no permissions.
 */
export function stackPermissions(repositories: readonly Deploying[], environment: Environment): PolicyDocument {
  const everywhere = (service: string, resource: string): string[] => [`${arnIn(service, environment)}${resource}`];
  const logs = functionNames(repositories, environment).map((name) => `log-group:/aws/lambda/${name}`);
  const statements: Statement[] = [
    allow('Functions', 'lambda', FUNCTION_ACTIONS, functionArns(repositories, environment)),
    ...roleStatements(repositories, environment),
    allow('LogGroups', 'logs', LOG_ACTIONS, [
      ...logs.flatMap((group) => [...everywhere('logs', group), ...everywhere('logs', `${group}:*`)]),
    ]),
    allow('FindLogGroups', 'logs', ['DescribeLogGroups'], everywhere('logs', 'log-group:*')),
    allow('Rules', 'events', RULE_ACTIONS, everywhere('events', 'rule/*')),
    allow('Queues', 'sqs', QUEUE_ACTIONS, everywhere('sqs', '*')),
    allow('Alarms', 'cloudwatch', ALARM_ACTIONS, everywhere('cloudwatch', 'alarm:*')),
    allow('Code', 's3', ['GetObject'], [`${SAM_BUCKET}/*`], {
      StringEquals: { 'aws:ResourceAccount': environment.account },
    }),
  ];
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * The same for a deploy role, but only where CloudFormation calls in its name: then no job can do any of it itself.
 * With the upload bucket of SAM, for which SAM gives no role.
 */
export function calledPermissions(repositories: readonly Deploying[], environment: Environment): PolicyDocument {
  const called = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' } };
  const { Version, Statement } = stackPermissions(repositories, environment);
  const statements = [...Statement, allow('UploadBucket', 's3', BUCKET_ACTIONS, [SAM_BUCKET])];
  return { Version, Statement: statements.map((each) => ({ ...each, Condition: { ...each.Condition, ...called } })) };
}

const FUNCTION_ACTIONS = [
  ...['CreateFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'DeleteFunction', 'Get*', 'List*'],
  ...['PublishVersion', 'CreateAlias', 'UpdateAlias', 'DeleteAlias', 'AddPermission', 'RemovePermission'],
  ...['PutFunctionEventInvokeConfig', 'UpdateFunctionEventInvokeConfig', 'DeleteFunctionEventInvokeConfig'],
  ...['TagResource', 'UntagResource'],
];
const LOG_ACTIONS = [
  ...['CreateLogGroup', 'DeleteLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'ListTagsForResource'],
  ...['TagResource', 'UntagResource'],
];
const RULE_ACTIONS = [
  ...['PutRule', 'DeleteRule', 'DescribeRule', 'PutTargets', 'RemoveTargets', 'ListTargetsByRule'],
  ...['ListTagsForResource', 'TagResource', 'UntagResource'],
];
const QUEUE_ACTIONS = [
  ...['CreateQueue', 'DeleteQueue', 'GetQueueUrl', 'GetQueueAttributes', 'SetQueueAttributes', 'ListQueueTags'],
  ...['TagQueue', 'UntagQueue'],
];
const ALARM_ACTIONS = [
  ...['PutMetricAlarm', 'DeleteAlarms', 'DescribeAlarms', 'ListTagsForResource', 'TagResource', 'UntagResource'],
];
const BUCKET_ACTIONS = [
  ...['CreateBucket', 'GetBucket*', 'GetEncryptionConfiguration', 'PutEncryptionConfiguration', 'PutBucketVersioning'],
  ...['PutBucketPublicAccessBlock', 'PutBucketPolicy', 'PutBucketTagging'],
];
const ROLE_ACTIONS = [
  ...['CreateRole', 'DeleteRole', 'GetRole', 'UpdateRole', 'UpdateAssumeRolePolicy', 'GetRolePolicy'],
  ...['PutRolePolicy', 'DeleteRolePolicy', 'ListRolePolicies', 'ListAttachedRolePolicies', 'TagRole', 'UntagRole'],
];

/** The roles that SAM makes for functions, which carry the name of the stack. */
function roleStatements(repositories: readonly Deploying[], { account, name }: Environment): Statement[] {
  const roles = stacksOf(repositories).map(({ packaging }) => {
    const prefix = nameIn(packaging.stack, name).slice(0, STACK_IN_ROLE);
    return `arn:aws:iam::${account}:role/${prefix}*`;
  });
  const managed = ['service-role/AWSLambda*', 'AWSXrayWriteOnlyAccess', 'AWSXRayDaemonWriteAccess'];
  return [
    allow('FunctionRoles', 'iam', ROLE_ACTIONS, roles),
    allow('ManagedPolicies', 'iam', ['AttachRolePolicy', 'DetachRolePolicy'], roles, {
      ArnLike: { 'iam:PolicyARN': managed.map((policy) => `arn:aws:iam::aws:policy/${policy}`) },
    }),
    allow('GiveFunctionRoles', 'iam', ['PassRole'], roles, {
      StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    }),
  ];
}

function allow(
  Sid: string,
  service: string,
  actions: readonly string[],
  Resource: readonly string[],
  Condition?: Conditions,
): Statement {
  const Action = actions.map((name) => `${service}:${name}`);
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
