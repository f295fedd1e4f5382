import { parameterOf } from '../aws/template-parameters';
import { stackRoleOf } from '../aws/workflow-permissions';
import type { Environment, Platform } from '../model/platform';
import type { RepositorySettings } from '../model/repository-settings';

/** A repository that deploys, and the GitHub environments through which it does. */
export interface Deploying {
  readonly name: string;
  readonly platform: Platform;
  readonly settings: RepositorySettings;
  /** Its workflows, as `usedBy` of GitHub environments names them. */
  readonly workflows: readonly string[];
  /** All repositories that the templates of the accounts let in, itself among them. */
  readonly repositories: readonly string[];
}

/** The part of the page that an engineer does in AWS. */
export function awsSection({ platform, repositories }: Deploying, rights: readonly string[]): string[] {
  return [
    '## 2. AWS: who may come in',
    '',
    'Once for each account, with an administrator’s credentials of that account. A template for each account holds the',
    'provider of GitHub’s tokens, the roles, who may be them, and what for: only the GitHub environments of the table, in',
    'both forms of the subject (GitHub writes ids for repositories created, renamed or transferred after 2026-07-15), and',
    'only what the definitions name. It is one for all repositories: applied again, it changes nothing.',
    '',
    ...shell(
      `OWNER_ID=$(gh api orgs/${platform.owner} --jq .id)`,
      ...repositories.map((each) => `${parameterOf(each)}=$(gh api repos/${platform.owner}/${each} --jq .id)`),
    ),
    ...platform.environments.flatMap((environment) => accountSteps(environment, repositories)),
    '### If something is there already',
    '',
    '- The provider: `MakeProvider=false`. `aws iam list-open-id-connect-providers` shows it.',
    '- A role of that name: whoever uses it now loses what the template does not give. Read its trust and its policies',
    '  first. CloudFormation takes it over from a change set that is made with `--import-existing-resources`.',
    '',
    '### What the roles may do',
    '',
    'A rehearsal judges every call of the workflows by these policies, so what a job calls itself is proven to be enough.',
    ...rights,
    '',
    'Jobs that only read hold the deploy role down by a session policy. Better is a role of its own: fill `readRole` in',
    'the table, and the templates make it, and take the `-read` subjects out of the deploy role’s trust.',
    '',
  ];
}

function accountSteps(environment: Environment, repositories: readonly string[]): string[] {
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
      `  "OwnerId=$OWNER_ID" ${repositories
        .map(parameterOf)
        .map((each) => `"${each}=$${each}"`)
        .join(' ')}`,
    ),
    `Worked: \`aws iam get-role --role-name ${role}\` shows the subjects, and no wildcard.`,
    '',
  ];
}

/** A block of commands. */
export function shell(...lines: readonly string[]): string[] {
  return ['```bash', ...lines, '```', ''];
}
