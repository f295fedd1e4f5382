import { nameIn, type SamPackaging } from '../model/lambda';
import { firstEnvironment, promotions, type Platform } from '../model/platform';
import { shell, type Deploying } from './bootstrap-aws';

/** What the roles may do for a stack that no rehearsal proves. */
export const STACK_RIGHTS: readonly string[] = [
  'What CloudFormation then does with the resources of a template is not: that part is marked in the templates. A deploy',
  'role may do it only where CloudFormation calls in its name; it may also give CloudFormation the role that ends in',
  '`-cloudformation`. Narrow the names of rules, queues and alarms there, or add what your templates need besides.',
];

/** The part of the page that is about a stack of functions. */
export function stackDay(repository: Deploying, packaging: SamPackaging): string[] {
  return [
    'No bucket, table or lock is needed: releases live in GitHub, and SAM makes its own upload bucket (stack',
    '`aws-sam-cli-managed-default`) with the first deployment.',
    '',
    ...firstDeployments(repository, packaging),
    ...absent(repository.platform),
  ];
}

function firstDeployments({ name, platform }: Deploying, { stack, functions }: SamPackaging): string[] {
  const { owner } = platform;
  const first = firstEnvironment(platform);
  const steps = promotions(platform).flatMap(({ source, target }) => [
    `**${target.name.toUpperCase()}**: when ${source.name.toUpperCase()} has run the version for ${source.soakHours} h and was used:`,
    '',
    ...shell(`gh workflow run promote-to-${target.name}.yml --repo ${owner}/${name}`),
  ]);
  return [
    '## 3. The first deployment of each environment',
    '',
    'Nothing special is needed: where nothing runs yet, the stack is created. A rollback needs two versions.',
    '',
    `**${first.name.toUpperCase()}**: merge the generated files to main, or`,
    '',
    ...shell(`gh workflow run deploy-${first.name}.yml --repo ${owner}/${name}`),
    `Worked: the run is green, its summary names the version, and the stack \`${nameIn(stack, first.name)}\` carries it as a tag:`,
    '',
    ...shell(
      `aws cloudformation describe-stacks --stack-name ${nameIn(stack, first.name)} --query 'Stacks[0].Tags'`,
      `aws lambda list-aliases --function-name ${nameIn(functions[0]?.name ?? '', first.name)}`,
    ),
    ...steps,
    'A stack that an older way of deploying made has no version tag. The first deployment gives it one; until then',
    'promotions from that environment refuse, because nothing proves what runs there.',
    '',
    'If a first creation fails, the stack is `ROLLBACK_COMPLETE`: read its events, remove it, start again.',
    '',
  ];
}

function absent(platform: Platform): string[] {
  const windows = platform.environments.some((environment) => environment.windows.length > 0);
  return [
    '## 4. What people may look for and not find',
    '',
    '- `skip_tests` and `skip_quality_gates`: they only weakened. A gate can be set to `ratchet` or `report` in the definition.',
    ...(windows
      ? [
          '- `maintenance_window`, a box to tick: the clock is asked, after the approvals. An emergency names its ticket.',
        ]
      : []),
    '- Static keys and repository secrets: none is needed, and none is read.',
    '',
  ];
}
