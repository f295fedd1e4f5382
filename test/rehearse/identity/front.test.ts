import { AWS_AUDIENCE } from '../../../src/aws/policy';
import { Account } from '../../../src/rehearse/cloud/account';
import { configureCredentials } from '../../../src/rehearse/identity/configure-credentials';
import { startIssuer } from '../../../src/rehearse/identity/issuer';
import { callsOutside, unusedPermissions } from '../../../src/rehearse/identity/ledger';
import { zipOf } from '../../support/artifact';
import { accountOf, allowing, GuardedCloud, REGION, run, trustOf } from './guarded-cloud';
import { jobClaims } from './jobs';

const ONE = '111122223333';
const TWO = '444455556666';
const FUNCTION = `arn:aws:lambda:${REGION}:${ONE}:function:orders`;
const DEPLOY = `arn:aws:iam::${ONE}:role/deploy`;
const NOT_AUTHORIZED = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';

const permissions = allowing(
  { Sid: 'Functions', Action: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:List*'], Resource: FUNCTION },
  { Sid: 'Never', Action: ['lambda:DeleteAlias', 'lambda:Invoke*'], Resource: `${FUNCTION}:*` },
  { Sid: 'Metrics', Action: 'cloudwatch:GetMetricStatistics' },
  { Sid: 'NoPast', Effect: 'Deny', Action: 'lambda:ListVersionsByFunction' },
);
const roles = [{ name: 'deploy', trust: trustOf(ONE, 'prod'), permissions: [permissions], maxSeconds: 3600 }];
const everything = { name: 'deploy', trust: trustOf(TWO, 'prod'), permissions: [allowing({})], maxSeconds: 7200 };
const accounts = [accountOf(ONE, roles), accountOf(TWO, [everything])];

let guarded: GuardedCloud;
let deploy: Record<string, string>;

beforeAll(async () => {
  guarded = await GuardedCloud.start(accounts);
  const admin = await Account.of(guarded.cloud, ONE);
  await admin.createFunction('orders', zipOf('return 1'));
  await admin.publish('orders');
  await admin.createAlias('orders', 'live', '1');
  deploy = await guarded.job(DEPLOY, { environment: 'prod' });
});
afterAll(() => guarded.stop());

const move = 'aws lambda update-alias --function-name orders --name live --function-version 1';

describe('coming in', () => {
  test('the account and the role are those of the token, and the clients of AWS see them', async () => {
    const { output } = await run('aws sts get-caller-identity --query Arn --output text', deploy);
    expect(output.trim()).toBe(`arn:aws:sts::${ONE}:assumed-role/deploy/GitHubActions`);
  });

  test.each([
    ['another GitHub environment', { environment: 'dev' }, DEPLOY, 'sub is "repo:acme/orders:environment:dev"'],
    ['a pull request', { event_name: 'pull_request' }, DEPLOY, 'sub is "repo:acme/orders:pull_request"'],
    ['a role that is not there', { environment: 'prod' }, `${DEPLOY}er`, 'There is no role'],
  ])('%s is kept out as AWS does it, and people are told why', async (_, claims, role, why) => {
    await expect(guarded.job(role, { ...claims, check_run_id: '99' })).rejects.toThrow(NOT_AUTHORIZED);
    expect(guarded.calls.at(-1)).toMatchObject({
      ...{ action: 'sts:AssumeRoleWithWebIdentity', outcome: 'denied', job: '99', status: 403, account: ONE },
      why: expect.stringContaining(why),
    });
  });

  test('a job without "id-token: write" cannot even ask', async () => {
    const { env } = guarded.identity.enter(jobClaims({ environment: 'prod' }), { contents: 'write' });
    const inputs = { 'aws-region': REGION, 'role-to-assume': DEPLOY };
    await expect(configureCredentials(env, inputs)).rejects.toThrow('"id-token: write"');
  });

  test.each([
    [{ audience: 'https://github.com/acme' }, 'Incorrect token audience'],
    [{ 'role-duration-seconds': '7200' }, 'exceeds the MaxSessionDuration'],
    [{ 'role-duration-seconds': '60' }, 'lasts 900 s or more'],
    [{ 'role-session-name': 'a b' }, 'The session name "a b"'],
    [{ 'inline-session-policy': '{"Version":"2012-10-17"}' }, 'Statement 1 is no object'],
    [{ 'inline-session-policy': `{${' '.repeat(2048)}}` }, '2048 characters'],
    [{ 'allowed-account-ids': TWO }, `(${ONE}) does not match`],
  ])('a request with %j is refused', async (inputs, message) => {
    await expect(guarded.job(DEPLOY, { environment: 'prod' }, inputs)).rejects.toThrow(message);
  });

  /** STS, asked with a token of one's own making. */
  async function assume(token: string): Promise<string> {
    const body = new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: DEPLOY,
      RoleSessionName: 'forger',
    });
    body.set('WebIdentityToken', token);
    const response = await fetch(guarded.identity.front.endpoint, { method: 'POST', body });
    return `${response.status} ${await response.text()}`;
  }

  test('a token of another issuer under the same name is refused, and so is an old one', async () => {
    const ask = async (address: string, bearer: string): Promise<string> => {
      const response = await fetch(`${address}&audience=${AWS_AUDIENCE}`, {
        headers: { authorization: `bearer ${bearer}` },
      });
      const found: { value: string } = JSON.parse(await response.text());
      return found.value;
    };
    const forger = await startIssuer({ now: () => Math.floor(Date.now() / 1000) });
    const forged = forger.registerJob(jobClaims({ environment: 'prod' }), { 'id-token': 'write' });
    const genuine = guarded.identity.issuer.registerJob(jobClaims({ environment: 'prod' }), { 'id-token': 'write' });
    if (!forged.granted || !genuine.granted) throw new Error('no tokens');
    expect(await assume(await ask(forged.url, forged.token))).toMatch(/^400 .*InvalidIdentityToken.*has no key/s);
    const token = await ask(genuine.url, genuine.token);
    expect(await assume(token)).toMatch(/^200 .*<SubjectFromWebIdentityToken>repo:acme\/orders:environment:prod</s);
    guarded.pass(301);
    expect(await assume(token)).toMatch(/^400 .*ExpiredTokenException/s);
    guarded.pass(-301);
    expect(await assume('nonsense')).toMatch(/^400 .*InvalidIdentityToken.*No OpenIDConnect provider/s);
    await forger.stop();
  });
});

describe('a call', () => {
  test('that the policy allows reaches the cloud, and is recorded with the statement that allowed it', async () => {
    const [call, ...more] = await guarded.callsOf(() => run(move, deploy));
    expect(more).toEqual([]);
    expect(call).toMatchObject({
      ...{ job: '77', account: ONE, role: 'deploy', region: REGION, action: 'lambda:UpdateAlias' },
      needs: [{ action: 'lambda:UpdateAlias', resource: FUNCTION }],
      ...{ outcome: 'allowed', why: `statement "Functions" allows lambda:UpdateAlias on ${FUNCTION}` },
    });
  });

  test.each([
    [
      'lambda publish-version --function-name orders',
      'AccessDeniedException',
      `lambda:PublishVersion on resource: ${FUNCTION}`,
    ],
    [
      'lambda get-alias --function-name other --name live',
      'AccessDeniedException',
      'function:other because no identity',
    ],
    [
      'lambda list-versions-by-function --function-name orders',
      'AccessDenied',
      'with an explicit deny in an identity-based',
    ],
    ['--region eu-west-1 lambda get-alias --function-name orders --name live', 'AccessDenied', 'lambda:eu-west-1'],
    [
      's3api put-object --bucket b --key k --body /bin/ls',
      'AccessDenied',
      's3:PutObject on resource: arn:aws:s3:::b/k',
    ],
    ['cloudformation describe-stacks --stack-name s', 'AccessDenied', `stack/s/* because`],
    ['cloudwatch describe-alarms --alarm-names a', 'AccessDenied', 'alarm:a because'],
    ['dynamodb get-item --table-name t --key {}', 'AccessDeniedException', 'table/t because'],
    ['iam get-role --role-name x', 'AccessDenied', 'role/x because'],
    ['logs delete-log-group --log-group-name g', 'AccessDenied', 'log-group:g:* because'],
    ['events delete-rule --name r', 'AccessDenied', 'rule/r because'],
    ['ecs describe-services --cluster c --services s', 'AccessDenied', 'service/c/s because'],
  ])('that the policy does not allow is refused: aws %s', async (command, code, text) => {
    const { code: exit, output } = await run(`aws ${command}`, deploy);
    expect(exit).not.toBe(0);
    expect(output).toContain(`(${code}`);
    expect(output).toContain(text);
    expect(guarded.calls.at(-1)).toMatchObject({ outcome: 'denied', job: '77', grants: [] });
  });

  test('of a session that is held down needs the session policy, too', async () => {
    const policy = JSON.stringify(allowing({ Action: ['lambda:GetAlias', 'lambda:CreateAlias'] }));
    const read = await guarded.job(DEPLOY, { environment: 'prod' }, { 'inline-session-policy': policy });
    expect(await run('aws lambda get-alias --function-name orders --name live', read)).toMatchObject({ code: 0 });
    const refused = await run(move, read);
    expect(refused.output).toContain('because no session policy allows the lambda:UpdateAlias action');
    const create = await run('aws lambda create-alias --function-name orders --name x --function-version 1', read);
    expect(create.output).toContain('because no identity-based policy allows the lambda:CreateAlias action');
  });

  test('in the newest protocol of CloudWatch is judged and refused in it', async () => {
    const ask = (operation: string): Promise<Response> =>
      fetch(`${guarded.identity.front.endpoint}/service/GraniteServiceVersion20100801/operation/${operation}`, {
        method: 'POST',
        headers: {
          ...{ 'smithy-protocol': 'rpc-v2-cbor', 'x-amz-security-token': deploy['AWS_SESSION_TOKEN'] ?? '' },
          authorization: `AWS4-HMAC-SHA256 Credential=${deploy['AWS_ACCESS_KEY_ID'] ?? ''}/20260101/${REGION}/monitoring/aws4_request`,
        },
      });
    await ask('GetMetricStatistics');
    expect(guarded.calls.at(-1)).toMatchObject({ outcome: 'allowed', action: 'cloudwatch:GetMetricStatistics' });
    const denied = await ask('ListMetrics');
    expect([denied.status, denied.headers.get('smithy-protocol')]).toEqual([400, 'rpc-v2-cbor']);
    expect(await denied.text()).toContain('not authorized to perform: cloudwatch:ListMetrics on resource: *');
  });

  test('by somebody who did not come in here is refused, whatever the cloud thinks of the keys', async () => {
    const keys = await guarded.cloud.env(ONE, REGION);
    const stranger = guarded.withPrograms({ ...keys, AWS_ENDPOINT_URL: guarded.identity.front.endpoint });
    expect((await run(move, stranger)).output).toContain('UnrecognizedClientException');
    expect((await run('aws s3 ls', stranger)).output).toContain('InvalidAccessKeyId');
    expect((await run(move, { ...deploy, AWS_SESSION_TOKEN: 'guessed' })).output).toContain('UnrecognizedClient');
    const unsigned = await fetch(`${guarded.identity.front.endpoint}/moto-api/data.json`);
    expect(unsigned.status).toBe(403);
    expect(guarded.calls.at(-1)).toMatchObject({ outcome: 'denied', why: 'the request is unsigned' });
  });

  test('that nobody here knows is not let through', async () => {
    const { output } = await run('aws apigateway get-rest-apis', deploy);
    expect(output).toContain('does not know this call');
  });

  test('of a session that has ended is refused', async () => {
    guarded.pass(3600);
    expect((await run(move, deploy)).output).toContain('ExpiredToken');
    guarded.pass(-3600);
    expect((await run(move, deploy)).code).toBe(0);
  });
});

test('accounts do not see each other', async () => {
  const other = await guarded.job(`arn:aws:iam::${TWO}:role/deploy`, { environment: 'prod' });
  expect((await run('aws lambda list-functions --query Functions', other)).output.trim()).toBe('[]');
  const theirs = await run(`aws lambda get-alias --function-name ${FUNCTION} --name live`, other);
  expect(theirs.code).not.toBe(0);
});

test('a rehearsal reports calls outside the policies, and permissions that nothing used', async () => {
  await run('aws lambda get-alias --function-name orders --name live', deploy);
  expect(callsOutside(guarded.calls).map(({ action }) => action)).toContain('lambda:PublishVersion');
  const unused = unusedPermissions(accounts, guarded.calls).filter(({ account }) => account === ONE);
  expect(unused).toEqual([
    { account: ONE, role: 'deploy', statement: 'statement "Functions"', action: 'lambda:List*' },
    { account: ONE, role: 'deploy', statement: 'statement "Never"', action: 'lambda:DeleteAlias' },
    { account: ONE, role: 'deploy', statement: 'statement "Never"', action: 'lambda:Invoke*' },
  ]);
});
