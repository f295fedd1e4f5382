import { FakeGitHub, type GateRules } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const PROD = 'prod operations-lead 10 main';

function check(environments: Record<string, GateRules>, PROTECTION = PROD): Promise<Outcome> {
  for (const [name, rules] of Object.entries(environments)) github.protect(name, rules);
  return runScript('check-protection', { env: { ...github.env, PROTECTION } });
}

const prod: GateRules = { reviewers: ['operations-lead'], wait: 10 };

describe('as the table says', () => {
  test.each<[string, Record<string, GateRules>, string]>([
    ['one environment', { prod }, PROD],
    ['two in a row', { 'prod-approval': { reviewers: ['tech-lead'] }, prod }, `prod-approval tech-lead 0 main;${PROD}`],
    ['nobody asked', { dev: {} }, 'dev - 0 main'],
    ['more than the table asks', { dev: { reviewers: ['tech-lead'], wait: 5 } }, 'dev - 0 main'],
    ['a longer time to wait', { prod: { ...prod, wait: 30 } }, PROD],
    ['teams in another order', { prod: { reviewers: ['b', 'a'] } }, 'prod a,b 0 main'],
    ['branches in another order', { prod: { branches: ['release', 'main'] } }, 'prod - 0 release,main'],
    ['branches in this order', { prod: { branches: ['main', 'release'] } }, 'prod - 0 release,main'],
  ])('%s', async (_, environments, table) => {
    const { code, output } = await check(environments, table);
    expect([code, output]).toEqual([0, 'Every GitHub environment is protected as the table says.\n']);
  });
});

describe('weaker than the table is refused', () => {
  test.each<[string, GateRules, RegExp]>([
    ['administrators go past it', { ...prod, adminsBypass: true }, /"prod" lets administrators go past its rules/],
    [
      'no reviewers',
      { wait: 10 },
      /does not ask team operations-lead for a review \(it asks: nobody\).*use approval: pull-request/,
    ],
    ['an empty list of reviewers', { reviewers: [], wait: 10 }, /does not ask team operations-lead/],
    [
      'another team',
      { ...prod, reviewers: ['interns'] },
      /does not ask team operations-lead for a review \(it asks: interns\)/,
    ],
    [
      'a team whose name only begins so',
      { ...prod, reviewers: ['operations-lead-2'] },
      /does not ask team operations-lead for/,
    ],
    [
      'a person who is called like the team',
      { ...prod, reviewers: [{ user: 'operations-lead' }] },
      /does not ask team operations-lead/,
    ],
    [
      'a further team, since any one reviewer opens it',
      { ...prod, reviewers: ['operations-lead', 'interns'] },
      /also lets interns approve/,
    ],
    ['a further person', { ...prod, reviewers: ['operations-lead', { user: 'mallory' }] }, /also lets mallory approve/],
    [
      "review of one's own run",
      { ...prod, preventSelfReview: false },
      /lets people approve their own run. Turn on "Prevent self-review"/,
    ],
    ['no timer', { reviewers: ['operations-lead'] }, /waits 0 minutes, the table says 10/],
    ['a shorter timer', { ...prod, wait: 9 }, /waits 9 minutes, the table says 10/],
    ['any branch', { ...prod, branches: 'any' }, /may be used from any branch, the table says main/],
    [
      'every protected branch',
      { ...prod, branches: 'protected' },
      /may be used from every protected branch, the table says main/,
    ],
    [
      'a further branch',
      { ...prod, branches: ['main', 'feature/*'] },
      /may be used from feature\/\*,main, the table says main/,
    ],
    ['a pattern', { ...prod, branches: ['*'] }, /may be used from \*, the table says main/],
    [
      'a tag that is called like the branch',
      { ...prod, branches: [{ tag: 'main' }] },
      /may be used from tag main, the table says main/,
    ],
    ['no branch', { ...prod, branches: [] }, /may be used from no branch, the table says main/],
  ])('%s', async (_, rules, message) => {
    const { code, output } = await check({ prod: rules });
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).toMatch(/^::error::GitHub environment "prod"/m);
  });

  test('an environment that does not exist, which GitHub would create without protection', async () => {
    const { code, output } = await check({});
    expect([code, github.calls]).toEqual([1, ['GET /repos/acme/shop/environments/prod']]);
    expect(output).toContain('::error::GitHub environment "prod" does not exist. Create it');
  });

  test('every problem of every environment is told at once', async () => {
    const table = `prod-approval tech-lead 0 main;${PROD};prod-rollback tech-lead 0 main`;
    const { code, output } = await check(
      { 'prod-approval': { reviewers: ['tech-lead'] }, prod: { branches: 'any' } },
      table,
    );
    expect(code).toBe(1);
    expect(output.match(/^::error::GitHub environment "[a-z-]+"/gm)).toEqual([
      '::error::GitHub environment "prod-rollback"',
      ...Array<string>(4).fill('::error::GitHub environment "prod"'),
    ]);
  });
});

describe('what cannot be read is refused', () => {
  test('no right to read environments is told as such, not as an absent environment', async () => {
    github.failures = [{ match: /environments/, status: 403, body: '{"message":"Resource not accessible"}' }];
    const { code, output } = await check({ prod });
    expect(code).toBe(1);
    expect(output).toContain('Resource not accessible');
    expect(output).toContain('"prod" could not be read');
    expect(output).not.toContain('does not exist');
  });

  test.each([
    ['branch policies that GitHub does not give', /policies/, 403, '{"message":"no"}'],
    ['branch policies that are no JSON', /policies/, 200, '<html>'],
    ['an environment that is no JSON', /prod$/, 200, '<html>'],
    ['an environment without rules', /prod$/, 200, '{}'],
    ['an empty answer', /prod$/, 200, ''],
  ])('%s', async (_, match, status, body) => {
    github.failures = [{ match, status, body }];
    const { code, output } = await check({ prod });
    expect([code, output]).toEqual([1, expect.stringContaining('::error::')]);
  });

  test.each([
    [''],
    [';'],
    ['prod'],
    ['prod operations-lead'],
    ['prod operations-lead ten main'],
    ['prod operations-lead 10'],
  ])('a table of "%s"', async (table) => {
    expect((await check({ prod }, table)).code).toBe(1);
  });
});
