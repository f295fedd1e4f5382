/** A policy of IAM, in AWS's own keys. Source: IAM JSON policy element reference. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Without `NotAction`, `NotResource` and `NotPrincipal`: what allows by exception is never written here. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Only in a trust policy. */
  readonly Principal?: Principal;
  readonly Action: OneOrMore;
  /** Only in a permission policy. */
  readonly Resource?: OneOrMore;
  readonly Condition?: Conditions;
}

export type OneOrMore = string | readonly string[];
export type Principal = '*' | Readonly<Record<string, OneOrMore>>;
/** Operator, then condition key, then the values of which one must hold. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;

/** The issuer of GitHub's tokens, as AWS names it in providers and condition keys. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** The audience that GitHub's tokens for AWS are made for. */
export const AWS_AUDIENCE = 'sts.amazonaws.com';

/** A list, whatever way it was written. */
export function listOf(value: OneOrMore | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
