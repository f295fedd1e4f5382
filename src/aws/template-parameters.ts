import { GITHUB_ISSUER } from './policy';
import { wordsTogether, type KnownIds } from './trust';

/** In the place of ids: the parameters of the template. */
export function placeholders(repositories: readonly string[]): KnownIds {
  return Object.fromEntries(
    repositories.map((name) => [name, { owner: '${OwnerId}', repository: `\${${parameterOf(name)}}` }]),
  );
}

/** CloudFormation's name for the id of a repository. */
export function parameterOf(repository: string): string {
  return `IdOf${wordsTogether(repository)}`;
}

/** What a template asks whoever applies it. */
export function parameters(repositories: readonly string[], owner: string): Record<string, unknown> {
  const id = { Type: 'String', Default: '', AllowedPattern: '^[0-9]*$' };
  return {
    MakeProvider: {
      ...{ Type: 'String', Default: 'true', AllowedValues: ['true', 'false'] },
      Description: `false where the account has the provider ${GITHUB_ISSUER} already`,
    },
    OwnerId: { ...id, Description: `gh api orgs/${owner} --jq .id` },
    ...Object.fromEntries(
      repositories.map((name) => [
        parameterOf(name),
        {
          ...id,
          Description: `gh api repos/${owner}/${name} --jq .id; empty leaves the form of the subject with ids out`,
        },
      ]),
    ),
  };
}

/** Names the cases of these answers. */
export function conditions(repositories: readonly string[]): Record<string, unknown> {
  const isGiven = (parameter: string): object => ({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: parameter }, ''] }] });
  return {
    MakesProvider: { 'Fn::Equals': [{ Ref: 'MakeProvider' }, 'true'] },
    ...Object.fromEntries(
      repositories.map((name) => [
        `Has${parameterOf(name)}`,
        { 'Fn::And': [isGiven('OwnerId'), isGiven(parameterOf(name))] },
      ]),
    ),
  };
}

/** Values that need an id, and lists that hold one, depend on whether it is given. */
export function withParameters(value: unknown): unknown {
  if (Array.isArray(value)) {
    const values: unknown[] = value;
    const parameter = values.map(parameterIn).find((each) => each !== undefined);
    if (parameter === undefined) return values.map(withParameters);
    const without = values.filter((each) => parameterIn(each) === undefined);
    return given(parameter, values.map(substituted), without);
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withParameters(held)]));
  const parameter = parameterIn(value);
  return parameter === undefined ? value : given(parameter, substituted(value), { Ref: 'AWS::NoValue' });
}

function given(parameter: string, value: unknown, otherwise: unknown): object {
  return { 'Fn::If': [`Has${parameter}`, value, otherwise] };
}

function parameterIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /\$\{(IdOf\w+)\}/.exec(value)?.[1] : undefined;
}

function substituted(value: unknown): unknown {
  const parameter = parameterIn(value);
  if (parameter === undefined) return value;
  return value === `\${${parameter}}` ? { Ref: parameter } : { 'Fn::Sub': value };
}
