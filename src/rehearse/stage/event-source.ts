/** What calls the functions of a repository: rules of EventBridge, whose targets name a function and an alias. */
import type { Environment } from '../../model/platform';
import type { Stage } from './stage';

/** The ARNs that rules of an environment's account send events to, of this repository's first function. */
export async function targetsOf(stage: Stage, { name }: Environment): Promise<string[]> {
  const account = await stage.account(name);
  const ask = (operation: string, request: object): Promise<unknown> =>
    account.json('events', `AWSEvents.${operation}`, request);
  const rules = textsIn(await ask('ListRules', {}), 'Rules', 'Name');
  const targets = await Promise.all(rules.map((Rule) => ask('ListTargetsByRule', { Rule })));
  const arns = targets.flatMap((answer) => textsIn(answer, 'Targets', 'Arn'));
  return arns.filter((arn) => arn.includes(`:function:${stage.names(name).fn}`));
}

/** What events get: the release that answers behind the target of the first rule. */
export async function servedToEvents(stage: Stage, environment: Environment): Promise<string> {
  const [arn = ''] = await targetsOf(stage, environment);
  const [, fn = '', alias = ''] = /:function:([^:]+)(?::(.+))?$/.exec(arn) ?? [];
  if (alias === '') throw new Error(`The rule's target "${arn}" names no alias of a function.`);
  const answer = await (await stage.account(environment.name)).invoke(fn, alias, { path: '/health' });
  return /"release\\*": \\*"([^"\\]*)/.exec(answer)?.[1] ?? answer;
}

/** A text of each entry of a list. */
function textsIn(answer: unknown, list: string, key: string): string[] {
  const found: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, list) : [];
  const texts = Array.isArray(found) ? found.map((each: object): unknown => Reflect.get(each, key)) : [];
  return texts.filter((text) => typeof text === 'string');
}
