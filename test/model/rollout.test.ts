import { Findings } from '../../src/model/problem';
import { checkRollout, resolveRollout, type RolloutSpec } from '../../src/model/rollout';

function problems(spec: RolloutSpec): string[] {
  const findings = new Findings('shop');
  checkRollout(findings, spec);
  return findings.problems.map(({ field, wrong }) => `${field}: ${wrong}`);
}

test('Reviewers are teams, or people with an @; the label of the tool comes last.', () => {
  expect(resolveRollout({ canary: true, labels: ['ci'], reviewers: ['dev-lead', '@octocat'] })).toEqual({
    canary: true,
    labels: ['ci', 'projen-fleet'],
    teams: ['dev-lead'],
    people: ['octocat'],
  });
  expect(resolveRollout({})).toEqual({ canary: false, labels: ['projen-fleet'], teams: [], people: [] });
});

test('A label or a reviewer that GitHub would not take is named.', () => {
  expect(problems({ labels: ['ci'], reviewers: ['dev-lead', '@octocat'] })).toEqual([]);
  expect(problems({})).toEqual([]);
  expect(problems({ labels: ['a,b'], reviewers: ['Dev Lead', '@'] })).toEqual([
    'rollout.labels[0]: "a,b" is not legal',
    'rollout.reviewers[0]: "Dev Lead" is neither',
    'rollout.reviewers[1]: "@" is neither',
  ]);
});
