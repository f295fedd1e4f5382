import { actions, branch, change, checks, main, prod, rule, says, type Case } from './arrange';
import { check, FleetWorld, idOfTeam } from './world';

let world: FleetWorld;
beforeEach(async () => {
  world = await FleetWorld.start();
});
afterEach(() => world.github.stop());

/** What protects less than the definition. `apply` mends each. */
const weak: readonly Case[] = [
  [
    'an environment is missing',
    (world) => void (world.shop.environments = world.shop.environments.filter(({ name }) => name !== 'prod-read')),
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
    (world) => void (world.shop.rulesets = []),
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
    (world) =>
      world.shop.rulesets[0]!.bypass.push({ actor_type: 'Team', actor_id: idOfTeam('ops'), bypass_mode: 'always' }),
    'main: Team ops may go past its rules, the definition does not name it',
  ],
  [
    'administrators of the organisation bypass',
    (world) =>
      world.shop.rulesets[0]!.bypass.push({
        actor_type: 'OrganizationAdmin',
        actor_id: null,
        bypass_mode: 'pull_request',
      }),
    'main: OrganizationAdmin (pull_request) may go past its rules, the definition does not name it',
  ],
  [
    'a team hears nothing',
    (world) => void (world.acme.teams[0]!.notifications = false),
    'team ops: its members are not told that something waits for their review, the definition says they are',
  ],
];

describe('what protects less than the definition is told, and mended', () => {
  test.each(weak.map(([served, arrange, ...sentences]) => ({ served, arrange, sentences })))(
    '$served',
    async (each) => {
      each.arrange(world);
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
