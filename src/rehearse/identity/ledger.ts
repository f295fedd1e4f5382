import type { AccountIdentity } from '../../aws/account-identity';
import { listOf, type Statement } from '../../aws/policy';
import type { Grant, Need } from './judge-policy';
import { nameOf } from './judge-policy';

/** One request to the cloud, and what became of it. */
export interface CallRecord {
  /** ISO 8601, by the clock of the rehearsal. */
  readonly at: string;
  /** The job's `check_run_id`, where the request came from one. */
  readonly job: string | undefined;
  readonly account: string | undefined;
  readonly role: string | undefined;
  readonly region: string | undefined;
  /** Such as `lambda:UpdateAlias`. */
  readonly action: string;
  readonly needs: readonly Need[];
  /** `failed`: allowed, but a fault was put in its way. */
  readonly outcome: 'allowed' | 'denied' | 'failed';
  readonly why: string;
  /** Statements that allowed it; empty where nothing had to be allowed. */
  readonly grants: readonly Grant[];
  /** Status of the answer; 0 where none arrived. */
  readonly status: number;
}

/** An allowed action that no call of a rehearsal needed. */
export interface UnusedPermission {
  readonly account: string;
  readonly role: string;
  readonly statement: string;
  readonly action: string;
}

/** Calls that roles, sessions or trust policies do not allow: either the policy lacks something, or the workflow does too much. */
export function callsOutside(calls: readonly CallRecord[]): CallRecord[] {
  return calls.filter(({ outcome }) => outcome === 'denied');
}

/** What roles may do and never did. A role that nobody assumed is listed whole. */
export function unusedPermissions(
  accounts: readonly AccountIdentity[],
  calls: readonly CallRecord[],
): UnusedPermission[] {
  return accounts.flatMap(({ account, roles }) =>
    roles.flatMap((role) => {
      const used = calls.filter((call) => call.account === account && call.role === role.name);
      const grants = used.flatMap((call) => call.grants);
      // Each stage has policies of its own, which say the same.
      const keys = new Set(grants.map((grant) => JSON.stringify(grant)));
      const isUsed = (statement: Statement, action: string): boolean => keys.has(JSON.stringify({ statement, action }));
      return role.permissions
        .flatMap(({ Statement }) => Statement)
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap((statement) =>
          listOf(statement.Action)
            .filter((action) => !isUsed(statement, action))
            .map((action) => ({ account, role: role.name, statement: nameOf(statement), action })),
        );
    }),
  );
}
