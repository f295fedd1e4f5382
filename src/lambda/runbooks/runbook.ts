/** What the runbooks of a Lambda repository have in common: names from the one table, commands, and how long things take. */
import { runsLine } from '../../delivery/runbook';
import { REQUESTS } from '../../delivery/starting';
import { dispatchCommand, shellWord } from '../../github/dispatch-command';
import { nameIn } from '../../model/lambda';
import type { Environment, GitHubEnvironment } from '../../model/platform';
import type { SamModel } from '../sam-model';

/** Stands for a version that only a person knows. */
export const VERSION = 'VERSION';

export function fullName({ name, platform }: SamModel): string {
  return `${platform.owner}/${name}`;
}

/** Lines that start a workflow by GitHub's form. */
export function start(model: SamModel, workflow: string, inputs: Readonly<Record<string, string>> = {}): string[] {
  return [dispatchCommand({ repository: fullName(model), workflow, inputs })];
}

/** Whether what is wanted is asked for by a pull request. */
export function asksByPullRequest({ platform }: SamModel): boolean {
  return platform.approval === 'pull-request';
}

/** Lines that ask for a promotion or a rollback, the way in which the platform takes that: in a checkout, for a pull request. */
export function ask(
  model: SamModel,
  request: string,
  inputs: Readonly<Record<string, string | boolean>>,
): readonly string[] {
  const path = `${REQUESTS}/${request}.json`;
  const branch = `ask-${request}`;
  return [
    `git fetch origin && git switch --create ${branch} origin/main`,
    `mkdir -p ${REQUESTS} && printf '%s\\n' ${shellWord(JSON.stringify(inputs))} > ${path}`,
    `git add ${path} && git commit --message 'Change ${path}'`,
    `git push --set-upstream origin ${branch} && gh pr create --repo ${fullName(model)} --fill`,
  ];
}

/** What to do with these lines, above them. */
export const ASKED =
  'In a checkout; others approve the pull request, then whoever asked merges it, and the merge starts the workflow:';

/** Where it is said how the commands of a page are known to work. */
export function proven(model: SamModel): string {
  return asksByPullRequest(model)
    ? 'Promotions and rollbacks are asked for by a pull request.'
    : 'Each command here is executed when the workflows are rehearsed.';
}

/** Stack, functions and alias of an environment. */
export function placesOf(
  { packaging }: SamModel,
  { name }: Environment,
): { stack: string; functions: string[]; alias: string } {
  const at = (pattern: string): string => nameIn(pattern, name);
  return {
    stack: at(packaging.stack),
    functions: packaging.functions.map((each) => at(each.name)),
    alias: at(packaging.alias),
  };
}

/** What runs there: the tags of the stack, and where the alias of each function leads. */
export function lookLines(model: SamModel, environment: Environment): string[] {
  const { stack, functions, alias } = placesOf(model, environment);
  const region = `--region ${environment.region}`;
  return [
    `aws cloudformation describe-stacks --stack-name ${stack} ${region} --query 'Stacks[0].[StackStatus, Tags]' --output json`,
    ...functions.map(
      (each) =>
        `aws lambda get-alias --function-name ${each} --name ${alias} ${region} --query FunctionVersion --output text`,
    ),
  ];
}

/** Where people read afterwards what was done. */
export function recordLines(model: SamModel, workflow: string): string[] {
  const repository = fullName(model);
  return [`gh api repos/${repository}/releases/tags/${VERSION} --jq .body`, runsLine(repository, workflow)];
}

/** How long a run takes, apart from the people who are asked. */
export function timeOf({ watch }: Environment, gate: GitHubEnvironment): string {
  const parts = [
    'the checks before take a few minutes (15 at most)',
    ...(gate.pauseMinutes > 0 ? [`the deployment waits until the last approval is ${gate.pauseMinutes} min old`] : []),
    ...(gate.waitMinutes > 0 ? [`GitHub waits ${gate.waitMinutes} min after the last approval`] : []),
    'then the stack changes, 60 min at most in all',
    ...(watch === undefined ? [] : [`${watch.minutes} min of watching among them`]),
  ];
  return `${parts.join('; ')}.`;
}
