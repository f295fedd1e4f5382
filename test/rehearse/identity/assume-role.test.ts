import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { AWS_AUDIENCE, GITHUB_ISSUER } from '../../../src/aws/policy';
import {
  AssumptionRefused,
  judgeAssumption,
  unprovenClaims,
  type Assumption,
} from '../../../src/rehearse/identity/assume-role';
import { configureCredentials } from '../../../src/rehearse/identity/configure-credentials';
import { startFront } from '../../../src/rehearse/identity/front';
import { ISSUER_URL } from '../../../src/rehearse/identity/issuer';
import { serve } from '../../../src/rehearse/identity/loopback';
import { readKeys } from '../../../src/rehearse/identity/published-keys';
import { jobOf } from '../../../src/rehearse/identity/sessions';
import { newSigner } from '../../../src/rehearse/identity/token';
import { accountOf, allowing, trustOf } from './guarded-cloud';

const ACCOUNT = '111122223333';
const NOW = 1_800_000_000;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const signer = newSigner();
const role = { name: 'deploy', trust: trustOf(ACCOUNT, 'prod'), permissions: [allowing({})], maxSeconds: 3600 };
const accounts = [accountOf(ACCOUNT, [role])];
const claims = {
  iss: ISSUER_URL,
  aud: AWS_AUDIENCE,
  sub: 'repo:acme/orders:environment:prod',
  exp: NOW + 60,
  nbf: NOW,
};

/** A request as it is granted, but for what is changed. */
function judged(changes: Record<string, string> = {}, keys = [signer.published]): Promise<Assumption> {
  const good = { RoleArn: ROLE, RoleSessionName: 'job', WebIdentityToken: signer.sign(claims) };
  const params = new URLSearchParams({ ...good, ...changes });
  const keysOf = (issuer: string): Promise<typeof keys | undefined> =>
    Promise.resolve(issuer === GITHUB_ISSUER && keys.length > 0 ? keys : undefined);
  return judgeAssumption(params, accounts, keysOf, NOW);
}

test('a request in order is granted for an hour', async () => {
  expect(await judged()).toMatchObject({ account: ACCOUNT, name: 'job', seconds: 3600, policy: undefined });
  expect(await judged({ DurationSeconds: '900', Policy: '' })).toMatchObject({ seconds: 900, policy: undefined });
});

const foreign = signer.sign({ ...claims, iss: 'https://gitlab.example' });

test.each<[Record<string, string>, number, string, string]>([
  [{ RoleSessionName: 'x' }, 400, 'ValidationError', 'The session name "x"'],
  [
    { RoleArn: 'deploy' },
    400,
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://token',
  ],
  [{ RoleArn: 'arn:aws:iam::999900001111:role/deploy' }, 400, 'InvalidIdentityToken', 'No OpenIDConnect provider'],
  [{ RoleArn: `${ROLE}s` }, 403, 'AccessDenied', `There is no role ${ROLE}s`],
  [{ WebIdentityToken: '' }, 400, 'InvalidIdentityToken', 'a token without issuer'],
  [{ WebIdentityToken: 'a.b.c' }, 400, 'InvalidIdentityToken', 'a token without issuer'],
  [
    { WebIdentityToken: `a.${Buffer.from('1').toString('base64url')}.c` },
    400,
    'InvalidIdentityToken',
    'without issuer',
  ],
  [{ WebIdentityToken: foreign }, 400, 'InvalidIdentityToken', 'found in your account for https://gitlab.example'],
  [{ WebIdentityToken: signer.sign({ ...claims, aud: 'x' }) }, 400, 'InvalidIdentityToken', 'The token is for "x"'],
  [{ WebIdentityToken: signer.sign({ ...claims, aud: undefined }) }, 400, 'InvalidIdentityToken', 'for "undefined"'],
  [{ WebIdentityToken: signer.sign({ ...claims, exp: NOW - 1 }) }, 400, 'ExpiredTokenException', 'Token expired'],
  [{ WebIdentityToken: signer.sign({ ...claims, sub: 'x' }) }, 403, 'AccessDenied', 'sub is "x"'],
  [{ DurationSeconds: 'long' }, 400, 'ValidationError', 'not NaN'],
  [{ DurationSeconds: '3601' }, 400, 'ValidationError', 'the role allows 3600 s'],
  [
    { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    400,
    'ValidationError',
    'give an inline one',
  ],
  [{ Policy: '{}' }, 400, 'MalformedPolicyDocument', 'Version is undefined'],
])('with %j STS answers %d %s, and people are told: %s', async (changes, status, code, why) => {
  const refused: unknown = await judged(changes).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AssumptionRefused);
  expect(refused).toMatchObject({ status, code, why: expect.stringContaining(why) });
});

test('an issuer that cannot be asked for its keys lets nobody in', async () => {
  await expect(judged({}, [])).rejects.toThrow("Couldn't retrieve verification key");
  expect(await readKeys(undefined)).toBeUndefined();
});

test.each([
  ['{"jwks_uri": 1}', 'has no jwks_uri'],
  ['1', 'answers 200 and no object'],
  ['{"jwks_uri": "http://HOST/keys"}', 'publishes no list of keys'],
])('an issuer whose configuration is %s is a failure of the rehearsal', async (configuration, message) => {
  const server = await serve((request, response) => {
    response.end(configuration.replace('HOST', request.headers.host ?? ''));
  });
  await expect(readKeys(`http://127.0.0.1:${server.port}`)).rejects.toThrow(message);
  await server.stop();
});

test('keys that are none are left out', async () => {
  const server = await serve((request, response) => {
    const keys = [1, null, { kid: 'half' }, signer.published];
    response.end(JSON.stringify({ jwks_uri: `http://${request.headers.host ?? ''}/keys`, keys }));
  });
  expect(await readKeys(`http://127.0.0.1:${server.port}`)).toEqual([signer.published]);
  await server.stop();
});

test('what a token says of itself can be read without trusting it', () => {
  expect(unprovenClaims(foreign)).toMatchObject({ iss: 'https://gitlab.example' });
  expect(unprovenClaims('')).toEqual({});
  expect(jobOf({})).toBe('unknown');
});

test('the front says when it failed itself', async () => {
  const front = await startFront({ upstream: 'http://localhost:1', accounts, issuers: {}, now: () => NOW });
  const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', RoleArn: ROLE, RoleSessionName: 'job' });
  body.set('WebIdentityToken', signer.sign(claims));
  const response = await fetch(front.endpoint, { method: 'POST', body });
  expect(await response.text()).toContain("Couldn't retrieve verification key");
  await front.stop();
  const { port, stop } = await serve((_, answer) => answer.writeHead(500).end('{}'));
  const issuers = { [GITHUB_ISSUER]: `http://127.0.0.1:${port}` };
  const broken = await startFront({ upstream: 'http://localhost:1', accounts, issuers, now: () => NOW });
  await expect(fetch(broken.endpoint, { method: 'POST', body })).rejects.toThrow('fetch failed');
  await expect(broken.stop()).rejects.toThrow(/The front of the cloud failed: .*answers 500/);
  await stop();
});

test('a client that is killed in the middle of a request is no failure of the front', async () => {
  const front = await startFront({ upstream: 'http://localhost:1', accounts, issuers: {}, now: () => NOW });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '1000' };
  const outgoing = request({ port: new URL(front.endpoint).port, method: 'POST', headers });
  outgoing.on('error', () => undefined);
  await new Promise((sent) => outgoing.write('Action=', sent));
  outgoing.destroy();
  await new Promise((closed) => outgoing.once('close', closed));
  await setTimeout(50);
  await front.stop();
  expect(front.calls).toEqual([]);
});

describe('the credentials action', () => {
  const inputs = { 'aws-region': 'eu-west-1', 'role-to-assume': ROLE };
  const asking = {
    ACTIONS_ID_TOKEN_REQUEST_URL: '',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
    AWS_ENDPOINT_URL: 'http://x',
  };

  test('needs a cloud, a role and a token', async () => {
    await expect(configureCredentials({}, inputs)).rejects.toThrow('has no AWS_ENDPOINT_URL');
    await expect(configureCredentials(asking, { ...inputs, 'role-to-assume': 'deploy' })).rejects.toThrow(
      'not the ARN',
    );
    const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: _, ...half } = asking;
    await expect(configureCredentials(half, inputs)).rejects.toThrow('"id-token: write"');
  });

  test('tells what it was answered', async () => {
    const { port, stop } = await serve((_, response) => response.writeHead(401).end('{"message":"no"}'));
    const env = { ...asking, ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?v=1` };
    await expect(configureCredentials(env, inputs)).rejects.toThrow(
      'No token was given (status 401): {"message":"no"}',
    );
    await stop();
  });
});
