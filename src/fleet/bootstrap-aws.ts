import { parameterOf } from '../aws/template-parameters';
import { stackRoleOf } from '../aws/workflow-permissions';
import type { Environment, Platform } from '../model/platform';

/** A repository that deploys, and the GitHub environments through which it does. */
export interface Deploying {
  readonly name: string;
  readonly platform: Platform;
  /** Its workflows, as `usedBy` of GitHub environments names them. */
  readonly workflows: readonly string[];
  readonly stack: string;
  readonly functions: readonly string[];
}

/** The part of the page that an engineer does in AWS. */
export function awsSection({ platform, name }: Deploying): string[] {
  return [
    '## 2. AWS: who may come in',
    '',
    'Once for each account, with an administrator’s credentials of that account. A template for each account holds the',
    'provider of GitHub’s tokens, the roles, who may be them, and what for: only the GitHub environments of the table, in',
    'both forms of the subject (GitHub writes ids for repositories created, renamed or transferred after 2026-07-15), and',
    'only the stacks and functions of the definitions.',
    '',
    ...shell(
      `OWNER_ID=$(gh api orgs/${platform.owner} --jq .id)`,
      `REPOSITORY_ID=$(gh api repos/${platform.owner}/${name} --jq .id)`,
    ),
    ...platform.environments.flatMap((environment) => accountSteps(environment, name)),
    '### If something is there already',
    '',
    '- The provider: `MakeProvider=false`. `aws iam list-open-id-connect-providers` shows it.',
    '- A role of that name: whoever uses it now loses what the template does not give. Read its trust and its policies',
    '  first. CloudFormation takes it over from a change set that is made with `--import-existing-resources`.',
    '',
    '### What the roles may do',
    '',
    'A rehearsal judges every call of the workflows by these policies, so what a job calls itself is proven to be enough.',
    'What CloudFormation then does with the resources of a template is not: that part is marked in the templates. A deploy',
    'role may do it only where CloudFormation calls in its name; it may also give CloudFormation the role that ends in',
    '`-cloudformation`. Narrow the names of rules, queues and alarms there, or add what your templates need besides.',
    '',
    'Jobs that only read hold the deploy role down by a session policy. Better is a role of its own: fill `readRole` in',
    'the table, and the templates make it, and take the `-read` subjects out of the deploy role’s trust.',
    '',
    'No bucket, table or lock is needed: releases live in GitHub, and SAM makes its own upload bucket (stack',
    '`aws-sam-cli-managed-default`) with the first deployment.',
    '',
  ];
}

function accountSteps(environment: Environment, repository: string): string[] {
  const { name, account, region, role, readRole } = environment;
  const roles = [role, ...(readRole === undefined ? [] : [readRole]), stackRoleOf(environment)];
  return [
    `### ${name.toUpperCase()}, account ${account}, ${region}`,
    '',
    `[aws/${name}.yml](aws/${name}.yml) makes ${roles.map((each) => `\`${each}\``).join(', ')}:`,
    '',
    ...shell(
      `test "$(aws sts get-caller-identity --query Account --output text)" = ${account} &&`,
      `  aws cloudformation deploy --region ${region} --stack-name github-access --template-file docs/aws/${name}.yml \\`,
      `  --capabilities CAPABILITY_NAMED_IAM --parameter-overrides MakeProvider=true \\`,
      `  "OwnerId=$OWNER_ID" "${parameterOf(repository)}=$REPOSITORY_ID"`,
    ),
    `Worked: \`aws iam get-role --role-name ${role}\` shows the subjects, and no wildcard.`,
    '',
  ];
}

/** A block of commands. */
export function shell(...lines: readonly string[]): string[] {
  return ['```bash', ...lines, '```', ''];
}
