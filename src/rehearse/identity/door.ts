import type { AccountIdentity } from '../../aws/account-identity';
import { judgeAssumption, type KeysOf } from './assume-role';
import { assumedRole, newCredentials } from './credentials';
import type { Signature } from './request-head';
import type { Session } from './sessions';

/** Gives out sessions, and knows them again. */
export class Door {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly upstream: string,
    private readonly accounts: readonly AccountIdentity[],
    private readonly keysOf: KeysOf,
    private readonly now: () => number,
  ) {}

  /** Grants a session, as the answer of STS. Throws AssumptionRefused. */
  async assume(params: URLSearchParams): Promise<{ why: string; answer: string }> {
    const assumption = await judgeAssumption(params, this.accounts, this.keysOf, this.now());
    const credentials = await newCredentials(this.upstream, assumption);
    const { account, role, name, policy, claims, seconds, issuer, why } = assumption;
    const { sessionToken } = credentials;
    const session = { account, role, name, policy, claims, sessionToken, ends: this.now() + seconds };
    this.sessions.set(credentials.accessKey, session);
    return { why, answer: assumedRole(session, credentials, issuer) };
  }

  /** The session of a signature, or why it has none. */
  sessionOf(signature: Signature | undefined): Session | 'unsigned' | 'unknown key' | 'expired' {
    if (signature === undefined) return 'unsigned';
    const session = this.sessions.get(signature.accessKey);
    if (session === undefined || session.sessionToken !== signature.sessionToken) return 'unknown key';
    return session.ends <= this.now() ? 'expired' : session;
  }
}
