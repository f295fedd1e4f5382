/** What people do to an environment past its workflows, and what CloudFormation shows of it. */
import type { Environment } from '../../model/platform';
import type { Stage } from './stage';

/** When the stack was changed last. */
export async function changedAt(stage: Stage, { name }: Environment): Promise<Date> {
  const account = await stage.account(name);
  const answer = await account.query('cloudformation', 'DescribeStacks', { StackName: stage.names(name).stack });
  const times = ['LastUpdatedTime', 'CreationTime'].map((tag) => new RegExp(`<${tag}>([^<]+)<`).exec(answer)?.[1]);
  const found = times.find((time) => time !== undefined);
  if (found === undefined) throw new Error(`CloudFormation says no time of the stack in ${name}: ${answer}`);
  return new Date(/Z$|[+-]\d\d:\d\d$/.test(found) ? found : `${found}Z`);
}

/** Changes the stack: the same template, and tags beside those that it has. */
export async function touchStack(
  stage: Stage,
  { name }: Environment,
  tags: Readonly<Record<string, string>> = { 'changed-by': 'hand' },
): Promise<void> {
  const account = await stage.account(name);
  const { stack, alias } = stage.names(name);
  const all = { ...(await account.stackTags(stack)), ...tags };
  const change = { StackName: stack, ChangeSetName: 'by-hand' };
  await account.query('cloudformation', 'CreateChangeSet', {
    ...{ ...change, ChangeSetType: 'UPDATE', UsePreviousTemplate: 'true' },
    ...members('Parameters', { Environment: name, AliasName: alias }, ['ParameterKey', 'ParameterValue']),
    ...members('Tags', all, ['Key', 'Value']),
  });
  await account.query('cloudformation', 'ExecuteChangeSet', change);
}

/** Makes the stack of an environment as somebody would who knows nothing of versions: a queue, and no tags. */
export async function createStackByHand(stage: Stage, { name }: Environment): Promise<void> {
  const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
  const account = await stage.account(name);
  const request = { StackName: stage.names(name).stack, TemplateBody: JSON.stringify(template) };
  await account.query('cloudformation', 'CreateStack', request);
}

/** Puts the stack into a state, such as `UPDATE_IN_PROGRESS`, as a deployment would that goes on meanwhile. */
export async function putStackInto(stage: Stage, environment: Environment, status: string): Promise<void> {
  const { account, region, name } = environment;
  const wanted = { account, region, stack: stage.names(name).stack, status };
  const address = `${stage.parts.cloud.endpoint}/rehearsal/stack`;
  const { ok } = await fetch(address, { method: 'POST', body: JSON.stringify(wanted) });
  if (!ok) throw new Error(`The stack in ${name} could not be put into ${status}. Was it deployed before?`);
}

/** A list as the query protocol writes it. */
function members(
  list: string,
  held: Readonly<Record<string, string>>,
  [key, value]: readonly [string, string],
): Record<string, string> {
  const pairs = Object.entries(held).flatMap(([name, text], i) => [
    [`${list}.member.${i + 1}.${key}`, name] as const,
    [`${list}.member.${i + 1}.${value}`, text] as const,
  ]);
  return Object.fromEntries(pairs);
}
