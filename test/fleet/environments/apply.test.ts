import type { Desired } from '../../../src/fleet/environments/desired';
import { addEnvironment, addTeam, type Failure } from '../../../src/rehearse/github';
import { FleetWorld, RIGHTS, wanted } from './world';

let world: FleetWorld;
beforeEach(async () => {
  world = await FleetWorld.bare();
});
afterEach(() => world.github.stop());

const [approval, prod, read] = wanted.environments;
const fails = (...failures: Failure[]): void => {
  world.github.failures = failures;
};

describe('what the plan of GitHub leaves out is said before anything is changed', () => {
  test('GitHub Team has no reviewers and timers for private repositories; the rest is set.', async () => {
    world.acme.plan = 'team';
    const { code, lines } = await world.run('apply');
    const cannot = lines.filter((line) => line.startsWith('  cannot'));
    expect(cannot).toEqual(
      [
        'approval: nobody reviews, the definition says team tech',
        'prod: nobody reviews, the definition says team ops',
        'prod: wait timer is 0 minutes, the definition says 10',
      ].map(
        (what) =>
          `  cannot  environment ${what}: acme has GitHub Team, and reviewers and wait timers of private repositories need GitHub Enterprise; where there is none, use approval: pull-request`,
      ),
    );
    expect([code, world.github.requests.filter(({ status }) => status >= 400)]).toEqual([1, []]);
    expect(world.shop.environments.map(({ branches, adminsBypass }) => [branches, adminsBypass])).toEqual(
      Array(3).fill([[expect.objectContaining({ name: 'main' })], false]),
    );
    expect((await world.run('plan')).code).toBe(2);
  });

  test('GitHub Free has no environments and rulesets for private repositories.', async () => {
    world.acme.plan = 'free';
    const { code, output } = await world.run('apply');
    expect(output).toContain('rulesets of private repositories need GitHub Team');
    expect(output).toContain('environments of private repositories need GitHub Team');
    expect([code, world.shop.environments, world.shop.rulesets]).toEqual([1, [], []]);
    expect(world.shop.actions).toMatchObject({ shaPinning: true });
  });

  test('Public repositories have all of it.', async () => {
    world.acme.plan = 'free';
    world.github.addRepository('acme/open', { visibility: 'public' });
    expect((await world.run('apply', { all: [{ ...wanted, name: 'open' }] })).code).toBe(0);
  });

  test.each([
    [
      'team',
      /GitHub refuses change environments\/approval: reviewers and wait timers .* need GitHub Enterprise.* It says: Failed to create/,
    ],
    ['free', /GitHub refuses create rulesets: rulesets of private repositories need GitHub Team/],
  ])('A plan (%s) that the token may not see is explained when GitHub refuses.', async (plan, words) => {
    world.acme.plan = plan;
    const { code, output } = await world.run('apply', { rights: { ...RIGHTS, organization_plan: 'none' } });
    expect([code, output]).toEqual([1, expect.stringMatching(words)]);
  });
});

describe('who is not there is named', () => {
  test('A team that does not exist, and one that cannot read the repository.', async () => {
    world.acme.teams = [];
    addTeam(world.acme, 'ops', 'acme/other');
    const { code, output } = await world.run('apply');
    expect(output).toContain('team tech: acme has no team tech that the token can see: create it');
    expect(output).toContain('team ops: team ops cannot read the repository: give it at least read access');
    expect([code, world.shop.environments.flatMap(({ reviewers }) => reviewers)]).toEqual([1, []]);
    world.acme.teams[0]!.repositories.push('acme/shop');
    addTeam(world.acme, 'tech', 'acme/shop');
    expect((await world.run('apply')).code).toBe(0);
  });

  test('Where every member can read, every team can.', async () => {
    for (const team of world.acme.teams) team.repositories.length = 0;
    world.acme.members = 'read';
    expect((await world.run('apply')).code).toBe(0);
  });

  test('An app and a team that should commit directly; deploy keys need no name.', async () => {
    const directCommits = [
      { kind: 'app', name: 'gone' },
      { kind: 'team', name: 'nobody' },
      { kind: 'deploy-keys' },
    ] as const;
    const all = [{ ...wanted, settings: { ...wanted.settings, directCommits } }];
    const { code, output } = await world.run('apply', { all });
    expect(output).toContain('app gone cannot commit to it directly, the definition says it can: acme has no app gone');
    expect(output).toContain('acme has no team nobody');
    expect([code, world.shop.rulesets[0]?.bypass]).toEqual([
      1,
      [{ actor_type: 'DeployKey', actor_id: null, bypass_mode: 'always' }],
    ]);
  });
});

describe('what the token may not do', () => {
  test('is said before anything is changed, by the name of the permission.', async () => {
    const rights = { ...RIGHTS, administration: 'read' } as const;
    await expect(world.run('apply', { rights })).rejects.toThrow(
      'The token may not change these settings: it needs administration: write. Nothing was changed.',
    );
    expect(world.changes).toEqual(['PUT /actions/permissions']);
  });

  test.each([
    [
      'members',
      { members: 'none' },
      'acme: The token may not read the organisation and its teams: it needs members: read.',
    ],
  ] as const)('is said once where it is about the organisation: %s.', async (_, rights, words) => {
    await expect(world.run('plan', { rights: { ...RIGHTS, ...rights } })).rejects.toThrow(words);
  });

  test('is said of each repository that it cannot see, and the others are done.', async () => {
    const { code, output } = await world.run('apply', { all: [{ ...wanted, name: 'gone' }, wanted] });
    expect(output).toContain('gone\n  error   GitHub has nothing for read its settings, or hides it from this token');
    expect([code, world.shop.rulesets.length]).toEqual([1, 1]);
  });

  test('is said where it cannot see who goes past the rules.', async () => {
    await world.run('apply');
    const { code, output } = await world.run('plan', { rights: { ...RIGHTS, administration: 'read' } });
    expect([code, output]).toEqual([1, expect.stringContaining('it needs administration: write')]);
  });

  test('is said of variables, which need a permission of their own, once there is an environment for them.', async () => {
    const all = [withVariables({ LEVEL: 'info' })];
    const rights = { ...RIGHTS, environments: 'read' } as const;
    const { code, output } = await world.run('apply', { all, rights });
    expect([code, output]).toEqual([
      1,
      expect.stringContaining('environments/prod/variables: it needs environments: write'),
    ]);
    expect((await world.run('apply', { all })).code).toBe(0);
  });
});

function withVariables(variables: Readonly<Record<string, string>>): Desired {
  return { ...wanted, environments: [approval!, { ...prod!, variables }, read!] };
}

test('Variables are set and changed; those of people stay.', async () => {
  await world.run('apply');
  const environment = world.shop.environments[1]!;
  environment.variables = { LEVEL: 'debug', OTHER: 'kept' };
  const all = [withVariables({ LEVEL: 'info', MODE: 'quiet \u001b[31m' })];
  const { lines } = await world.run('apply', { all });
  expect(lines.slice(1, 3)).toEqual([
    '  set     environment prod: variable LEVEL is debug, the definition says info',
    '  set     environment prod: variable MODE is not there, the definition says "quiet \\u001b[31m"',
  ]);
  expect(environment.variables).toEqual({ LEVEL: 'info', OTHER: 'kept', MODE: 'quiet \u001b[31m' });
});

test('A reply that is lost after the change does no harm.', async () => {
  fails({ match: /^POST .*rulesets/, connection: 'reset', times: 1 });
  expect((await world.run('apply')).code).toBe(0);
  expect(world.shop.rulesets).toHaveLength(1);
});

test('What GitHub takes and does not keep is an error, not a success.', async () => {
  fails({ match: /^PUT .*actions\/permissions$/, status: 204 });
  const { code, output } = await world.run('apply');
  expect([code, output]).toEqual([
    1,
    expect.stringContaining('GitHub took every call and still serves 1 of them otherwise'),
  ]);
});

test('A policy of the organisation that decides a setting is named as such.', async () => {
  fails({ match: /^PUT .*permissions\/workflow/, status: 409, body: '{"message":"Conflict"}' });
  world.shop.actions.token = 'write';
  const { code, output } = await world.run('apply');
  expect([code, output]).toEqual([1, expect.stringContaining('A policy of the organisation or enterprise decides it')]);
});

test('Names that GitHub serves do not reach the terminal as they are.', async () => {
  await world.run('apply');
  addEnvironment(world.shop, '../..\u001b[2J/prod?x=1', { reviewers: [{ user: 'a\u202eb' }] });
  world.shop.environments[1]!.reviewers = [{ team: 'ops' }, { user: 'mal\nlory' }];
  const { output } = await world.run('plan');
  expect(output).toContain('environment "../..\\u001b[2J/prod?x=1": the definition does not have it');
  expect(output).toContain('person "mal\\nlory"');
});
