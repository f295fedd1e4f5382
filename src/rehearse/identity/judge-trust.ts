import { listOf, type PolicyDocument, type Statement } from '../../aws/policy';
import { failedConditions } from './conditions';
import { actionsFor, nameOf, type Verdict } from './judge-policy';
import { contextOf, type Context } from './pattern';

const ACTION = 'sts:AssumeRoleWithWebIdentity';

/** What a token says, once its signature was checked. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/**
 * The claims of GitHub's tokens that AWS evaluates, and no others: a condition on `event_name` never holds.
 *
 * Source: AWS What's New, January 2026, STS supports validation of identity provider claims.
 */
export const EVALUATED_CLAIMS = [
  ...['sub', 'aud', 'actor', 'actor_id', 'job_workflow_ref', 'repository', 'repository_id', 'workflow', 'ref'],
  ...['environment', 'enterprise_id'],
] as const;

/** Whether a trust policy lets the holder of a token in. `issuer` is the name of the provider, such as its host. */
export function judgeTrust(trust: PolicyDocument, account: string, issuer: string, claims: TokenClaims): Verdict {
  const context = claimContext(issuer, claims);
  const provider = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
  const objections = trust.Statement.map((statement) => ({
    statement,
    because: objectionsOf(statement, provider, context),
  }));
  const matching = objections.filter(({ because }) => because.length === 0).map(({ statement }) => statement);
  const denying = matching.find(({ Effect }) => Effect === 'Deny');
  if (denying !== undefined) return { allowed: false, why: `${nameOf(denying)} of the trust policy denies it` };
  const [allowing] = matching;
  if (allowing !== undefined) return { allowed: true, why: `${nameOf(allowing)} of the trust policy allows it` };
  const reasons = objections
    .filter(({ statement }) => statement.Effect === 'Allow')
    .map(({ statement, because }) => `${nameOf(statement)}: ${because.join('; ')}${ignoredKeys(statement, issuer)}`);
  return { allowed: false, why: reasons.join('\n') || 'the trust policy allows nobody' };
}

function claimContext(issuer: string, claims: TokenClaims): Context {
  const known = EVALUATED_CLAIMS.map((name): [string, string | undefined] => {
    const value = claims[name];
    return [`${issuer}:${name}`, typeof value === 'string' ? value : undefined];
  });
  return contextOf(Object.fromEntries(known));
}

/** Why a statement is not about this token; none: it is. */
function objectionsOf(statement: Statement, provider: string, context: Context): string[] {
  const { Principal, Condition } = statement;
  if (actionsFor(statement, ACTION).length === 0)
    return [`it is about ${listOf(statement.Action).join(', ')}, not ${ACTION}`];
  const federated = Principal === '*' ? [provider] : listOf(Principal?.['Federated']);
  if (!federated.includes(provider)) {
    return [`its principal is ${federated.join(', ') || 'no federated one'}, but the token comes by ${provider}`];
  }
  return failedConditions(Condition, context);
}

/** The usual surprise: the token has the claim, but AWS does not look at it. */
function ignoredKeys({ Condition }: Statement, issuer: string): string {
  const evaluated = EVALUATED_CLAIMS.map((name) => `${issuer}:${name}`);
  const ignored = Object.values(Condition ?? {})
    .flatMap((keys) => Object.keys(keys))
    .filter((key) => key.startsWith(`${issuer}:`) && !evaluated.includes(key.toLowerCase()));
  return ignored.length === 0 ? '' : ` (AWS does not evaluate ${ignored.join(', ')})`;
}
