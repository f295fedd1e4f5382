/** Who came for a role, and what became of it. */
import type { Environment } from '../../model/platform';
import type { CallRecord } from '../identity/ledger';
import type { RunEnd } from './running';
import type { Stage } from './stage';

/** Requests for a role by jobs of a run, in the order in which they were answered. */
export function assumptions({ parts }: Stage, { id }: RunEnd): CallRecord[] {
  return parts.identity.front.calls.filter(
    ({ action, job }) => action === 'sts:AssumeRoleWithWebIdentity' && job?.startsWith(`${id} `) === true,
  );
}

/** Fails unless jobs of the run got the roles of exactly these environments, each in its own account, and no other. */
export function expectEntered(stage: Stage, end: RunEnd, environments: readonly Environment[]): void {
  const found = assumptions(stage, end);
  const entered = found.map(({ account, role }) => `${role ?? ''} in ${account ?? ''}`);
  const wanted = environments.map(({ role, readRole, account }) =>
    [role, readRole].map((each) => `${each ?? role} in ${account}`),
  );
  const strange = entered.filter((each) => !wanted.flat().includes(each));
  const missing = wanted.filter((either) => !either.some((each) => entered.includes(each)));
  const refused = found.filter(({ outcome }) => outcome !== 'allowed').map(({ why }) => why);
  if (strange.length + missing.length + refused.length === 0) return;
  throw new Error(
    `Jobs of run ${end.id} should have got the roles ${wanted.flat().join(', ')}. They came for ${entered.join(', ')}; refused: ${refused.join('; ') || 'none'}.`,
  );
}

/** Fails unless some job was refused a role for that reason, none got one, and the job's log says so. */
export function expectTurnedAway(stage: Stage, end: RunEnd, reason: RegExp): void {
  const found = assumptions(stage, end);
  const why = found.filter(({ outcome }) => outcome === 'denied').map((call) => call.why);
  const told = /Could not assume role with OIDC: (Not authorized|Incorrect token audience)/.test(end.printed);
  if (end.conclusion === 'failure' && told && why.some((each) => reason.test(each))) return;
  throw new Error(
    `Run ${end.id} should have been refused a role: ${String(reason)}. It ended "${end.conclusion}"; AWS would say: ${why.join('; ')}\n${end.printed}`,
  );
}
