import { nameIn } from '../model/lambda';
import type { Environment } from '../model/platform';
import { arnIn, functionArns, stackArn, stackArns, stacksOf, type Deploying } from './deploying';
import type { PolicyDocument, Statement } from './policy';
import { tenantDeployStatements, tenantReadStatements } from './tenant-permissions';

/** The stack in which SAM keeps its upload bucket. */
export const SAM_STACK = 'aws-sam-cli-managed-default';

/** That bucket; its name ends differently in every account. */
export const SAM_BUCKET = `arn:aws:s3:::${SAM_STACK}-samclisourcebucket-*`;

/** The role that CloudFormation may take in the place of a deploy role. */
export function stackRoleOf({ role }: Environment): string {
  return `${role}-cloudformation`;
}

/** What jobs that only look call themselves: the scripts that read the stack, its functions and their metrics. */
export function readPermissions(repositories: readonly Deploying[], environment: Environment): PolicyDocument {
  return { Version: '2012-10-17', Statement: readStatements(repositories, environment) };
}

function readStatements(repositories: readonly Deploying[], environment: Environment): Statement[] {
  const tenants = tenantReadStatements(repositories, environment);
  if (stacksOf(repositories).length === 0) return tenants;
  return [
    {
      ...{ Sid: 'ReadStacks', Effect: 'Allow' },
      Action: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
      Resource: stackArns(repositories, environment),
    },
    {
      ...{ Sid: 'ReadFunctions', Effect: 'Allow' },
      Action: [
        ...['lambda:GetAlias', 'lambda:GetFunctionConfiguration', 'lambda:ListAliases'],
        'lambda:ListVersionsByFunction',
      ],
      Resource: functionArns(repositories, environment),
    },
    // Metrics have no ARN.
    { Sid: 'ReadMetrics', Effect: 'Allow', Action: ['cloudwatch:GetMetricStatistics'], Resource: ['*'] },
    ...tenants,
  ];
}

/**
 * What jobs that deploy call themselves: their scripts, and `sam deploy --resolve-s3`. A rehearsal proves that it is
 * enough, and lists what was never used.
 */
export function deployPermissions(repositories: readonly Deploying[], environment: Environment): PolicyDocument {
  const statements = [
    ...readStatements(repositories, environment),
    ...(stacksOf(repositories).length === 0 ? [] : stackStatements(repositories, environment)),
    ...recordStatements(repositories, environment),
    ...tenantDeployStatements(repositories, environment),
  ];
  return { Version: '2012-10-17', Statement: statements };
}

function stackStatements(repositories: readonly Deploying[], environment: Environment): Statement[] {
  const { account, region } = environment;
  return [
    {
      ...{ Sid: 'DeployStacks', Effect: 'Allow' },
      Action: [
        ...['CreateChangeSet', 'DescribeChangeSet', 'DescribeStackEvents', 'DescribeStacks', 'ExecuteChangeSet'],
        ...['GetTemplateSummary', 'TagResource'],
      ].map((name) => `cloudformation:${name}`),
      Resource: [...stackArns(repositories, environment), stackArn(SAM_STACK, environment)],
    },
    {
      ...{ Sid: 'ExpandServerless', Effect: 'Allow', Action: ['cloudformation:CreateChangeSet'] },
      Resource: [`arn:aws:cloudformation:${region}:aws:transform/Serverless-2016-10-31`],
    },
    {
      ...{ Sid: 'Upload', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: [`${SAM_BUCKET}/*`] },
      // A bucket of that name could belong to anybody.
      Condition: { StringEquals: { 'aws:ResourceAccount': account } },
    },
    {
      ...{ Sid: 'GiveStackRole', Effect: 'Allow', Action: ['iam:PassRole'] },
      Resource: [`arn:aws:iam::${account}:role/${stackRoleOf(environment)}`],
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    },
    {
      ...{ Sid: 'MoveAliases', Effect: 'Allow' },
      Action: ['lambda:CreateAlias', 'lambda:InvokeFunction', 'lambda:UpdateAlias'],
      Resource: functionArns(repositories, environment),
    },
  ];
}

function recordStatements(repositories: readonly Deploying[], environment: Environment): Statement[] {
  const tables = stacksOf(repositories).flatMap(({ packaging: { recordsTable } }) =>
    recordsTable === undefined
      ? []
      : [`${arnIn('dynamodb', environment)}table/${nameIn(recordsTable, environment.name)}`],
  );
  if (tables.length === 0) return [];
  return [{ Sid: 'WriteRecords', Effect: 'Allow', Action: ['dynamodb:PutItem'], Resource: tables }];
}
