import { listOf, type PolicyDocument, type Statement } from '../../aws/policy';
import { failedConditions } from './conditions';
import { coversArn, matchesWildcard, type Context } from './pattern';

/** One permission that a call needs. */
export interface Need {
  /** Such as `lambda:UpdateAlias`. */
  readonly action: string;
  readonly resource: string;
  /** The service that a role is passed to. */
  readonly passedTo?: string;
}

export interface Verdict {
  readonly allowed: boolean;
  /** For people: which statement decided, or how near the nearest one came. */
  readonly why: string;
}

/** A statement that allowed, and which of its actions did. */
export interface Grant {
  readonly statement: Statement;
  readonly action: string;
}

export interface Judgement extends Verdict {
  readonly kind: 'allowed' | 'explicit deny' | 'no statement';
  readonly grants: readonly Grant[];
}

/** What the policies of one kind (those of a role, or that of a session) say to one need. A deny wins. */
export function judgePolicies(policies: readonly PolicyDocument[], need: Need, context: Context): Judgement {
  const statements = policies.flatMap(({ Statement }) => Statement);
  const matching = statements.filter((each) => covers(each, need, context));
  const denying = matching.find(({ Effect }) => Effect === 'Deny');
  const wanted = `${need.action} on ${need.resource}`;
  if (denying !== undefined) {
    return { kind: 'explicit deny', allowed: false, why: `${nameOf(denying)} denies ${wanted}`, grants: [] };
  }
  const [allowing] = matching;
  if (allowing === undefined) {
    return { kind: 'no statement', allowed: false, why: nearest(statements, need, context), grants: [] };
  }
  const grants = matching.flatMap((statement) =>
    actionsFor(statement, need.action).map((action) => ({ statement, action })),
  );
  return { kind: 'allowed', allowed: true, why: `${nameOf(allowing)} allows ${wanted}`, grants };
}

function covers(statement: Statement, need: Need, context: Context): boolean {
  return (
    actionsFor(statement, need.action).length > 0 &&
    coversResource(statement, need.resource, context) &&
    failedConditions(statement.Condition, context).length === 0
  );
}

/** The actions of a statement that mean this one. IAM does not look at their case. */
export function actionsFor({ Action }: Statement, action: string): readonly string[] {
  return listOf(Action).filter((pattern) => matchesWildcard(pattern, action, true));
}

function coversResource({ Resource }: Statement, resource: string, context: Context): boolean {
  return listOf(Resource).some((pattern) => coversArn(pattern, resource, context));
}

/** How people call a statement. */
export function nameOf({ Sid }: Statement): string {
  return Sid === undefined ? 'a statement without Sid' : `statement "${Sid}"`;
}

/** Which statement nearly allowed: the right action, but another resource, or a condition. */
function nearest(statements: readonly Statement[], need: Need, context: Context): string {
  const named = statements.filter((each) => each.Effect === 'Allow' && actionsFor(each, need.action).length > 0);
  const placed = named.find((each) => coversResource(each, need.resource, context));
  if (placed !== undefined) {
    return `${nameOf(placed)} would allow ${need.action}, but ${failedConditions(placed.Condition, context).join('; ')}`;
  }
  const [first] = named;
  if (first === undefined) return `no statement names ${need.action}`;
  const places = listOf(first.Resource).join(', ');
  return `${nameOf(first)} allows ${need.action} on ${places}, but not on ${need.resource}`;
}
