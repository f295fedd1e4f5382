import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GITHUB_ISSUER } from '../../aws/policy';
import { subjectOf, type JobClaims } from './claims';
import type { TokenClaims } from './judge-trust';
import { serve } from './loopback';
import { newSigner, type Signer } from './token';

/** What GitHub's tokens name as their issuer, wherever this one answers: trust policies are judged as they stand. */
export const ISSUER_URL = `https://${GITHUB_ISSUER}`;

/** Seconds that a token is in force, as GitHub's. */
const LIFETIME = 300;

/** A job that may ask for tokens, and how: what a runner puts into ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN. */
export interface Registration {
  readonly granted: true;
  readonly url: string;
  readonly token: string;
  /** The job is over; what it was given no longer works. */
  readonly end: () => void;
}

export interface Refusal {
  readonly granted: false;
  readonly why: string;
}

export interface IssuerOptions {
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Repositories, as `OWNER/NAME`, whose subjects carry ids. */
  readonly immutable?: ReadonlySet<string>;
}

/** The issuer of a rehearsal. */
export interface Issuer {
  /** Where it answers: `/.well-known/openid-configuration` and `/.well-known/jwks` are below. */
  readonly address: string;
  /** Only a job with `id-token: write` may ask for tokens. */
  registerJob(claims: JobClaims, permissions: Readonly<Record<string, string>>): Registration | Refusal;
  readonly stop: () => Promise<void>;
}

/** Starts an issuer on loopback that gives jobs the tokens that GitHub would give them. */
export async function startIssuer({ now, immutable = new Set() }: IssuerOptions): Promise<Issuer> {
  const signer = newSigner();
  const jobs = new Map<string, JobClaims>();
  const tokenOf = (claims: JobClaims, audience: string | null): string =>
    signer.sign(tokenClaims(claims, audience, immutable.has(claims.repository), now()));
  const server = await serve((request, response) => {
    answer(request, response, signer, (bearer, audience) => {
      const claims = jobs.get(bearer);
      return claims && tokenOf(claims, audience);
    });
  });
  const address = `http://127.0.0.1:${server.port}`;
  const registerJob: Issuer['registerJob'] = (claims, permissions) => {
    const found = permissions['id-token'] ?? 'none';
    if (found !== 'write')
      return { granted: false, why: `The job has "id-token: ${found}". A token is given with "id-token: write" only.` };
    const token = randomBytes(32).toString('base64url');
    jobs.set(token, claims);
    const end = (): void => {
      jobs.delete(token);
    };
    return { granted: true, url: `${address}/token/${randomUUID()}?api-version=2.0`, token, end };
  };
  return { address, registerJob, stop: server.stop };
}

/** All that a token says about a job. Without an audience GitHub takes the owner's address. */
function tokenClaims(claims: JobClaims, audience: string | null, immutable: boolean, now: number): TokenClaims {
  const aud = audience ?? `https://github.com/${claims.repository_owner}`;
  const sub = subjectOf(claims, immutable ? 'immutable' : 'classic');
  return { ...claims, jti: randomUUID(), iss: ISSUER_URL, aud, sub, iat: now, nbf: now, exp: now + LIFETIME };
}

type TokenFor = (bearer: string, audience: string | null) => string | undefined;

function answer(request: IncomingMessage, response: ServerResponse, signer: Signer, tokenFor: TokenFor): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const send = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (pathname === '/.well-known/openid-configuration') {
    const jwks_uri = `http://${request.headers.host ?? 'localhost'}/.well-known/jwks`;
    const supported = { subject_types_supported: ['public'], response_types_supported: ['id_token'] };
    const signing = { id_token_signing_alg_values_supported: ['RS256'], scopes_supported: ['openid'] };
    send(200, { issuer: ISSUER_URL, jwks_uri, ...supported, ...signing });
  } else if (pathname === '/.well-known/jwks') {
    send(200, { keys: [signer.published] });
  } else if (pathname.startsWith('/token/')) {
    const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const value = tokenFor(bearer, searchParams.get('audience'));
    if (value === undefined) send(401, { message: 'No running job with "id-token: write" has this request token.' });
    else send(200, { count: value.length, value });
  } else {
    send(404, { message: `The issuer has no ${pathname}.` });
  }
}
