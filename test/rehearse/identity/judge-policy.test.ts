import type { Conditions, PolicyDocument, Statement } from '../../../src/aws/policy';
import { PolicyError, readPolicy } from '../../../src/aws/read-policy';
import { failedConditions } from '../../../src/rehearse/identity/conditions';
import { judgePolicies } from '../../../src/rehearse/identity/judge-policy';
import { contextOf, coversArn } from '../../../src/rehearse/identity/pattern';

const NONE = contextOf({});
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

function policy(...statements: (Partial<Statement> & { Action: Statement['Action'] })[]): PolicyDocument[] {
  const complete = statements.map((each): Statement => ({ Effect: 'Allow', Resource: '*', ...each }));
  return [{ Version: '2012-10-17', Statement: complete }];
}

test.each([
  ['lambda:UpdateAlias', FUNCTION, true],
  ['LAMBDA:updatealias', FUNCTION, true],
  ['lambda:Update*', FUNCTION, true],
  ['lambda:?pdateAlias', `${FUNCTION}*`, true],
  ['*', '*', true],
  ['lambda:GetAlias', FUNCTION, false],
  ['lambda:UpdateAlias', `${FUNCTION}:*`, false],
  ['lambda:UpdateAlias', 'arn:aws:lambda:*:111122223333:function:ord*', true],
  ['lambda:UpdateAlias', 'arn:aws:lambda:eu-west-1:*:orders', false],
  ['lambda:UpdateAlias', 'arn:aws:lambda:us-east-1:111122223333:function:orders', false],
  ['lambda:UpdateAlias', 'arn:aws:lambda:eu-west-1:999900001111:function:orders', false],
])('"%s" on "%s" allows to move an alias: %s', (Action, Resource, allowed) => {
  const need = { action: 'lambda:UpdateAlias', resource: FUNCTION };
  expect(judgePolicies(policy({ Action, Resource }), need, NONE).allowed).toBe(allowed);
});

test.each([
  ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b:c', true],
  ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/a', false],
  ['arn:aws:s3:::bucket-?', 'arn:aws:s3:::bucket-12', false],
  ['arn:aws:s3:::b.cket', 'arn:aws:s3:::bucket', false],
  ['arn:aws:iam::${aws:PrincipalAccount}:role/x', 'arn:aws:iam::111122223333:role/x', true],
  ['arn:aws:iam::${aws:username}:role/x', 'arn:aws:iam::111122223333:role/x', false],
])('the resource %s covers %s: %s', (pattern, arn, covered) => {
  expect(coversArn(pattern, arn, contextOf({ 'aws:PrincipalAccount': '111122223333' }))).toBe(covered);
});

test('a deny wins, whatever else allows, and says who denied', () => {
  const policies = policy({ Action: '*' }, { Sid: 'Hands', Effect: 'Deny', Action: 'lambda:Delete*' });
  const need = { action: 'lambda:DeleteFunction', resource: FUNCTION };
  const why = `statement "Hands" denies lambda:DeleteFunction on ${FUNCTION}`;
  expect(judgePolicies(policies, need, NONE)).toMatchObject({ kind: 'explicit deny', why });
});

test('a refusal names what came nearest', () => {
  const need = { action: 'lambda:UpdateAlias', resource: FUNCTION };
  const why = (...statements: Parameters<typeof policy>): string =>
    judgePolicies(policy(...statements), need, NONE).why;
  expect(why({ Action: 's3:*' })).toBe('no statement names lambda:UpdateAlias');
  expect(why({ Sid: 'A', Action: 'lambda:*', Resource: `${FUNCTION}-x` })).toBe(
    `statement "A" allows lambda:UpdateAlias on ${FUNCTION}-x, but not on ${FUNCTION}`,
  );
  const Condition = { StringEquals: { 'aws:CalledViaFirst': 'cloudformation.amazonaws.com' } };
  expect(why({ Action: 'lambda:*', Condition })).toContain('aws:CalledViaFirst is absent, but StringEquals wants');
});

test('every statement that allows is told, so that unused permissions can be found', () => {
  const policies = policy({ Sid: 'A', Action: ['lambda:Get*', 'lambda:GetAlias'] }, { Sid: 'B', Action: '*' });
  const { grants } = judgePolicies(policies, { action: 'lambda:GetAlias', resource: FUNCTION }, NONE);
  expect(grants.map(({ statement, action }) => [statement.Sid, action])).toEqual([
    ['A', 'lambda:Get*'],
    ['A', 'lambda:GetAlias'],
    ['B', '*'],
  ]);
});

const held = contextOf({ 'x:Name': 'Orders', 'x:Arn': FUNCTION, 'x:Count': '5', 'x:Many': ['a', 'b'], 'x:On': 'true' });

test.each<[Conditions, boolean]>([
  [{ StringEquals: { 'X:name': 'Orders' } }, true],
  [{ StringEquals: { 'x:Name': 'orders' } }, false],
  [{ StringEquals: { 'x:Name': ['no', 'Orders'] } }, true],
  [{ StringEquals: { 'x:Name': 'Orders', 'x:Count': '6' } }, false],
  [{ StringEquals: { 'x:Name': 'Orders' }, Bool: { 'x:On': 'false' } }, false],
  [{ StringEqualsIgnoreCase: { 'x:Name': 'orders' } }, true],
  [{ StringLike: { 'x:Name': 'Ord*' } }, true],
  [{ StringLike: { 'x:Name': 'Ord?' } }, false],
  [{ StringNotEquals: { 'x:Name': ['a', 'b'] } }, true],
  [{ StringNotEquals: { 'x:Name': ['a', 'Orders'] } }, false],
  [{ StringNotEquals: { 'x:Absent': 'a' } }, true],
  [{ StringNotLike: { 'x:Name': 'Ord*' } }, false],
  [{ StringEquals: { 'x:Absent': 'a' } }, false],
  [{ StringEqualsIfExists: { 'x:Absent': 'a' } }, true],
  [{ StringEqualsIfExists: { 'x:Name': 'a' } }, false],
  [{ Null: { 'x:Absent': 'true' } }, true],
  [{ Null: { 'x:Absent': 'false' } }, false],
  [{ Null: { 'x:Name': 'false' } }, true],
  [{ ArnLike: { 'x:Arn': 'arn:aws:lambda:*:*:function:*' } }, true],
  [{ ArnNotLike: { 'x:Arn': 'arn:aws:lambda:*:*:function:*' } }, false],
  [{ NumericLessThanEquals: { 'x:Count': '5' } }, true],
  [{ NumericGreaterThan: { 'x:Count': '5' } }, false],
  [{ NumericEquals: { 'x:Count': '5.0' } }, true],
  [{ NumericNotEquals: { 'x:Count': '5' } }, false],
  [{ NumericLessThan: { 'x:Count': '5' } }, false],
  [{ NumericGreaterThanEquals: { 'x:Count': 'five' } }, false],
  [{ ArnEquals: { 'x:Arn': FUNCTION } }, true],
  [{ StringNotEqualsIgnoreCase: { 'x:Name': 'ORDERS' } }, false],
  [{ Bool: { 'x:On': 'TRUE' } }, true],
  [{ 'ForAllValues:StringEquals': { 'x:Many': ['a', 'b', 'c'] } }, true],
  [{ 'ForAllValues:StringEquals': { 'x:Many': ['a'] } }, false],
  [{ 'ForAllValues:StringEquals': { 'x:Absent': ['a'] } }, true],
  [{ 'ForAnyValue:StringEquals': { 'x:Many': ['b', 'z'] } }, true],
  [{ 'ForAnyValue:StringEquals': { 'x:Many': ['z'] } }, false],
  [{ 'ForAnyValue:StringEquals': { 'x:Absent': ['z'] } }, false],
  [{ 'ForAnyValue:StringNotEquals': { 'x:Many': ['a'] } }, true],
  [{ 'ForAllValues:StringNotEquals': { 'x:Many': ['a'] } }, false],
  [{ StringEquals: { 'x:Name': '${x:Name}' } }, true],
  [{ StringEquals: { 'x:Name': '${x:Absent}' } }, false],
])('the condition %j holds: %s', (condition, expected) => {
  expect(failedConditions(condition, held)).toHaveLength(expected ? 0 : 1);
});

test.each([
  ['{', 'no JSON'],
  ['[]', 'an object with Version'],
  ['{"Version":"2008-10-17","Statement":[]}', 'write "2012-10-17"'],
  ['{"Version":"2012-10-17","Statement":[1]}', 'Statement 1 is no object'],
  ['{"Version":"2012-10-17","Statement":{"Sid":1,"Effect":"Allow","Action":"x","Resource":"*"}}', 'Sid is a text'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"x","Principal":"me"}}', 'Principal is "*"'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"x","Resource":"*","Condition":1}}', 'Condition is'],
  [
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"x","Resource":"*","Condition":{"Bool":1}}}',
    'Condition Bool is an object',
  ],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"x","Resource":"*"}}', 'has NotAction'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"x","Resource":"*"}}', '"Allow" or "Deny"'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"x"}}', 'needs either Principal'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}', 'Action is a text or a list'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"x","Resource":"bucket"}}', 'neither an ARN nor'],
  ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":[null],"Resource":"*"}}', 'which is no text'],
])('the text %s is refused: %s', (text, message) => {
  expect(() => readPolicy(text)).toThrow(PolicyError);
  expect(() => readPolicy(text)).toThrow(message);
});

test('one statement needs no list, and truth values no quotes', () => {
  const Statement = { Effect: 'Allow', Action: 'x:Y', Resource: '*', Condition: { Bool: { 'aws:Secure': true } } };
  expect(readPolicy(JSON.stringify({ Version: '2012-10-17', Statement })).Statement).toEqual([
    { ...Statement, Condition: { Bool: { 'aws:Secure': 'true' } } },
  ]);
});

test('a policy for everybody is one', () => {
  const Statement = [{ Effect: 'Allow', Action: 'sts:*', Principal: '*' }];
  expect(readPolicy(JSON.stringify({ Version: '2012-10-17', Statement })).Statement).toEqual(Statement);
});
