import { addEnvironment, addTeam } from '../../../src/rehearse/github';
import { actions, branch, change, checks, main, ours, prod, rule, says, type Case } from './arrange';
import { check, FleetWorld } from './world';

let world: FleetWorld;
beforeEach(async () => {
  world = await FleetWorld.start();
});
afterEach(() => world.github.stop());

/** What protects more than the definition, or was added by people: kept. With --allow-weaker it becomes as defined. */
const strict: readonly Case[] = [
  ['a longer timer', prod({ wait: 30 }), `environment prod: wait timer is 30 minutes, ${says} 10`],
  [
    'a review that nobody asks for',
    (world) => {
      world.shop.collaborators['alice'] = 'write';
      change('prod-read', { reviewers: [{ user: 'alice' }] })(world);
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
    each.arrange(world);
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
    (world) => {
      world.shop.collaborators['ops'] = 'write';
      prod({ reviewers: [{ user: 'ops' }] })(world);
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
    each.arrange(world);
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

test('Environments, rules, checks and rulesets that people added stay.', async () => {
  const { shop } = world;
  addTeam(world.acme, 'interns', 'acme/shop');
  addEnvironment(shop, 'playground');
  shop.rulesets[0]!.rules.push({ type: 'required_signatures' });
  shop.rulesets.push({ ...structuredClone(shop.rulesets[0]!), id: 77, name: 'of the security team' });
  checks(check('licences'), ours)(world);
  main({ enforcement: 'disabled' })(world);
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

test('A plan tells it all, worst and best, and sets nothing.', async () => {
  for (const arrange of [
    actions({ shaPinning: false }),
    prod({ reviewers: [{ team: 'ops' }, { team: 'tech' }] }),
    strict[2]![1],
    closed[4]![1],
  ])
    arrange(world);
  const before = world.settings;
  const { code, lines } = await world.run('plan');
  expect([code, lines.map((line) => line.trim().split(' ')[0])]).toEqual([
    2,
    ['shop', 'set', 'kept', 'refused', 'set', '1'],
  ]);
  expect(lines.at(-1)).toBe('1 as defined, 1 not as defined. Next: projen-fleet environments apply.');
  expect([world.changes, world.settings]).toEqual([[], before]);
});
