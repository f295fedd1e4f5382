import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { JobClaims } from '../../../src/rehearse/identity/claims';
import { ISSUER_URL, startIssuer, type Issuer, type Registration } from '../../../src/rehearse/identity/issuer';
import { newSigner, TokenRefused, verifiedClaims, type PublishedKey } from '../../../src/rehearse/identity/token';
import { jobClaims } from './jobs';

const NOW = 1_800_000_000;
let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer({ now: () => NOW, immutable: new Set(['acme/new']) });
});
afterAll(() => issuer.stop());

function registered(changes: Partial<JobClaims> = {}): Registration {
  const registration = issuer.registerJob(jobClaims(changes), { contents: 'read', 'id-token': 'write' });
  if (!registration.granted) throw new Error(registration.why);
  return registration;
}

/** As the toolkit of actions asks. */
async function ask({ url, token }: Registration, audience = '&audience=sts.amazonaws.com'): Promise<Response> {
  return fetch(`${url}${audience}`, { headers: { Authorization: `bearer ${token}` } });
}

async function tokenOf(registration: Registration, audience?: string): Promise<string> {
  const answer: { value: string } = JSON.parse(await (await ask(registration, audience)).text());
  return answer.value;
}

async function keys(): Promise<PublishedKey[]> {
  const configuration = await (await fetch(`${issuer.address}/.well-known/openid-configuration`)).text();
  const found: { issuer: string; jwks_uri: string } = JSON.parse(configuration);
  expect(found.issuer).toBe('https://token.actions.githubusercontent.com');
  const list: { keys: PublishedKey[] } = JSON.parse(await (await fetch(found.jwks_uri)).text());
  return list.keys;
}

test('a job gets a token that says who it is, is signed by the published key and ends soon', async () => {
  const claims = verifiedClaims(await tokenOf(registered({ environment: 'prod' })), await keys(), ISSUER_URL, NOW);
  expect(claims).toMatchObject({
    ...jobClaims({ environment: 'prod' }),
    sub: 'repo:acme/orders:environment:prod',
    aud: 'sts.amazonaws.com',
    iss: ISSUER_URL,
    iat: NOW,
    exp: NOW + 300,
  });
});

test('a repository of the new kind has ids in its subject', async () => {
  const token = await tokenOf(registered({ repository: 'acme/new' }));
  const claims = verifiedClaims(token, await keys(), ISSUER_URL, NOW);
  expect(claims['sub']).toBe('repo:acme@123456/new@456789:ref:refs/heads/main');
});

test('without an audience the token is made for the owner', async () => {
  const claims = verifiedClaims(await tokenOf(registered(), ''), await keys(), ISSUER_URL, NOW);
  expect(claims['aud']).toBe('https://github.com/acme');
});

test.each([[{}], [{ 'id-token': 'none' }], [{ 'id-token': 'read', contents: 'write' }]])(
  'a job with the permissions %j may not ask',
  (permissions) => {
    expect(issuer.registerJob(jobClaims(), permissions)).toMatchObject({
      granted: false,
      why: expect.stringContaining('"id-token: write" only'),
    });
  },
);

test('nothing is given for another request token, nor to a job that is over', async () => {
  const registration = registered();
  expect((await ask({ ...registration, token: 'guessed' })).status).toBe(401);
  expect((await fetch(`${registration.url}&audience=x`)).status).toBe(401);
  expect((await ask(registration)).status).toBe(200);
  registration.end();
  expect((await ask(registration)).status).toBe(401);
  expect((await fetch(`${issuer.address}/admin`)).status).toBe(404);
});

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a forged token', () => {
  const signer = newSigner();
  const good = { iss: ISSUER_URL, sub: 'repo:acme/orders:environment:prod', exp: NOW + 60, nbf: NOW };
  const [head = '', body = '', signature = ''] = signer.sign(good).split('.');
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const unsigned = `${encoded({ alg: 'none' })}.${body}.`;
  const symmetric = `${encoded({ alg: 'HS256', kid: signer.published.kid })}.${body}`;
  const hmac = createHmac('sha256', signer.published.n).update(symmetric).digest('base64url');
  const stolenKid = sign('RSA-SHA256', Buffer.from(`${head}.${body}`), foreign).toString('base64url');

  test.each([
    ['no JWT', 'nonsense', 'is no JWT'],
    ['a part too many', `${head}.${body}.${signature}.x`, 'is no JWT'],
    ['unreadable parts', `x.${body}.${signature}`, 'not readable'],
    ['a part that is no object', `${Buffer.from('1').toString('base64url')}.${body}.x`, 'holds no object'],
    ['no signature', unsigned, 'signed by none'],
    ['a symmetric signature with the public key', `${symmetric}.${hmac}`, 'signed by HS256'],
    ['another key under the same name', `${head}.${body}.${stolenKid}`, 'does not fit its content'],
    ['a key of its own', newSigner().sign(good), 'has no key'],
    ['a changed subject', `${head}.${encoded({ ...good, sub: 'repo:acme/x' })}.${signature}`, 'does not fit'],
    ['another issuer', signer.sign({ ...good, iss: 'https://gitlab.example' }), 'names the issuer'],
    ['an end in the past', signer.sign({ ...good, exp: NOW }), 'Token expired'],
    ['no end', signer.sign({ ...good, exp: undefined }), 'Token expired'],
    ['a beginning in the future', signer.sign({ ...good, nbf: NOW + 1 }), 'begins at'],
  ])('with %s is refused', (_, token, message) => {
    const verify = (): unknown => verifiedClaims(token, [signer.published], ISSUER_URL, NOW);
    expect(verify).toThrow(TokenRefused);
    expect(verify).toThrow(message);
  });

  test('differs from the one that is taken', () => {
    expect(verifiedClaims(`${head}.${body}.${signature}`, [signer.published], ISSUER_URL, NOW)).toEqual(good);
  });
});
