import type { AccountIdentity, Role } from '../../aws/account-identity';
import type { PolicyDocument } from '../../aws/policy';
import { PolicyError, readPolicy } from '../../aws/read-policy';
import { judgeTrust, type TokenClaims } from './judge-trust';
import { TokenRefused, verifiedClaims, type PublishedKey } from './token';

/** What STS says to a request for a session that it does not grant; `why` is for people and goes nowhere else. */
export class AssumptionRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly why = message,
  ) {
    super(message);
  }
}

/** A granted request, before there are credentials. */
export interface Assumption {
  readonly account: string;
  readonly role: Role;
  readonly name: string;
  readonly policy: PolicyDocument | undefined;
  readonly claims: TokenClaims;
  readonly seconds: number;
  readonly issuer: string;
  readonly why: string;
}

/** The keys of an issuer, by its host; nothing where nobody knows that issuer. */
export type KeysOf = (issuer: string) => Promise<readonly PublishedKey[] | undefined>;

const NOT_AUTHORIZED = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';

/**
 * Judges AssumeRoleWithWebIdentity: the token first, then the trust of the role. `now` in seconds since 1970.
 *
 * Throws AssumptionRefused with the code of STS. Source: API reference of STS.
 */
export async function judgeAssumption(
  params: URLSearchParams,
  accounts: readonly AccountIdentity[],
  keysOf: KeysOf,
  now: number,
): Promise<Assumption> {
  const arn = params.get('RoleArn') ?? '';
  const [, account = '', roleName = ''] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const name = params.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw new AssumptionRefused(
      400,
      'ValidationError',
      `The session name "${name}" is not of the form [\\w+=,.@-]{2,64}.`,
    );
  const identity = accounts.find((each) => each.account === account);
  const { claims, issuer } = await verify(params.get('WebIdentityToken') ?? '', identity, keysOf, now);
  const role = identity?.roles.find((each) => each.name === roleName);
  if (role === undefined)
    throw new AssumptionRefused(
      403,
      'AccessDenied',
      NOT_AUTHORIZED,
      `There is no role ${arn}. Check account and role.`,
    );
  const { allowed, why } = judgeTrust(role.trust, account, issuer, claims);
  if (!allowed) throw new AssumptionRefused(403, 'AccessDenied', NOT_AUTHORIZED, why);
  const seconds = durationOf(params, role);
  return { account, role, name, policy: sessionPolicy(params), claims, seconds, issuer, why };
}

async function verify(
  token: string,
  identity: AccountIdentity | undefined,
  keysOf: KeysOf,
  now: number,
): Promise<{ claims: TokenClaims; issuer: string }> {
  const { iss } = unprovenClaims(token);
  const found = typeof iss === 'string' ? iss : '';
  const issuer = found.replace(/^https:\/\//, '');
  const provider = identity?.providers.find((each) => each.issuer === issuer);
  if (provider === undefined)
    throw invalidToken(`No OpenIDConnect provider found in your account for ${found || 'a token without issuer'}`);
  const keys = await keysOf(issuer);
  if (keys === undefined)
    throw invalidToken(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  try {
    const claims = verifiedClaims(token, keys, `https://${issuer}`, now);
    const audience = String(claims['aud']);
    if (!provider.audiences.includes(audience))
      throw new AssumptionRefused(
        ...([400, 'InvalidIdentityToken', 'Incorrect token audience'] as const),
        `The token is for "${audience}", but the provider takes ${provider.audiences.join(', ')}.`,
      );
    return { claims, issuer };
  } catch (error) {
    if (error instanceof TokenRefused) throw new AssumptionRefused(400, error.code, error.message);
    throw error;
  }
}

function invalidToken(message: string): AssumptionRefused {
  return new AssumptionRefused(400, 'InvalidIdentityToken', message);
}

/** What a token says of itself, to find its keys or for a record; nothing about it is proven. */
export function unprovenClaims(token: string): TokenClaims {
  try {
    const found: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    // Not even JSON: no issuer will be found for it, and STS says so.
    return {};
  }
}

function durationOf(params: URLSearchParams, { maxSeconds }: Role): number {
  const seconds = Number(params.get('DurationSeconds') ?? 3600);
  if (seconds > maxSeconds)
    throw new AssumptionRefused(
      ...([
        400,
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ] as const),
      `The session is to last ${seconds} s, the role allows ${maxSeconds} s.`,
    );
  if (!(seconds >= 900))
    throw new AssumptionRefused(400, 'ValidationError', `A session lasts 900 s or more, not ${String(seconds)}.`);
  return seconds;
}

/** A policy that the session is held down to, given as text; policies by ARN are not judged here. */
function sessionPolicy(params: URLSearchParams): PolicyDocument | undefined {
  if ([...params.keys()].some((key) => key.startsWith('PolicyArns.')))
    throw new AssumptionRefused(
      400,
      'ValidationError',
      'Managed session policies are not judged here: give an inline one.',
    );
  const text = params.get('Policy');
  if (text === null || text === '') return undefined;
  if (text.length > 2048)
    throw new AssumptionRefused(
      400,
      'ValidationError',
      `A session policy has 2048 characters or less, not ${text.length}.`,
    );
  try {
    return readPolicy(text);
  } catch (error) {
    if (error instanceof PolicyError) throw new AssumptionRefused(400, 'MalformedPolicyDocument', error.message);
    throw error;
  }
}
