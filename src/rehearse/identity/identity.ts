import type { AccountIdentity } from '../../aws/account-identity';
import { GITHUB_ISSUER } from '../../aws/policy';
import type { JobClaims } from './claims';
import { startFront, type Front } from './front';
import { startIssuer, type Issuer } from './issuer';

export interface IdentityOptions {
  /** Where the simulated cloud answers, such as `http://localhost:5000`. */
  readonly upstream: string;
  readonly accounts: readonly AccountIdentity[];
  /** Repositories, as `OWNER/NAME`, whose subjects carry ids. */
  readonly immutable?: ReadonlySet<string>;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** What one job of a rehearsal gets. */
export interface JobIdentity {
  /** For every step of the job. Without `id-token: write` it has no place to ask for a token. */
  readonly env: Readonly<Record<string, string>>;
  /** The job is over. */
  readonly end: () => void;
}

/** Who may do what in the simulated cloud. */
export interface Identity {
  readonly front: Front;
  readonly issuer: Issuer;
  /** Lets a job in. `permissions` are those of its token, such as `{ 'id-token': 'write' }`. */
  enter(claims: JobClaims, permissions: Readonly<Record<string, string>>): JobIdentity;
  readonly stop: () => Promise<void>;
}

/** Starts the issuer of tokens and the front of the cloud. */
export async function startIdentity({ upstream, accounts, immutable, now }: IdentityOptions): Promise<Identity> {
  const issuer = await startIssuer({ now, ...(immutable && { immutable }) });
  const issuers = { [GITHUB_ISSUER]: issuer.address };
  const front = await startFront({ upstream, accounts, issuers, now });
  const enter: Identity['enter'] = (claims, permissions) => {
    const registration = issuer.registerJob(claims, permissions);
    const cloud = { AWS_ENDPOINT_URL: front.endpoint };
    if (!registration.granted) return { env: cloud, end: () => undefined };
    const { url, token, end } = registration;
    return { env: { ...cloud, ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token }, end };
  };
  const stop = async (): Promise<void> => {
    await issuer.stop();
    await front.stop();
  };
  return { front, issuer, enter, stop };
}
