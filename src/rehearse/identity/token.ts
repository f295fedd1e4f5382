import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify, type KeyObject } from 'node:crypto';
import type { TokenClaims } from './judge-trust';

/** A public key as an issuer publishes it. */
export interface PublishedKey {
  readonly kty: string;
  readonly alg: string;
  readonly use: string;
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

/** What signs tokens, with the key that proves it. */
export interface Signer {
  readonly published: PublishedKey;
  sign(claims: TokenClaims): string;
}

/** A key of its own for each issuer. RS256, as GitHub's. 1024 bits: a third of a second less to wait for, and no secret. */
export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const kid = randomUUID();
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const published = { kty: 'RSA', alg: 'RS256', use: 'sig', kid, n, e };
  return {
    published,
    sign: (claims) => {
      const body = `${encoded({ typ: 'JWT', alg: 'RS256', kid })}.${encoded(claims)}`;
      return `${body}.${sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64url')}`;
    },
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** What AWS says about a token that it does not take, and what people should know. */
export class TokenRefused extends Error {
  constructor(
    readonly code: 'InvalidIdentityToken' | 'ExpiredTokenException',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The claims of a token, if one of the keys has signed it, `issuer` has issued it, and it is in force.
 *
 * `now` in seconds since 1970. Throws TokenRefused. Whom the token was made for is judged by the provider's list.
 */
export function verifiedClaims(token: string, keys: readonly PublishedKey[], issuer: string, now: number): TokenClaims {
  const [head, body, signature, ...rest] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0)
    throw new TokenRefused('InvalidIdentityToken', 'The token is no JWT: it has three parts, separated by dots.');
  const { alg, kid } = decoded(head);
  if (alg !== 'RS256')
    throw new TokenRefused('InvalidIdentityToken', `The token is signed by ${String(alg)}, not RS256.`);
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined)
    throw new TokenRefused(
      'InvalidIdentityToken',
      `The issuer has no key "${String(kid)}": somebody else signed this.`,
    );
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), imported(key), Buffer.from(signature, 'base64url')))
    throw new TokenRefused('InvalidIdentityToken', 'The signature of the token does not fit its content.');
  const claims = decoded(body);
  if (claims['iss'] !== issuer)
    throw new TokenRefused(
      'InvalidIdentityToken',
      `The token names the issuer ${String(claims['iss'])}, not ${issuer}.`,
    );
  checkTime(claims, now);
  return claims;
}

function checkTime({ exp, nbf }: TokenClaims, now: number): void {
  if (typeof exp !== 'number' || exp <= now)
    throw new TokenRefused('ExpiredTokenException', `Token expired: it is ${now}, the token ends at ${String(exp)}.`);
  if (typeof nbf === 'number' && nbf > now)
    throw new TokenRefused('InvalidIdentityToken', `The token begins at ${nbf}, and it is ${now}.`);
}

function imported(key: PublishedKey): KeyObject {
  return createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' });
}

function decoded(part: string): TokenClaims {
  try {
    const found: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof found === 'object' && found !== null) return { ...found };
  } catch (error) {
    throw new TokenRefused('InvalidIdentityToken', `The token is not readable: ${String(error)}`);
  }
  throw new TokenRefused('InvalidIdentityToken', 'The token is not readable: it holds no object.');
}
