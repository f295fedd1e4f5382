import type { GitOpsModel } from '../model/gitops';

/** What Terraform's AWS provider reads to refresh a tenant, and what jobs look at themselves. */
export const READ_ACTIONS = [
  ...['ecs:Describe*', 'ecs:List*', 'elasticloadbalancing:Describe*', 'ec2:Describe*', 'elasticfilesystem:Describe*'],
  ...['rds:Describe*', 'rds:ListTagsForResource', 'iam:GetRole*', 'iam:ListRole*', 'iam:ListAttachedRolePolicies'],
  ...['logs:Describe*', 'logs:ListTagsForResource', 'route53:Get*', 'route53:List*', 'cloudfront:Get*'],
  ...['cognito-idp:Describe*', 'cognito-idp:GetUserPoolMfaConfig', 'secretsmanager:DescribeSecret'],
  ...['secretsmanager:GetResourcePolicy', 'application-autoscaling:Describe*', 'cloudwatch:DescribeAlarms'],
] as const;

/**
 * Session policy that holds a deploy role down to reading, and to writing saved plans: not state, and no lock. Names
 * carry `{env}`, since one policy is written for all environments. STS takes 2048 characters.
 */
export function readSessionPolicy({ state }: Pick<GitOpsModel, 'state'>): object {
  const { bucket, lockTable, plansPrefix, kmsKey } = state;
  const arn = `arn:aws:s3:::${bucket}`;
  const allow = (Action: readonly string[], Resource: string, more = {}): object => ({
    ...{ Effect: 'Allow', Action, Resource },
    ...more,
  });
  const byAlias = { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': kmsKey } } };
  const statements = [
    allow(READ_ACTIONS, '*'),
    allow(['s3:ListBucket'], arn),
    allow(['s3:GetObject'], `${arn}/*`),
    allow(['s3:PutObject'], `${arn}/${plansPrefix}*`),
    ...(lockTable === undefined ? [] : [allow(['dynamodb:GetItem'], `arn:aws:dynamodb:*:*:table/${lockTable}`)]),
    ...(kmsKey === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], '*', byAlias)]),
  ];
  return { Version: '2012-10-17', Statement: statements };
}
