import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account } from '../../../src/rehearse/cloud/account';
import type { Fault } from '../../../src/rehearse/identity/faults';
import { zipOf } from '../../support/artifact';
import { accountOf, allowing, GuardedCloud, REGION, run, trustOf } from './guarded-cloud';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const role = { name: 'deploy', trust: trustOf(ACCOUNT, 'prod'), permissions: [allowing({})], maxSeconds: 3600 };
const folder = mkdtempSync(join(tmpdir(), 'faults-'));
const move = (version: number): string =>
  `aws lambda update-alias --function-name orders --name live --function-version ${version} --query FunctionVersion`;

let guarded: GuardedCloud;
let admin: Account;
let job: Record<string, string>;

beforeAll(async () => {
  guarded = await GuardedCloud.start([accountOf(ACCOUNT, [role])]);
  admin = await Account.of(guarded.cloud, ACCOUNT);
  await admin.createFunction('orders', zipOf('return 1'));
  await admin.publish('orders');
  await admin.updateCode('orders', zipOf('return 2'));
  await admin.publish('orders');
  await admin.createAlias('orders', 'live', '1');
  job = await guarded.job(ROLE, { environment: 'prod', check_run_id: '5' });
  expect(await run('aws s3api create-bucket --bucket box', { ...job, AWS_DEFAULT_REGION: 'us-east-1' })).toMatchObject({
    code: 0,
  });
  await run(
    'aws dynamodb create-table --table-name t --attribute-definitions AttributeName=a,AttributeType=S --key-schema AttributeName=a,KeyType=HASH --billing-mode PAY_PER_REQUEST',
    job,
  );
});
afterAll(async () => {
  await guarded.stop();
  rmSync(folder, { recursive: true });
});

const once = { AWS_MAX_ATTEMPTS: '1' };

test.each<[string, Fault, string]>([
  [
    'lambda get-alias --function-name orders --name live',
    { action: 'lambda:*', effect: 'throttled' },
    'TooManyRequestsException',
  ],
  ['cloudformation list-stacks', { action: 'cloudformation:ListStacks', effect: 'throttled' }, '(Throttling)'],
  ['s3api get-bucket-location --bucket box', { action: 's3:*', resource: '*:box', effect: 'throttled' }, '(SlowDown)'],
  ['dynamodb list-tables', { action: 'dynamodb:*', effect: 'throttled' }, '(ThrottlingException)'],
  ['cloudwatch list-metrics', { action: 'cloudwatch:*', effect: 'throttled' }, '(Throttling)'],
  ['iam list-roles', { action: 'iam:ListRoles', effect: 'internal' }, '(InternalFailure)'],
  ['lambda list-functions', { action: 'lambda:List*', effect: 'internal' }, '(ServiceException)'],
  ['logs describe-log-groups', { action: 'logs:*', effect: 'unavailable' }, '(ServiceUnavailable)'],
  ['lambda list-functions', { action: 'lambda:ListFunctions', effect: 'denied' }, '(AccessDeniedException)'],
  ['lambda list-functions', { action: 'lambda:*', effect: 'reset' }, 'Connection was closed'],
])('aws %s meets %j and says %s', async (command, fault, text) => {
  const injected = guarded.identity.front.inject(fault);
  const { code, output } = await run(`aws ${command}`, { ...job, ...once });
  injected.remove();
  expect(output).toContain(text);
  expect(code).not.toBe(0);
  expect(injected.hits).toBe(1);
  expect(guarded.calls.at(-1)).toMatchObject({
    outcome: 'failed',
    why: expect.stringMatching(/the rehearsal makes it \w+/),
  });
  expect(await run(`aws ${command}`, { ...job, ...once })).toMatchObject({ code: 0 });
});

test('a client that tries again gets through', async () => {
  const injected = guarded.identity.front.inject({ action: 'lambda:UpdateAlias', times: 2, effect: 'throttled' });
  const calls = await guarded.callsOf(() => run(move(1), job));
  injected.remove();
  expect(calls.map(({ outcome, status }) => [outcome, status])).toEqual([
    ['failed', 429],
    ['failed', 429],
    ['allowed', 201],
  ]);
});

test('what is done while the answer is lost, is done', async () => {
  await run(move(1), job);
  const injected = guarded.identity.front.inject({ action: 'lambda:UpdateAlias', effect: 'lost' });
  const { code } = await run(move(2), { ...job, ...once });
  injected.remove();
  expect(code).not.toBe(0);
  expect(guarded.calls.at(-1)).toMatchObject({ outcome: 'failed', status: 0 });
  expect(await admin.pointOf('orders', 'live')).toBe('2');
});

test('what is broken off before, is not done', async () => {
  await run(move(1), job);
  const injected = guarded.identity.front.inject({ action: 'lambda:UpdateAlias', effect: 'reset' });
  await run(move(2), { ...job, ...once });
  injected.remove();
  expect(await admin.pointOf('orders', 'live')).toBe('1');
});

test('the n-th call is hit, of one job and account only', async () => {
  const fault = { action: 'sts:GetCallerIdentity', from: 2, effect: 'internal' } as const;
  const here = guarded.identity.front.inject({ ...fault, job: '5', account: ACCOUNT });
  const elsewhere = guarded.identity.front.inject({ ...fault, from: 1, job: '6' });
  const codes: (number | null)[] = [];
  for (const _ of [1, 2, 3]) codes.push((await run('aws sts get-caller-identity', { ...job, ...once })).code);
  here.remove();
  elsewhere.remove();
  expect(codes).toEqual([0, 255, 0]);
  expect([here.hits, elsewhere.hits]).toEqual([1, 0]);
});

test('a call can be held up', async () => {
  const injected = guarded.identity.front.inject({ action: 'sts:*', effect: { delay: 1500 } });
  const started = Date.now();
  expect(await run('aws sts get-caller-identity', job)).toMatchObject({ code: 0 });
  injected.remove();
  expect(Date.now() - started).toBeGreaterThanOrEqual(1500);
  expect(guarded.calls.at(-1)).toMatchObject({ outcome: 'allowed', why: 'the rehearsal holds it 1500 ms' });
});

test('a fault says how often it was met', () => {
  const injected = guarded.identity.front.inject({ action: 'never:Called', effect: 'denied' });
  expect(injected.hits).toBe(0);
  injected.remove();
});

test('a large object passes in both directions, unchanged', async () => {
  writeFileSync(join(folder, 'large'), Buffer.alloc(7_000_000, 'abcdefg'));
  const copy =
    'aws s3api put-object --bucket box --key a/b --body large && aws s3api get-object --bucket box --key a/b back && cmp large back';
  expect(await run(copy, job, folder)).toMatchObject({ code: 0 });
  expect(guarded.calls.at(-1)?.needs).toEqual([{ action: 's3:GetObject', resource: 'arn:aws:s3:::box/a/b' }]);
});

test('a file in many parts needs what S3 asks for parts', async () => {
  writeFileSync(join(folder, 'parts'), Buffer.alloc(9_000_000, 'x'));
  const calls = await guarded.callsOf(() => run('aws s3 cp parts s3://box/parts', job, folder));
  expect(new Set(calls.map(({ action }) => action))).toEqual(new Set(['s3:PutObject']));
  expect(calls.length).toBeGreaterThan(3);
  expect(REGION).toBe('af-south-1');
});
