import { GITHUB_ISSUER, type Conditions, type PolicyDocument } from '../../../src/aws/policy';
import type { JobClaims, SubjectForm } from '../../../src/rehearse/identity/claims';

const ACCOUNT = '111122223333';
const key = (claim: string): string => `${GITHUB_ISSUER}:${claim}`;
const aud = { [key('aud')]: 'sts.amazonaws.com' };

/** A trust policy of one statement for GitHub, under these conditions. */
export function trusting(Condition: Conditions, changes: object = {}): PolicyDocument {
  const Principal = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB_ISSUER}` };
  const Action = 'sts:AssumeRoleWithWebIdentity';
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'GitHub', Effect: 'Allow', Principal, Action, Condition, ...changes }],
  };
}

const subs = (...sub: string[]): Conditions => ({ StringEquals: { ...aud, [key('sub')]: sub } });
const CLASSIC = 'repo:acme/orders:environment:prod';
const IMMUTABLE = 'repo:acme@123456/orders@456789:environment:prod';

export const POLICIES = {
  classic: trusting(subs(CLASSIC)),
  immutable: trusting(subs(IMMUTABLE)),
  both: trusting(subs(CLASSIC, IMMUTABLE)),
  main: trusting(subs('repo:acme/orders:ref:refs/heads/main')),
  pulls: trusting(subs('repo:acme/orders:pull_request')),
  wildcard: trusting({ StringEquals: aud, StringLike: { [key('sub')]: 'repo:acme/orders:*' } }),
  organisation: trusting({ StringEquals: aud, StringLike: { [key('sub')]: 'repo:acme/*' } }),
  literalStar: trusting(subs('repo:acme/orders:*')),
  audienceOnly: trusting({ StringEquals: aud }),
  ids: trusting({ StringEquals: { ...aud, [key('repository_id')]: '456789', [key('environment')]: 'prod' } }),
  names: trusting({ StringEquals: { ...aud, [key('repository')]: 'acme/orders', [key('ref')]: 'refs/heads/main' } }),
  anyCase: trusting({ StringEqualsIgnoreCase: { [key('repository')]: 'ACME/Orders' } }),
  called: trusting({
    StringLike: { [key('job_workflow_ref')]: 'acme/shared/.github/workflows/*.yml@refs/heads/main' },
  }),
  notBot: trusting({ StringEquals: aud, StringNotEquals: { [key('actor')]: 'dependabot[bot]' } }),
  allValues: trusting({ 'ForAllValues:StringEquals': { [key('environment')]: 'prod' } }),
  anyValue: trusting({ 'ForAnyValue:StringEquals': { [key('environment')]: ['prod', 'dev'] } }),
  noEnvironment: trusting({ StringEquals: aud, Null: { [key('environment')]: 'true' } }),
  ifExists: trusting({ StringEqualsIfExists: { [key('environment')]: 'prod' } }),
  event: trusting({ StringEquals: { ...aud, [key('event_name')]: 'push' } }),
  otherAccount: trusting(subs(CLASSIC), {
    Principal: { Federated: `arn:aws:iam::999900001111:oidc-provider/${GITHUB_ISSUER}` },
  }),
  otherAction: trusting(subs(CLASSIC), { Action: 'sts:AssumeRole' }),
  everyAction: trusting(subs(CLASSIC), { Action: 'sts:*' }),
  denied: {
    Version: '2012-10-17',
    Statement: [
      ...trusting({ StringEquals: aud }).Statement,
      ...trusting({ StringEquals: { [key('environment')]: 'dev' } }, { Sid: 'NotDev', Effect: 'Deny' }).Statement,
    ],
  },
} as const satisfies Readonly<Record<string, PolicyDocument>>;

type Row = readonly [keyof typeof POLICIES, SubjectForm, Partial<JobClaims>, string];

const prod = { environment: 'prod' };
const dev = { environment: 'dev' };
const pull = { event_name: 'pull_request', ref: 'refs/pull/5/merge' };
const branch = { ref: 'refs/heads/try' };
const tag = { ref: 'refs/tags/main', ref_type: 'tag' } as const;
const other = { repository: 'acme/other', repository_id: '1' };
const shared = { job_workflow_ref: 'acme/shared/.github/workflows/deploy.yml@refs/heads/main' };

/** Policy, form of the subject, what is special about the job, and a part of the reason; "allows" means allowed. */
export const ROWS: readonly Row[] = [
  ['classic', 'classic', prod, 'allows'],
  ['classic', 'immutable', prod, `is "${IMMUTABLE}"`],
  ['immutable', 'classic', prod, `is "${CLASSIC}"`],
  ['immutable', 'immutable', prod, 'allows'],
  ['both', 'classic', prod, 'allows'],
  ['both', 'immutable', prod, 'allows'],
  ['both', 'classic', { ...prod, event_name: 'workflow_dispatch' }, 'allows'],
  ['both', 'classic', { ...prod, ...pull }, 'allows'],
  ['both', 'classic', dev, 'environment:dev'],
  ['both', 'immutable', dev, 'orders@456789:environment:dev'],
  ['both', 'classic', { environment: 'Prod' }, 'environment:Prod'],
  ['both', 'classic', { environment: 'prod:x' }, 'environment:prod%3Ax'],
  ['both', 'classic', {}, ':ref:refs/heads/main'],
  ['both', 'classic', pull, 'orders:pull_request'],
  ['both', 'classic', { ...prod, ...other }, 'repo:acme/other:environment:prod'],
  ['both', 'immutable', { ...prod, repository_id: '456790' }, 'orders@456790'],
  ['main', 'classic', {}, 'allows'],
  ['main', 'classic', { event_name: 'schedule' }, 'allows'],
  ['main', 'classic', { event_name: 'pull_request_target' }, 'allows'],
  ['main', 'classic', prod, 'environment:prod'],
  ['main', 'classic', branch, 'ref:refs/heads/try'],
  ['main', 'classic', tag, 'ref:refs/tags/main'],
  ['main', 'immutable', {}, 'acme@123456/orders@456789:ref:refs/heads/main'],
  ['pulls', 'classic', pull, 'allows'],
  ['pulls', 'classic', { ...pull, ...prod }, 'environment:prod'],
  ['wildcard', 'classic', pull, 'allows'],
  ['wildcard', 'classic', { ...other, ...prod }, 'StringLike wants'],
  ['wildcard', 'immutable', prod, 'acme@123456'],
  ['organisation', 'classic', { ...other, ...branch }, 'allows'],
  ['organisation', 'immutable', prod, 'acme@123456'],
  ['literalStar', 'classic', prod, 'StringEquals wants "repo:acme/orders:*"'],
  ['audienceOnly', 'classic', { ...other, ...pull }, 'allows'],
  ['ids', 'immutable', prod, 'allows'],
  ['ids', 'classic', { ...prod, repository: 'acme/renamed' }, 'allows'],
  ['ids', 'classic', { ...prod, repository_id: '1' }, 'repository_id is "1"'],
  ['ids', 'classic', {}, 'environment is absent'],
  ['names', 'classic', prod, 'allows'],
  ['names', 'classic', branch, 'ref is "refs/heads/try"'],
  ['anyCase', 'classic', pull, 'allows'],
  ['anyCase', 'classic', other, 'StringEqualsIgnoreCase wants'],
  ['called', 'classic', shared, 'allows'],
  ['called', 'classic', prod, 'acme/orders/.github/workflows/deploy.yml'],
  ['notBot', 'classic', prod, 'allows'],
  ['notBot', 'classic', { actor: 'dependabot[bot]' }, 'StringNotEquals wants'],
  ['allValues', 'classic', {}, 'allows'],
  ['allValues', 'classic', dev, 'ForAllValues:StringEquals wants "prod"'],
  ['anyValue', 'classic', {}, 'environment is absent'],
  ['anyValue', 'classic', dev, 'allows'],
  ['noEnvironment', 'classic', {}, 'allows'],
  ['noEnvironment', 'classic', prod, 'Null wants "true"'],
  ['ifExists', 'classic', pull, 'allows'],
  ['ifExists', 'classic', dev, 'StringEqualsIfExists wants'],
  ['event', 'classic', {}, `AWS does not evaluate ${key('event_name')}`],
  ['otherAccount', 'classic', prod, 'its principal is arn:aws:iam::999900001111'],
  ['otherAction', 'classic', prod, 'it is about sts:AssumeRole, not'],
  ['everyAction', 'classic', prod, 'allows'],
  ['denied', 'classic', prod, 'allows'],
  ['denied', 'classic', dev, '"NotDev" of the trust policy denies it'],
];
