import { addEnvironment, addTeam, findEnvironment, type Environment, type Ruleset } from '../../../src/rehearse/github';
import { FleetWorld, check, GITHUB_ACTIONS, idOfTeam } from './world';

let world: FleetWorld;
beforeEach(async () => {
  world = await FleetWorld.start();
});
afterEach(() => world.github.stop());

const change = (name: string, to: Partial<Environment>) => (): void => {
  Object.assign(findEnvironment(world.shop, name)!, to);
};
const prod = (to: Partial<Environment>): (() => void) => change('prod', to);
const main = (to: Partial<Ruleset>) => (): void => {
  Object.assign(world.shop.rulesets[0]!, to);
};
const rule = (type: string, parameters?: Readonly<Record<string, unknown>>) => (): void => {
  const { rules } = world.shop.rulesets[0]!;
  const at = rules.findIndex((each) => each.type === type);
  const instead = parameters === undefined ? [] : [{ ...rules[at]!, parameters }];
  rules.splice(at, 1, ...instead);
};
const actions = (to: Partial<FleetWorld['shop']['actions']>) => (): void => {
  Object.assign(world.shop.actions, to);
};
const branch = (name: string, id = 1): { id: number; name: string; type: 'branch' } => ({ id, name, type: 'branch' });
const checks = (...list: object[]): (() => void) => rule('required_status_checks', { required_status_checks: list });
const ours = check('All gates', GITHUB_ACTIONS);
const says = 'the definition says';

type Case = readonly [served: string, arrange: () => void, sentence: string, ...more: string[]];

/** What protects less than the definition. `apply` mends each. */
const weak: readonly Case[] = [
  [
    'an environment is missing',
    () => void (world.shop.environments = world.shop.environments.filter(({ name }) => name !== 'prod-read')),
    'environment prod-read: it does not exist, and GitHub makes it without protection on its first use',
    'environment prod-read: administrators may go past its rules, the definition lets nobody',
    `environment prod-read: any branch may use it, ${says} main`,
  ],
  ['nobody reviews', prod({ reviewers: [] }), `environment prod: nobody reviews, ${says} team ops`],
  [
    'a further team reviews',
    prod({ reviewers: [{ team: 'ops' }, { team: 'interns' }] }),
    `environment prod: team ops, team interns reviews, ${says} team ops; any one reviewer opens it`,
  ],
  [
    'a person reviews, too',
    prod({ reviewers: [{ team: 'ops' }, { user: 'mallory' }] }),
    `environment prod: team ops, person mallory reviews, ${says} team ops; any one reviewer opens it`,
  ],
  [
    'people approve their own runs',
    prod({ preventSelfReview: false }),
    'environment prod: people may approve their own run, the definition lets nobody',
  ],
  ['there is no timer', prod({ wait: 0 }), `environment prod: wait timer is 0 minutes, ${says} 10`],
  ['the timer is shorter', prod({ wait: 9 }), `environment prod: wait timer is 9 minutes, ${says} 10`],
  [
    'administrators bypass',
    change('prod-read', { adminsBypass: true }),
    'environment prod-read: administrators may go past its rules, the definition lets nobody',
  ],
  ['any branch may use it', prod({ branches: 'any' }), `environment prod: any branch may use it, ${says} main`],
  [
    'every protected branch may use it',
    prod({ branches: 'protected' }),
    `environment prod: every protected branch may use it, ${says} main`,
  ],
  [
    'a further branch may use it',
    prod({ branches: [branch('main'), branch('feature/*', 2)] }),
    `environment prod: feature/* may use it too, ${says} main`,
  ],
  [
    'a tag may use it',
    prod({ branches: [branch('main'), { id: 2, name: 'v*', type: 'tag' }] }),
    `environment prod: tag v* may use it too, ${says} main`,
  ],
  ['no branch may use it yet', prod({ branches: [] }), `environment prod: no branch may use it, ${says} main`],
  [
    'everything is forgotten',
    prod({ reviewers: [], wait: 0, branches: 'any', adminsBypass: true, preventSelfReview: false }),
    `environment prod: nobody reviews, ${says} team ops`,
    `environment prod: wait timer is 0 minutes, ${says} 10`,
    'environment prod: administrators may go past its rules, the definition lets nobody',
    `environment prod: any branch may use it, ${says} main`,
  ],
  [
    'actions are named by tags',
    actions({ shaPinning: false }),
    `actions: they may be named by tags, ${says} by full commits`,
  ],
  [
    'the token writes',
    actions({ token: 'write' }),
    'actions: the token of workflows may write where they say nothing, the definition says it reads',
  ],
  [
    'workflows approve pull requests',
    actions({ approves: true }),
    'actions: workflows may approve pull requests, the definition lets none',
  ],
  [
    'there is no ruleset',
    () => void (world.shop.rulesets = []),
    'main: there is no ruleset "projen-fleet: main"',
    'main: it may be deleted, the definition says it may not',
    'main: its history may be overwritten, the definition says it may not',
    `main: it needs no pull request, ${says} one with 1 reviews`,
    'main: the check "All gates" is not required, the definition requires it',
    'main: app robot cannot commit to it directly, the definition says it can',
  ],
  [
    'the ruleset is off',
    main({ enforcement: 'disabled' }),
    'main: its ruleset is off, the definition says it is active',
  ],
  [
    'the ruleset only evaluates',
    main({ enforcement: 'evaluate' }),
    'main: its ruleset is off, the definition says it is active',
  ],
  [
    'the ruleset holds for another branch',
    main({ include: ['refs/heads/next'] }),
    'main: its ruleset does not hold for it, or has exceptions',
  ],
  [
    'the ruleset leaves main out',
    main({ include: ['~ALL'], exclude: ['refs/heads/main'] }),
    'main: its ruleset does not hold for it, or has exceptions',
  ],
  ['main may be deleted', rule('deletion'), 'main: it may be deleted, the definition says it may not'],
  [
    'main may be overwritten',
    rule('non_fast_forward'),
    'main: its history may be overwritten, the definition says it may not',
  ],
  ['main needs no pull request', rule('pull_request'), `main: it needs no pull request, ${says} one with 1 reviews`],
  [
    'a pull request needs no review',
    rule('pull_request', { required_approving_review_count: 0 }),
    `main: a pull request needs 0 reviews, ${says} 1`,
  ],
  [
    'no check is required',
    rule('required_status_checks'),
    'main: the check "All gates" is not required, the definition requires it',
  ],
  [
    'another check is required',
    checks(check('lint')),
    'main: the check "All gates" is not required, the definition requires it',
  ],
  [
    'anybody may report the check',
    checks(check('All gates')),
    'main: anybody may report the check "All gates", the definition takes it from GitHub Actions only',
  ],
  [
    'another app reports the check',
    checks(check('All gates', 99)),
    'main: anybody may report the check "All gates", the definition takes it from GitHub Actions only',
  ],
  [
    'a further team bypasses',
    () => world.shop.rulesets[0]!.bypass.push({ actor_type: 'Team', actor_id: idOfTeam('ops'), bypass_mode: 'always' }),
    'main: Team ops may go past its rules, the definition does not name it',
  ],
  [
    'administrators of the organisation bypass',
    () =>
      world.shop.rulesets[0]!.bypass.push({
        actor_type: 'OrganizationAdmin',
        actor_id: null,
        bypass_mode: 'pull_request',
      }),
    'main: OrganizationAdmin (pull_request) may go past its rules, the definition does not name it',
  ],
  [
    'a team hears nothing',
    () => void (world.acme.teams[0]!.notifications = false),
    'team ops: its members are not told that something waits for their review, the definition says they are',
  ],
];

describe('what protects less than the definition is told, and mended', () => {
  test.each(weak.map(([served, arrange, ...sentences]) => ({ served, arrange, sentences })))(
    '$served',
    async (each) => {
      each.arrange();
      const { sentences } = each;
      const apply = await world.run('apply');
      expect(apply.lines.slice(1, -1)).toEqual(sentences.map((sentence) => `  set     ${sentence}`));
      expect(apply.code).toBe(0);
      world.github.requests.length = 0;
      const again = await world.run('apply');
      expect([again.output, again.code, world.changes]).toEqual(['2 as defined, 0 changed.', 0, []]);
    },
  );
});

/** What protects more than the definition, or was added by people: kept. With --allow-weaker it becomes as defined. */
const strict: readonly Case[] = [
  ['a longer timer', prod({ wait: 30 }), `environment prod: wait timer is 30 minutes, ${says} 10`],
  [
    'a review that nobody asks for',
    () => {
      world.shop.collaborators['alice'] = 'write';
      change('prod-read', { reviewers: [{ user: 'alice' }] })();
    },
    `environment prod-read: person alice reviews, ${says} nobody`,
  ],
  [
    'more reviews of a pull request',
    rule('pull_request', { required_approving_review_count: 2 }),
    `main: a pull request needs 2 reviews, ${says} 1`,
  ],
];

describe('what is stricter than the definition is kept', () => {
  test.each(strict.map(([served, arrange, sentence]) => ({ served, arrange, sentence })))('$served', async (each) => {
    each.arrange();
    const { sentence } = each;
    const before = world.settings;
    const kept = `  kept    ${sentence}: stricter than the definition: kept`;
    expect(await world.run('plan')).toMatchObject({ code: 0, lines: ['shop', kept, '2 as defined.'] });
    expect(await world.run('check')).toMatchObject({ code: 0, output: '2 as defined.' });
    expect((await world.run('apply')).code).toBe(0);
    expect(world.settings).toBe(before);
    expect((await world.run('plan', { allowWeaker: true })).lines[1]).toBe(`  weaken  ${sentence}`);
    expect((await world.run('apply', { allowWeaker: true })).lines[1]).toBe(`  set     ${sentence}`);
    expect((await world.run('plan')).output).toBe('2 as defined.');
  });
});

/** What the definition lets in and GitHub does not. Nothing but --allow-weaker opens it. */
const closed: readonly Case[] = [
  [
    'another team reviews',
    prod({ reviewers: [{ team: 'tech' }] }),
    `environment prod: team tech reviews, ${says} team ops; any one reviewer opens it`,
  ],
  [
    'a person reviews who is called like the team',
    () => {
      world.shop.collaborators['ops'] = 'write';
      prod({ reviewers: [{ user: 'ops' }] })();
    },
    `environment prod: person ops reviews, ${says} team ops; any one reviewer opens it`,
  ],
  [
    'another branch may use it',
    prod({ branches: [branch('release')] }),
    `environment prod: release may use it, ${says} main`,
  ],
  [
    'actions are off',
    actions({ enabled: false, shaPinning: true }),
    'actions: they are off, the definition has workflows',
  ],
  [
    'nobody commits directly',
    main({ bypass: [] }),
    'main: app robot cannot commit to it directly, the definition says it can',
  ],
];

describe('what would let in more than now is refused', () => {
  test.each(closed.map(([served, arrange, sentence]) => ({ served, arrange, sentence })))('$served', async (each) => {
    each.arrange();
    const { sentence } = each;
    const refused = `  refused ${sentence}: that would let in more than now; only with --allow-weaker`;
    const plan = await world.run('plan');
    expect([plan.code, plan.lines]).toEqual([2, expect.arrayContaining([refused])]);
    const apply = await world.run('apply');
    expect([apply.code, apply.lines]).toEqual([1, expect.arrayContaining([refused])]);
    expect((await world.run('apply', { allowWeaker: true })).code).toBe(0);
    expect((await world.run('check')).output).toBe('2 as defined.');
  });
});

test('A plan tells it all, worst and best, and sets nothing.', async () => {
  for (const [, arrange] of [weak[2]!, weak[14]!, strict[2]!, closed[4]!]) arrange();
  const before = world.settings;
  const { code, lines } = await world.run('plan');
  expect([code, lines.map((line) => line.trim().split(' ')[0])]).toEqual([
    2,
    ['shop', 'set', 'kept', 'refused', 'set', '1'],
  ]);
  expect(lines.at(-1)).toBe('1 as defined, 1 not as defined. Next: projen-fleet environments apply.');
  expect([world.changes, world.settings]).toEqual([[], before]);
});

test('Environments, rules, checks and rulesets that people added stay.', async () => {
  const { shop } = world;
  addTeam(world.acme, 'interns', 'acme/shop');
  addEnvironment(shop, 'playground');
  shop.rulesets[0]!.rules.push({ type: 'required_signatures' });
  shop.rulesets.push({ ...structuredClone(shop.rulesets[0]!), id: 77, name: 'of the security team' });
  checks(check('licences'), ours)();
  main({ enforcement: 'disabled' })();
  const { code, lines } = await world.run('apply', { allowWeaker: true });
  expect([code, lines.at(-2)]).toEqual([
    0,
    '  kept    environment playground: the definition does not have it; it is left to people',
  ]);
  expect(shop.environments.map(({ name }) => name)).toContain('playground');
  expect(shop.rulesets.map(({ id }) => id)).toContain(77);
  expect(shop.rulesets[0]!.rules.map(({ type }) => type)).toContain('required_signatures');
  expect(JSON.stringify(shop.rulesets[0]!.rules)).toContain('licences');
});
