import type { Review } from '../../../src/rehearse/github/approvals';
import { addRun } from '../../../src/rehearse/github/runs';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const approved = (user: string | null, ...environments: string[]): Review => ({
  state: 'approved',
  user,
  environments,
});

function check(
  reviews: Review[],
  env: Record<string, string> = {},
  runner: Record<string, string> = {},
): Promise<Outcome> {
  addRun(github.repository, { id: 4711, path: '.github/workflows/promote-to-prod.yml', reviews });
  const asked = { APPROVALS: '2', APPROVAL_CHAIN: 'prod-approval prod', TRIGGERING_ACTOR: 'alice' };
  return runScript('check-approvals', { env: { ...github.env, ...asked, ...env }, runner });
}

describe('enough people', () => {
  test.each([
    ['two, one in each environment', [approved('bob', 'prod-approval'), approved('carol', 'prod')], 'bob carol'],
    ['three', [approved('bob', 'prod-approval'), approved('carol', 'prod'), approved('dan', 'prod')], 'bob carol dan'],
    ['two in one environment', [approved('bob', 'prod'), approved('carol', 'prod')], 'bob carol'],
    [
      'the starter besides two others',
      [approved('alice', 'prod'), approved('bob', 'prod'), approved('carol', 'prod')],
      'bob carol',
    ],
    [
      'one who approved twice, and another',
      [approved('bob', 'prod-approval', 'prod'), approved('Carol', 'prod')],
      'bob Carol',
    ],
  ])('%s', async (_, reviews, approvers) => {
    expect(await check(reviews)).toMatchObject({
      code: 0,
      output: `Approved by ${approvers}.\n`,
      outputs: { approvers },
    });
  });

  test('one is enough where the table asks one', async () => {
    const env = { APPROVALS: '1', APPROVAL_CHAIN: 'sit' };
    expect(await check([approved('bob', 'sit')], env)).toMatchObject({ code: 0, outputs: { approvers: 'bob' } });
  });
});

describe('too few people are refused', () => {
  test.each([
    ['nobody, as after a bypass by an administrator', [], 'nobody'],
    ['one', [approved('bob', 'prod')], 'bob'],
    ['the same person in both environments', [approved('bob', 'prod-approval'), approved('bob', 'prod')], 'bob'],
    ['the same person in other letters', [approved('bob', 'prod-approval'), approved('BOB', 'prod')], 'B'],
    ['the starter and one other', [approved('alice', 'prod-approval'), approved('bob', 'prod')], 'bob'],
    ['the starter in other letters', [approved('Alice', 'prod-approval'), approved('bob', 'prod')], 'bob'],
    [
      'one who only commented',
      [{ state: 'pending', user: 'carol', environments: ['prod'], comment: 'why?' } as const, approved('bob', 'prod')],
      'bob',
    ],
    [
      'one who rejected',
      [{ state: 'rejected', user: 'carol', environments: ['prod'] } as const, approved('bob', 'prod')],
      'bob',
    ],
    ['approvals of another environment', [approved('carol', 'sit'), approved('bob', 'prod')], 'bob'],
    [
      'approvals of an environment with a longer name',
      [approved('carol', 'prod-approval-2'), approved('bob', 'prod')],
      'bob',
    ],
    ['approvals of no environment', [approved('carol'), approved('bob', 'prod')], 'bob'],
    ['an account that is gone', [approved(null, 'prod-approval'), approved('bob', 'prod')], 'bob'],
  ] as const)('%s', async (_, reviews, counted) => {
    const { code, output, outputs } = await check([...reviews]);
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`::error::[01] of 2 people approved in prod-approval prod \\(${counted}`, 'i'));
    expect(output).toContain('The starter (alice) does not count, and neither does a bypass by an administrator.');
    expect(outputs).toEqual({});
  });

  test('whoever started this attempt does not count either, besides who started the run', async () => {
    const reviews = [approved('bob', 'prod-approval'), approved('carol', 'prod')];
    const { code, output } = await check(reviews, { TRIGGERING_ACTOR: 'Carol' });
    expect([code, output]).toEqual([1, expect.stringContaining('1 of 2 people approved')]);
  });
});

describe('what cannot be counted is refused', () => {
  const reviews = [approved('bob', 'prod-approval'), approved('carol', 'prod')];

  test.each([
    ['a re-run', '2'],
    ['the tenth attempt', '10'],
    ['no number of the attempt', ''],
  ])('%s', async (_, GITHUB_RUN_ATTEMPT) => {
    const { code, output, outputs } = await check(reviews, {}, { GITHUB_RUN_ATTEMPT });
    expect([code, outputs, github.calls]).toEqual([1, {}, []]);
    expect(output).toContain('Start a new run of the workflow.');
  });

  test.each([[''], ['two'], ['0'], ['-1']])('"%s" as the number of people', async (APPROVALS) => {
    const { code, output, outputs } = await check(reviews, { APPROVALS });
    expect([code, outputs]).toEqual([1, {}]);
    expect(output).toContain('::error::');
  });

  test.each([
    ['an answer that is no JSON', 200, '<html>'],
    ['an empty answer', 200, ''],
    ['an answer of another shape', 200, '{"message":"moved"}'],
    ['no right to read it', 403, '{"message":"Resource not accessible by integration"}'],
    ['a run that GitHub does not know', 404, '{"message":"Not Found"}'],
  ])('%s', async (_, status, body) => {
    github.failures = [{ match: /approvals/, status, body }];
    const { code, outputs } = await check(reviews);
    expect(code).not.toBe(0);
    expect(outputs).toEqual({});
  });
});
