import { lambdaProblems } from '../../src/model/lambda-rules';
import { orders, problemsWith, replaced } from './specs';

const TEST = 'platform.environments.0';
const LIVE = 'platform.environments.1';
const GATE = (row: number): string => `platform.githubEnvironments.${row}`;
const TWELVE = 'twelve digits in quotes, such as "093646564004"';

test('a definition that uses everything has no problem', () => {
  expect(lambdaProblems(orders)).toEqual([]);
});

describe('accounts, regions, roles', () => {
  test.each([
    [`${TEST}.account`, '12345678901', `environments.test.account: "12345678901" is not legal | ${TWELVE}`],
    [`${TEST}.account`, 111111111111, `environments.test.account: 111111111111 is not text | ${TWELVE}`],
    [`${TEST}.account`, '', `environments.test.account: empty is not legal | ${TWELVE}`],
    [
      `${LIVE}.account`,
      '111111111111',
      'environments.live.account: "111111111111" is also that of "test" | the account of this environment alone',
    ],
    [
      `${LIVE}.role`,
      'delivery-test',
      'environments.live.role: "delivery-test" is also that of "test" | a role of this environment alone',
    ],
    [
      `${TEST}.role`,
      'arn:aws:iam::111111111111:role/x',
      'environments.test.role: "arn:aws:iam::111111111111:role/x" is not legal | the name of an IAM role, without path or ARN',
    ],
    [
      `${TEST}.readRole`,
      'a/b',
      'environments.test.readRole: "a/b" is not legal | the name of an IAM role, without path or ARN',
    ],
    [
      `${TEST}.region`,
      'af-south-2',
      'environments.test.region: "af-south-2" is no region of AWS | a region such as "af-south-1"',
    ],
    ['platform.owner', '', 'owner: empty is not legal | a GitHub owner: letters, digits, "-"'],
    [
      'platform.timezone',
      'Europe/Nowhere',
      'timezone: "Europe/Nowhere" is no time zone | a zone such as "Africa/Johannesburg"',
    ],
    [
      'platform.timezone',
      'europe/berlin',
      'timezone: "europe/berlin" is no time zone | a zone such as "Africa/Johannesburg"',
    ],
    [
      'platform.timezone',
      'EUROPE/BERLIN',
      'timezone: "EUROPE/BERLIN" is no time zone | a zone such as "Africa/Johannesburg"',
    ],
    [
      'platform.timezoneLabel',
      '$(date)',
      'timezoneLabel: "$(date)" is not legal | what people call the zone, such as "SAST"',
    ],
    ['platform.windowReserveMinutes', 2.5, 'windowReserveMinutes: 2.5 is not possible | a whole number of at least 0'],
    [
      `${LIVE}.windows.0.from`,
      '24:00',
      'environments.live.windows[0].from: "24:00" is not legal | HH:MM, such as "22:00"',
    ],
    [`${LIVE}.windows.0.to`, '9:00', 'environments.live.windows[0].to: "9:00" is not legal | HH:MM, such as "22:00"'],
  ])('%s = %j is refused', (path, value, problem) => {
    expect(problemsWith(path, value)).toEqual([`platform: ${problem}`]);
  });

  test.each([undefined, 'UTC', 'Africa/Johannesburg', 'Asia/Kolkata', 'Asia/Calcutta'])(
    'time zone %s is taken',
    (zone) => {
      expect(problemsWith('platform.timezone', zone)).toEqual([]);
    },
  );
});

describe('the way of a version', () => {
  const above = 'the name of a row above: the table is in the order of promotion, without a cycle';

  test('production that follows no environment is refused', () => {
    expect(problemsWith(`${LIVE}.follows`, undefined)).toContain(
      'platform: environments.live.follows: production follows no environment | the environment that proves a version, such as "sit"',
    );
  });

  test.each(['nowhere', 'live'])('production that follows %s is refused', (follows) => {
    expect(problemsWith(`${LIVE}.follows`, follows)).toContain(
      `platform: environments.live.follows: there is no environment "${follows}" above it | ${above}`,
    );
  });

  test('a cycle of follows is refused, also beside a proper start', () => {
    const row = (name: string, account: string, follows?: string): object => {
      return { name, account, region: 'eu-west-1', role: name, follows };
    };
    const rows = [row('start', '1'.repeat(12)), row('a', '2'.repeat(12), 'b'), row('b', '3'.repeat(12), 'a')];
    expect(problemsWith('platform.environments', rows)).toContain(
      `platform: environments.a.follows: there is no environment "b" above it | ${above}`,
    );
  });

  test('two environments that follow no other are refused', () => {
    const spec = replaced(replaced(orders, `${LIVE}.follows`, undefined), `${LIVE}.production`, false);
    expect(lambdaProblems(spec).map(({ field, wrong }) => `${field}: ${wrong}`)).toContain(
      'environments: 2 of them follow no other',
    );
  });

  test.each([
    ['approvals', -1, 0],
    ['soakHours', Number.NaN, 0],
    ['soakHours', 0.5, 0],
    ['watch.minutes', 2, 3],
    ['watch.errorLimit', -1, 0],
    ['watch.throttleLimit', Number.POSITIVE_INFINITY, 0],
    ['stability', { hours: 0, errorLimit: 1 }, 1],
    ['stability', { hours: 1, errorLimit: 0 }, 1],
  ])('%s of %p is refused', (field, value, least) => {
    expect(problemsWith(`${LIVE}.${field}`, value).join('\n')).toMatch(
      new RegExp(`environments\\.live\\.${field}.* is not possible \\| a whole number of at least ${least}`),
    );
  });

  test('an illegal name of an environment, and one that is there twice, are refused', () => {
    expect(problemsWith(`${LIVE}.name`, 'test')).toContain(
      'platform: environments.test.name: "test" is also that of "test" | a name of its own',
    );
    expect(problemsWith(`${TEST}.name`, 'Test')).toContain(
      'platform: environments.Test.name: "Test" is not legal | lower-case letters, digits, "-", such as "sit"',
    );
  });
});

describe('GitHub environments', () => {
  test.each([
    [`${GATE(4)}.reviewers.0`, '', 'live.reviewers[0]: empty is not legal | the slug of a team, such as "tech-lead"'],
    [
      `${GATE(4)}.reviewers`,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      'live.reviewers: 7 reviewers; GitHub takes 6 | at most 6 teams',
    ],
    [`${GATE(4)}.waitMinutes`, 43201, 'live.waitMinutes: 43201 is outside 0 to 43200 | minutes, at most 30 days'],
    [`${GATE(4)}.branches`, [], "live.branches: any branch could deploy | the branches, such as ['main']"],
    [
      `${GATE(4)}.branches.0`,
      "it's",
      'live.branches[0]: "it\'s" is not legal | a branch or pattern of letters, digits and _ . / * -',
    ],
    [`${GATE(3)}.after`, 'nowhere', 'live-second.after: "nowhere" is not there | a GitHub environment of this table'],
    [
      `${GATE(0)}.usedBy.0`,
      'deploy-test.yml',
      'test.usedBy[0]: "deploy-test.yml" is not legal | a workflow file without ".yml", such as "rollback"',
    ],
    [`${GATE(2)}.usedBy`, [], 'live-first.usedBy: no workflow uses it | the workflows that do, or no such row'],
    [
      `${GATE(2)}.environment`,
      'nowhere',
      'live-first.environment: there is no environment "nowhere" | the name of a row of environments',
    ],
    [
      `${GATE(2)}.name`,
      'Live First',
      'Live First.name: "Live First" is not legal | lower-case letters, digits, "-", such as "sit"',
    ],
  ])('%s = %j is refused', (path, value, problem) => {
    expect(problemsWith(path, value)).toContain(`platform: githubEnvironments.${problem}`);
  });

  test('a row that is there twice is refused', () => {
    const rows = [...orders.platform.githubEnvironments, ...orders.platform.githubEnvironments.slice(0, 1)];
    expect(problemsWith('platform.githubEnvironments', rows)).toContain(
      'platform: githubEnvironments.test.name: it is there more than once | one row for each GitHub environment',
    );
  });

  test.each([
    ['live-first', 'live-first waits for live-first: for ever'],
    ['live-second', 'live-first waits for live-second waits for live-first: for ever'],
    ['live', 'live-first waits for live waits for live-second waits for live-first: for ever'],
  ])('an approval chain in which the first waits for %s is a cycle, and refused', (after, wrong) => {
    expect(problemsWith(`${GATE(2)}.after`, after)).toContain(
      `platform: githubEnvironments.live-first.after: ${wrong} | a GitHub environment that does not wait for this one`,
    );
  });
});

describe('approvals of production', () => {
  test('an urgent way is for rollback alone: it passes windows, and may ask fewer people', () => {
    const spec = replaced(replaced(orders, `${GATE(4)}.approvals`, 1), `${GATE(4)}.urgent`, true);
    expect(lambdaProblems(spec)).toEqual([
      {
        where: 'platform',
        field: 'githubEnvironments.live.urgent',
        wrong: '"promote-to-live" would go past windows and approvals',
        instead: 'a row of its own for "rollback", and no "urgent" here',
      },
    ]);
  });

  test.each([0, 1, 2])('a way into production that asks %i people where the table asks 3 is refused', (approvals) => {
    expect(problemsWith(`${GATE(4)}.approvals`, approvals)).toContain(
      `platform: githubEnvironments.live.approvals: ${approvals} people, but "live" asks for 3 | at least 3, or leave it out`,
    );
  });

  test('a chain with fewer reviewed GitHub environments than people is refused', () => {
    expect(problemsWith(`${GATE(2)}.reviewers`, [])).toEqual([
      'platform: githubEnvironments.live.reviewers: 3 people must approve, 2 of live-first, live-second, live have reviewers' +
        ' | reviewer teams for as many GitHub environments in a row (see "after")',
    ]);
    expect(problemsWith(`${GATE(4)}.after`, undefined)[0]).toContain('3 people must approve, 1 of live has reviewers');
  });

  test('an urgent way may ask fewer people, but never nobody', () => {
    expect(problemsWith(`${GATE(5)}.approvals`, 0)).toEqual([
      'platform: githubEnvironments.live-rollback.approvals: production without approval | at least 1',
    ]);
    expect(problemsWith(`${GATE(5)}.approvals`, Number.NaN).join()).toContain('NaN is not possible | a whole number');
  });
});

describe('where people approve', () => {
  test('a pull request needs no reviewers of GitHub environments', () => {
    const platform = { ...orders.platform, approval: 'pull-request' as const };
    const nobody = platform.githubEnvironments.map((gate) => ({ ...gate, reviewers: [] }));
    expect(lambdaProblems({ ...orders, platform: { ...platform, githubEnvironments: nobody } })).toEqual([]);
  });

  test('nothing asks for the first environment by pull request', () => {
    const [first, ...others] = orders.platform.environments;
    const environments = [{ ...first!, approvals: 1 }, ...others];
    const problems = lambdaProblems({
      ...orders,
      platform: { ...orders.platform, environments, approval: 'pull-request' },
    });
    expect(problems.map(({ field }) => field)).toEqual(['environments.test.approvals']);
  });

  test('a pause is short enough for the job that waits', () => {
    const waiting = (minutes: number): typeof orders.platform => ({
      ...orders.platform,
      approval: 'pull-request',
      githubEnvironments: orders.platform.githubEnvironments.map((gate) => ({ ...gate, waitMinutes: minutes })),
    });
    expect(lambdaProblems({ ...orders, platform: waiting(30) })).toEqual([]);
    const [problem] = lambdaProblems({ ...orders, platform: waiting(31) });
    expect(problem?.field).toMatch(/\.waitMinutes$/);
  });

  test('another way is refused', () => {
    const problems = problemsWith('platform.approval', 'by mail');
    expect(problems[0]).toContain('"environments" or "pull-request"');
  });
});
