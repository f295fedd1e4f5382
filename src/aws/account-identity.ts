import type { PolicyDocument } from './policy';

/** A role: who may be it, and what it may do. */
export interface Role {
  readonly name: string;
  readonly trust: PolicyDocument;
  readonly permissions: readonly PolicyDocument[];
  /** Longest session, in seconds. */
  readonly maxSeconds: number;
}

/** An issuer of tokens that an account takes. */
export interface IdentityProvider {
  /** Host and path of the issuer, as the ARN of the provider has it. */
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/** All that decides, in one account, who comes in and what for. */
export interface AccountIdentity {
  readonly account: string;
  readonly providers: readonly IdentityProvider[];
  readonly roles: readonly Role[];
}
