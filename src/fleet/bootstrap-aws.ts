import { READ_ACTIONS } from '../lambda/read-session-policy';
import type { Environment, GitHubEnvironment, Platform } from '../model/platform';

/** A repository that deploys, and the GitHub environments through which it does. */
export interface Deploying {
  readonly name: string;
  readonly platform: Platform;
  readonly stack: string;
  readonly functions: readonly string[];
}

/** The part of the page that an engineer does in AWS. */
export function awsSection(repository: Deploying): string[] {
  const { platform, name } = repository;
  return [
    '## 2. AWS: who may come in',
    '',
    'Once for each account, with an administrator’s credentials of that account.',
    '',
    ...platform.environments.flatMap((environment) => accountSteps(environment, platform, name)),
    '### What the roles must be allowed',
    '',
    'A deploy role deploys one CloudFormation stack by SAM: `cloudformation:*` on that stack and on',
    '`aws-sam-cli-managed-default`, `s3:*` on the bucket of the latter, and whatever the template creates (functions,',
    'roles under its own prefix with `iam:PassRole`, rules, queues, alarms, log groups).',
    '',
    `Reading needs ${READ_ACTIONS.map((action) => `\`${action}\``).join(', ')}. Jobs that only read hold the deploy role`,
    'down to these by a session policy. Better is a role of its own: fill `readRole` in the table, and take the',
    '`-read` subjects out of the deploy role’s trust.',
    '',
    'No bucket, table or lock is needed: releases live in GitHub, and SAM makes its own upload bucket (stack',
    '`aws-sam-cli-managed-default`) with the first deployment.',
    '',
  ];
}

function accountSteps(environment: Environment, platform: Platform, repository: string): string[] {
  const { name, account, region, role } = environment;
  const gates = platform.githubEnvironments.filter((gate) => gate.environment === name && gate.access !== 'none');
  return [
    `### ${name.toUpperCase()}, account ${account}, ${region}`,
    '',
    'The provider. It exists already if another repository deploys to this account:',
    '',
    ...shell(
      'aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com \\',
      '  --client-id-list sts.amazonaws.com',
    ),
    `The trust of \`${role}\`: only these GitHub environments of this repository, in both forms of the subject (GitHub`,
    'uses the second, with ids, for repositories created, renamed or transferred after 2026-07-15).',
    '',
    ...shell(
      `OWNER_ID=$(gh api orgs/${platform.owner} --jq .id)`,
      `REPOSITORY_ID=$(gh api repos/${platform.owner}/${repository} --jq .id)`,
      `cat > trust.json <<END`,
      trustPolicy(environment, platform.owner, repository, gates),
      'END',
      `aws iam update-assume-role-policy --role-name ${role} --policy-document file://trust.json`,
    ),
    `Worked: \`aws iam get-role --role-name ${role}\` shows the subjects, and no wildcard.`,
    '',
  ];
}

/** The trust policy with shell variables for the two ids. */
export function trustPolicy(
  { account }: Environment,
  owner: string,
  repository: string,
  gates: readonly GitHubEnvironment[],
): string {
  const issuer = 'token.actions.githubusercontent.com';
  const subjects = gates.flatMap(({ name }) => [
    `repo:${owner}/${repository}:environment:${name}`,
    `repo:${owner}@$OWNER_ID/${repository}@$REPOSITORY_ID:environment:${name}`,
  ]);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subjects } },
      },
    ],
  };
  return JSON.stringify(policy, undefined, 2);
}

/** A block of commands. */
export function shell(...lines: readonly string[]): string[] {
  return ['```bash', ...lines, '```', ''];
}
