import { listOf, type Conditions } from '../../aws/policy';
import { PolicyError } from '../../aws/read-policy';
import { coversArn, matchesWildcard, withVariables, type Context } from './pattern';

type Test = (held: string, wanted: string, context: Context) => boolean;

const equals: Test = (held, wanted) => held === wanted;
const equalsIgnoreCase: Test = (held, wanted) => held.toLowerCase() === wanted.toLowerCase();
const like: Test = (held, wanted) => matchesWildcard(wanted, held);
const arnLike: Test = (held, wanted, context) => coversArn(wanted, held, context);
const compares =
  (holds: (held: number, wanted: number) => boolean): Test =>
  (held, wanted) =>
    holds(Number(held), Number(wanted));

/** Operators that one value must pass. Source: IAM JSON policy elements, condition operators. */
const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: equalsIgnoreCase,
  NumericEquals: compares((held, wanted) => held === wanted),
  NumericLessThan: compares((held, wanted) => held < wanted),
  NumericLessThanEquals: compares((held, wanted) => held <= wanted),
  NumericGreaterThan: compares((held, wanted) => held > wanted),
  NumericGreaterThanEquals: compares((held, wanted) => held >= wanted),
};

/** The opposite of another operator: none of its values may hold, and an absent key passes. */
const OPPOSITES: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
};

/**
 * Why conditions do not hold, one text for each; none: they hold.
 *
 * Throws PolicyError for an operator that is not known here: a policy that cannot be judged must not seem to allow.
 */
export function failedConditions(conditions: Conditions | undefined, context: Context): string[] {
  return Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => {
      const held = context.get(key.toLowerCase());
      if (holds(operator, held, listOf(values), context)) return [];
      const has = held === undefined ? 'is absent' : `is ${quoted(held)}`;
      return [`${key} ${has}, but ${operator} wants ${quoted(listOf(values))}`];
    }),
  );
}

function quoted(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => `"${value}"`).join(' or ');
}

function holds(
  operator: string,
  held: readonly string[] | undefined,
  wanted: readonly string[],
  context: Context,
): boolean {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null' && set === undefined && ifExists === undefined) {
    return wanted.some((value) => value === String(held === undefined));
  }
  const negated = Object.hasOwn(OPPOSITES, name);
  const test = TESTS[OPPOSITES[name] ?? name];
  if (test === undefined) {
    const known = [...Object.keys(TESTS), ...Object.keys(OPPOSITES), 'Null'];
    throw new PolicyError(`The condition operator "${operator}" is not judged here. Known are ${known.join(', ')}.`);
  }
  const passes = (value: string): boolean => negated !== wanted.some((each) => passesOne(test, value, each, context));
  // An absent key is an empty set: "all of them" holds, and that is the trap of ForAllValues in an Allow.
  if (set === 'ForAllValues') return (held ?? []).every(passes);
  if (set === 'ForAnyValue') return (held ?? []).some(passes);
  if (held === undefined) return negated || ifExists !== undefined;
  return negated ? held.every(passes) : held.some(passes);
}

function passesOne(test: Test, held: string, wanted: string, context: Context): boolean {
  const text = withVariables(wanted, context);
  return text !== undefined && test(held, text, context);
}
