import { AWS_AUDIENCE, GITHUB_ISSUER } from '../../../src/aws/policy';
import { readPolicy } from '../../../src/aws/read-policy';
import { subjectOf, type JobClaims, type SubjectForm } from '../../../src/rehearse/identity/claims';
import type { Verdict } from '../../../src/rehearse/identity/judge-policy';
import { judgeTrust } from '../../../src/rehearse/identity/judge-trust';
import { jobClaims } from './jobs';
import { POLICIES, ROWS, trusting } from './trust-table';

function judged(policy: keyof typeof POLICIES, form: SubjectForm, changes: Partial<JobClaims>): Verdict {
  const claims = jobClaims(changes);
  const token = { ...claims, sub: subjectOf(claims, form), aud: AWS_AUDIENCE };
  return judgeTrust(POLICIES[policy], '111122223333', GITHUB_ISSUER, token);
}

test.each(ROWS)('the trust policy "%s" and a %s subject of a job with %j: %s', (policy, form, changes, expected) => {
  const { allowed, why } = judged(policy, form, changes);
  expect(allowed).toBe(expected === 'allows');
  expect(why).toContain(expected);
});

test('every policy of the table is read back as it is written', () => {
  for (const policy of Object.values(POLICIES)) expect(readPolicy(JSON.stringify(policy))).toEqual(policy);
});

test('every policy of the table both lets somebody in and keeps somebody out, but those that never fit', () => {
  const outcomes = new Map<string, Set<boolean>>();
  for (const [policy, form, changes] of ROWS) {
    outcomes.set(policy, (outcomes.get(policy) ?? new Set<boolean>()).add(judged(policy, form, changes).allowed));
  }
  const onesided = Object.keys(POLICIES).filter((policy) => outcomes.get(policy)?.size !== 2);
  expect(onesided).toEqual(['literalStar', 'audienceOnly', 'event', 'otherAccount', 'otherAction', 'everyAction']);
});

test('a token for another audience is kept out by the policy, too', () => {
  const claims = jobClaims({ environment: 'prod' });
  const token = { ...claims, sub: subjectOf(claims, 'classic'), aud: 'https://github.com/acme' };
  expect(judgeTrust(POLICIES.both, '111122223333', GITHUB_ISSUER, token)).toMatchObject({
    allowed: false,
    why: expect.stringContaining('aud is "https://github.com/acme"'),
  });
});

test('a policy without statements lets nobody in', () => {
  const verdict = judgeTrust({ Version: '2012-10-17', Statement: [] }, '111122223333', GITHUB_ISSUER, {});
  expect(verdict).toEqual({ allowed: false, why: 'the trust policy allows nobody' });
});

test('a condition that cannot be judged is no permission', () => {
  const policy = trusting({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } });
  expect(() => judgeTrust(policy, '111122223333', GITHUB_ISSUER, {})).toThrow('"IpAddress" is not judged here');
});
