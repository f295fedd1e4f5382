import type { Role } from '../../aws/account-identity';
import type { PolicyDocument } from '../../aws/policy';
import { judgePolicies, type Grant, type Need, type Verdict } from './judge-policy';
import type { TokenClaims } from './judge-trust';
import { contextOf, type Context } from './pattern';

/** Somebody who has assumed a role. */
export interface Session {
  readonly account: string;
  readonly role: Role;
  readonly name: string;
  /** What the request for the session held it down to. */
  readonly policy: PolicyDocument | undefined;
  /** The token of the job that came. */
  readonly claims: TokenClaims;
  readonly sessionToken: string;
  /** Seconds since 1970. */
  readonly ends: number;
}

/** The ARN that AWS shows of a session. */
export function arnOf({ account, role, name }: Session): string {
  return `arn:aws:sts::${account}:assumed-role/${role.name.split('/').at(-1) ?? ''}/${name}`;
}

/** The job of a session, by its `check_run_id`. */
export function jobOf(claims: TokenClaims): string {
  return typeof claims['check_run_id'] === 'string' ? claims['check_run_id'] : 'unknown';
}

export interface SessionVerdict extends Verdict {
  readonly grants: readonly Grant[];
  /** What AWS answers. */
  readonly message: string;
}

/** These answer everybody who has credentials, whatever policies say. Source: API reference of STS. */
const OPEN = ['sts:GetCallerIdentity'];

/** Whether a session may do all that a call needs: the role's policies allow it, its own policy too, and none denies. */
export function judgeSession(
  session: Session,
  needs: readonly Need[],
  region: string,
  context: Context,
): SessionVerdict {
  const grants: Grant[] = [];
  let why = 'anybody with credentials may';
  for (const need of needs.filter(({ action }) => !OPEN.includes(action))) {
    const around = new Map([...context, ...contextOfSession(session, need, region)]);
    const role = judgePolicies(session.role.permissions, need, around);
    const own = session.policy && judgePolicies([session.policy], need, around);
    const cause = role.allowed ? (own ?? role) : role;
    if (!cause.allowed) {
      const kind = cause === role ? 'identity-based' : 'session';
      const message = refusalOf(session, need, cause.kind, kind);
      return { allowed: false, why: `${kind} policy: ${cause.why}`, grants: [], message };
    }
    grants.push(...role.grants);
    why = role.why;
  }
  return { allowed: true, why, grants, message: '' };
}

function refusalOf(session: Session, { action, resource }: Need, kind: string, policy: string): string {
  const cause =
    kind === 'explicit deny'
      ? `with an explicit deny in ${policy === 'session' ? 'a' : 'an'} ${policy} policy`
      : `because no ${policy} policy allows the ${action} action`;
  return `User: ${arnOf(session)} is not authorized to perform: ${action} on resource: ${resource} ${cause}`;
}

/** The keys that every request has. What the account of a resource is, its ARN says; a bucket is the caller's own. */
function contextOfSession(session: Session, { resource, passedTo }: Need, region: string): Context {
  const { account, role } = session;
  return contextOf({
    'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role.name}`,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? account,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'iam:PassedToService': passedTo,
  });
}
