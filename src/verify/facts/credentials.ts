import { valueOf, type Step } from '../read/model';
import type { Text } from '../read/tree';

/** A step that takes a role of a cloud with the identity token of the run. */
export interface Assumption {
  readonly step: Step;
  readonly uses: Text;
  /** The role as written; absent where the action takes another form of identity. */
  readonly role?: Text;
  readonly region?: Text;
}

/** The role that a step assumes by OIDC; undefined where it assumes none. */
export function assumptionOf(step: Step): Assumption | undefined {
  const { uses } = step;
  if (uses === undefined) return undefined;
  const has = (key: string): boolean => valueOf(step.with, key) !== undefined;
  if (/^aws-actions\/configure-aws-credentials@/.test(uses.text)) {
    const role = valueOf(step.with, 'role-to-assume');
    if (role === undefined || has('aws-access-key-id') || has('web-identity-token-file')) return undefined;
    if (isTrue(step, 'role-chaining') || isTrue(step, 'force-skip-oidc')) return undefined;
    return { step, uses, role, region: valueOf(step.with, 'aws-region') };
  }
  if (/^google-github-actions\/auth@/.test(uses.text)) {
    const role = valueOf(step.with, 'workload_identity_provider');
    return role === undefined ? undefined : { step, uses, role };
  }
  if (/^azure\/login@/i.test(uses.text)) return has('client-id') && !has('creds') ? { step, uses } : undefined;
  return undefined;
}

function isTrue(step: Step, key: string): boolean {
  return valueOf(step.with, key)?.text === 'true';
}
