import type { IncomingHttpHeaders } from 'node:http';
import { isBodyAsked, readCall, type Call } from '../../../src/rehearse/identity/call';
import { protocolOf, signatureOf, type RequestHead } from '../../../src/rehearse/identity/request-head';

const A = '111122223333';
const place = { region: 'eu-west-1', account: A };
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

interface Request {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string;
  readonly template?: string;
}

function headOf({ method = 'POST', url = '/', headers = {} }: Request): RequestHead {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return { method, path: pathname, query: searchParams, headers };
}

function understood(service: string, request: Request): Promise<Call> {
  const head = headOf(request);
  const { body = '', template } = request;
  return readCall(head, protocolOf(head, service), service, place, body, () => Promise.resolve(template));
}

async function needsOf(service: string, request: Request): Promise<string[]> {
  return (await understood(service, request)).needs.map(({ action, resource }) => `${action} ${resource}`);
}

const F = `arn:aws:lambda:eu-west-1:${A}:function:orders`;

test.each([
  ['GET', '/2015-03-31/functions/orders', `lambda:GetFunction ${F}`],
  ['GET', '/2015-03-31/functions/orders?Qualifier=live', `lambda:GetFunction ${F}:live`],
  ['GET', '/2015-03-31/functions/orders/configuration?Qualifier=7', `lambda:GetFunctionConfiguration ${F}:7`],
  ['PUT', '/2015-03-31/functions/orders/configuration', `lambda:UpdateFunctionConfiguration ${F}`],
  ['PUT', '/2015-03-31/functions/orders/code', `lambda:UpdateFunctionCode ${F}`],
  ['POST', '/2015-03-31/functions/orders/versions', `lambda:PublishVersion ${F}`],
  ['GET', '/2015-03-31/functions/orders/versions', `lambda:ListVersionsByFunction ${F}`],
  ['GET', '/2015-03-31/functions/orders/aliases', `lambda:ListAliases ${F}`],
  ['PUT', '/2015-03-31/functions/orders/aliases/live', `lambda:UpdateAlias ${F}`],
  ['GET', '/2015-03-31/functions/orders/aliases/live?Qualifier=x', `lambda:GetAlias ${F}`],
  ['POST', '/2015-03-31/functions/orders/invocations?Qualifier=live', `lambda:InvokeFunction ${F}:live`],
  ['POST', '/2015-03-31/functions/orders%3Alive/invocations', `lambda:InvokeFunction ${F}:live`],
  ['POST', `/2015-03-31/functions/${encodeURIComponent(F)}/invocations?Qualifier=2`, `lambda:InvokeFunction ${F}:2`],
  ['POST', `/2015-03-31/functions/${encodeURIComponent(`${F}:live`)}/invocations`, `lambda:InvokeFunction ${F}:live`],
  ['GET', `/2015-03-31/functions/${A}%3Afunction%3Aorders/policy`, `lambda:GetPolicy ${F}`],
  ['DELETE', '/2015-03-31/functions/orders/policy/sid', `lambda:RemovePermission ${F}`],
  ['PUT', '/2017-10-31/functions/orders/concurrency', `lambda:PutFunctionConcurrency ${F}`],
  ['PUT', '/2019-09-25/functions/orders/event-invoke-config', `lambda:PutFunctionEventInvokeConfig ${F}`],
  ['GET', '/2019-09-30/functions/orders/provisioned-concurrency', `lambda:GetProvisionedConcurrencyConfig ${F}`],
  ['GET', '/2015-03-31/functions/', 'lambda:ListFunctions *'],
  ['GET', '/2016-08-19/account-settings/', 'lambda:GetAccountSettings *'],
  ['POST', `/2017-03-31/tags/${encodeURIComponent(F)}`, `lambda:TagResource ${F}`],
])('Lambda: %s %s needs %s', async (method, url, need) => {
  expect(await needsOf('lambda', { method, url })).toEqual([need]);
});

test('a function that is to be made is named in the body, and only then the body is asked for', async () => {
  const url = '/2015-03-31/functions';
  const made = { method: 'POST', url, body: JSON.stringify({ FunctionName: 'orders', Code: { ZipFile: 'UEs=' } }) };
  expect(await needsOf('lambda', made)).toEqual([`lambda:CreateFunction ${F}`]);
  expect(isBodyAsked('lambda', headOf(made))).toBe(true);
  expect(isBodyAsked('lambda', headOf({ method: 'PUT', url: `${url}/orders/code` }))).toBe(false);
  expect(isBodyAsked('s3', headOf({ method: 'PUT', url: '/b/k' }))).toBe(false);
});

const copied = { 'x-amz-copy-source': '/from/a%20b?versionId=1', 'x-amz-tagging': 'a=b', 'x-amz-acl': 'private' };

test.each<[string, string, IncomingHttpHeaders, string[]]>([
  ['GET', '/', {}, ['s3:ListAllMyBuckets *']],
  ['GET', '/box?list-type=2', {}, ['s3:ListBucket arn:aws:s3:::box']],
  ['HEAD', '/box', {}, ['s3:ListBucket arn:aws:s3:::box']],
  ['PUT', '/box/', {}, ['s3:CreateBucket arn:aws:s3:::box']],
  ['GET', '/box?location', {}, ['s3:GetBucketLocation arn:aws:s3:::box']],
  ['PUT', '/box?publicAccessBlock', {}, ['s3:PutBucketPublicAccessBlock arn:aws:s3:::box']],
  ['POST', '/box?delete', {}, ['s3:DeleteObject arn:aws:s3:::box/*']],
  ['HEAD', '/box/a%20b/c', {}, ['s3:GetObject arn:aws:s3:::box/a b/c']],
  ['GET', '/box/k?versionId=1', {}, ['s3:GetObjectVersion arn:aws:s3:::box/k']],
  ['POST', '/box/k?uploads', {}, ['s3:PutObject arn:aws:s3:::box/k']],
  ['PUT', '/box/k?partNumber=1&uploadId=x', {}, ['s3:PutObject arn:aws:s3:::box/k']],
  ['DELETE', '/box/k?uploadId=x', {}, ['s3:AbortMultipartUpload arn:aws:s3:::box/k']],
  ['PUT', '/k', { host: 'my.box.localhost:5000' }, ['s3:PutObject arn:aws:s3:::my.box/k']],
  ['PATCH', '/box/k', {}, []],
  ['DELETE', '/', {}, []],
  [
    ...(['PUT', '/box/k', copied] as const),
    [
      ...['s3:PutObject arn:aws:s3:::box/k', 's3:GetObject arn:aws:s3:::from/a b'],
      ...['s3:PutObjectTagging arn:aws:s3:::box/k', 's3:PutObjectAcl arn:aws:s3:::box/k'],
    ],
  ],
])('S3: %s %s with %j needs %j', async (method, url, headers, needs) => {
  expect(await needsOf('s3', { method, url, headers })).toEqual(needs);
});

test.each([
  [
    'dynamodb',
    'DynamoDB_20120810.PutItem',
    { TableName: 't' },
    `dynamodb:PutItem arn:aws:dynamodb:eu-west-1:${A}:table/t`,
  ],
  [
    ...(['dynamodb', 'DynamoDB_20120810.Query', { TableName: 't', IndexName: 'i' }] as const),
    `dynamodb:Query arn:aws:dynamodb:eu-west-1:${A}:table/t/index/i`,
  ],
  ['monitoring', 'Granite.GetMetricStatistics', {}, 'cloudwatch:GetMetricStatistics *'],
  [
    'monitoring',
    'Granite.DeleteAlarms',
    { AlarmNames: ['a'] },
    `cloudwatch:DeleteAlarms arn:aws:cloudwatch:eu-west-1:${A}:alarm:a`,
  ],
  [
    'logs',
    'Logs_20140328.PutRetentionPolicy',
    { logGroupName: '/g' },
    `logs:PutRetentionPolicy arn:aws:logs:eu-west-1:${A}:log-group:/g:*`,
  ],
  ['logs', 'Logs_20140328.DescribeLogGroups', {}, `logs:DescribeLogGroups arn:aws:logs:eu-west-1:${A}:log-group:*`],
  ['events', 'AWSEvents.PutTargets', { Rule: 'r' }, `events:PutTargets arn:aws:events:eu-west-1:${A}:rule/r`],
  [
    'events',
    'AWSEvents.PutRule',
    { Name: 'r', EventBusName: 'b' },
    `events:PutRule arn:aws:events:eu-west-1:${A}:rule/b/r`,
  ],
  [
    'sqs',
    'AmazonSQS.SendMessage',
    { QueueUrl: `http://localhost/${A}/q` },
    `sqs:SendMessage arn:aws:sqs:eu-west-1:${A}:q`,
  ],
  [
    'ecs',
    'ECS.UpdateService',
    { cluster: 'c', service: 's' },
    `ecs:UpdateService arn:aws:ecs:eu-west-1:${A}:service/c/s`,
  ],
  ['ecs', 'ECS.DescribeTasks', { tasks: ['t'] }, `ecs:DescribeTasks arn:aws:ecs:eu-west-1:${A}:task/default/t`],
  ['ecs', 'ECS.RunTask', { taskDefinition: 'd:1' }, `ecs:RunTask arn:aws:ecs:eu-west-1:${A}:task-definition/d:1`],
  ['ecs', 'ECS.DescribeClusters', { clusters: ['c'] }, `ecs:DescribeClusters arn:aws:ecs:eu-west-1:${A}:cluster/c`],
  ['ecs', 'ECS.ListClusters', {}, 'ecs:ListClusters *'],
])('%s in JSON: %s with %j needs %s', async (service, target, fields, need) => {
  const request = { headers: { 'x-amz-target': target }, body: JSON.stringify(fields) };
  expect(await needsOf(service, request)).toEqual([need]);
});

test('a batch needs each of its tables', async () => {
  const body = JSON.stringify({ RequestItems: { a: [], b: [] } });
  const needs = await needsOf('dynamodb', { headers: { 'x-amz-target': 'D.BatchWriteItem' }, body });
  expect(needs.map((need) => need.split('/')[1])).toEqual(['a', 'b']);
});

const stack = `arn:aws:cloudformation:eu-west-1:${A}:stack/s/*`;

test.each([
  ['cloudformation', 'Action=DescribeStacks&StackName=s', [`cloudformation:DescribeStacks ${stack}`]],
  ['cloudformation', 'Action=DescribeStacks', ['cloudformation:DescribeStacks *']],
  ['iam', 'Action=GetRole&RoleName=r', [`iam:GetRole arn:aws:iam::${A}:role/r`]],
  ['iam', 'Action=GetUser&UserName=u', [`iam:GetUser arn:aws:iam::${A}:user/u`]],
  ['iam', `Action=DeletePolicy&PolicyArn=arn:aws:iam::${A}:policy/p`, [`iam:DeletePolicy arn:aws:iam::${A}:policy/p`]],
  ['sts', `Action=AssumeRole&RoleArn=arn:aws:iam::${A}:role/r`, [`sts:AssumeRole arn:aws:iam::${A}:role/r`]],
  [
    'monitoring',
    'Action=DescribeAlarms&AlarmNames.member.1=a',
    [`cloudwatch:DescribeAlarms arn:aws:cloudwatch:eu-west-1:${A}:alarm:a`],
  ],
])('%s in a form: %s', async (service, body, needs) => {
  expect(await needsOf(service, { headers: form, body })).toEqual(needs);
  expect(await needsOf(service, { method: 'GET', url: `/?${body}` })).toEqual(needs);
});

test('a change of a stack needs its template, its role, its tags and the transforms of the template', async () => {
  const role = `arn:aws:iam::${A}:role/cf`;
  const body = new URLSearchParams({ Action: 'CreateChangeSet', StackName: 's', RoleARN: role, ChangeSetName: 'c' });
  body.set('TemplateURL', 'http://localhost:5000/box/t.yml');
  body.set('Tags.member.1.Key', 'a');
  const template = 'Transform: [AWS::Serverless-2016-10-31, Own]\nResources:\n  A: !Sub x\n';
  const { needs, context } = await understood('cloudformation', { headers: form, body: body.toString(), template });
  const transform = 'arn:aws:cloudformation:eu-west-1:aws:transform';
  expect(needs).toEqual([
    { action: 'cloudformation:CreateChangeSet', resource: stack },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::box/t.yml' },
    { action: 'iam:PassRole', resource: role, passedTo: 'cloudformation.amazonaws.com' },
    { action: 'cloudformation:TagResource', resource: stack },
    { action: 'cloudformation:CreateChangeSet', resource: `${transform}/Serverless-2016-10-31` },
    { action: 'cloudformation:CreateChangeSet', resource: `${transform}/Own` },
  ]);
  expect(context.get('cloudformation:changesetname')).toEqual(['c']);
  expect(context.get('cloudformation:rolearn')).toEqual([role]);
});

test.each([
  ['Resources: {}', 1],
  ['Transform: AWS::Serverless-2016-10-31', 2],
  ['{ "Transform": "AWS::LanguageExtensions" }', 2],
  ['a: b: c', 1],
  ['text', 1],
])('the template %j asks for %d permissions', async (template, count) => {
  const body = new URLSearchParams({ Action: 'CreateStack', StackName: 's', TemplateBody: template });
  expect(await needsOf('cloudformation', { headers: form, body: body.toString() })).toHaveLength(count);
});

test('what is not known needs nothing, so that it is refused', async () => {
  expect(await understood('apigateway', { method: 'GET', url: '/restapis' })).toMatchObject({
    ...{ action: 'apigateway:GET /restapis', needs: [] },
  });
  expect(await needsOf('lambda', { method: 'GET', url: '/2099-01-01/novelties' })).toEqual([]);
  expect(await needsOf('iam', { headers: form, body: 'Version=1' })).toEqual([]);
  const cbor = { 'smithy-protocol': 'rpc-v2-cbor' };
  expect(await needsOf('monitoring', { url: '/service/G/operation/ListMetrics', headers: cbor })).toEqual([
    'cloudwatch:ListMetrics *',
  ]);
});

test.each([
  [
    { authorization: 'AWS4-HMAC-SHA256 Credential=AK/20260101/eu-west-1/monitoring/aws4_request, SignedHeaders=x' },
    '/',
  ],
  [{}, '/b/k?X-Amz-Credential=AK%2F20260101%2Feu-west-1%2Fmonitoring%2Faws4_request&X-Amz-Security-Token=t'],
])('a signature is found in a header and in an address', (headers, url) => {
  const found = signatureOf(headOf({ url, headers }));
  expect(found).toMatchObject({ accessKey: 'AK', region: 'eu-west-1', service: 'monitoring' });
  expect(found?.sessionToken).toBe(url === '/' ? undefined : 't');
});

test.each([[{}], [{ authorization: 'Bearer x' }], [{ authorization: 'Credential=AK' }]])(
  '%j is no signature',
  (headers) => {
    expect(signatureOf(headOf({ headers }))).toBeUndefined();
  },
);
