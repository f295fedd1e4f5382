import { addEnvironment, addTeam, routes } from '../../../src/rehearse/github';
import { teamId } from '../../../src/rehearse/github/organizations';
import { ALL, fieldsOf, World, type Answered } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.github.stop());

const REPOSITORY = '/repos/acme/shop';
const send = (method: string, path: string, json: unknown): Promise<Answered> =>
  world.call(`${method} ${path.startsWith('/orgs') ? '' : REPOSITORY}${path}`, { json });

describe('organisations', () => {
  const rows = [
    ['GET /orgs/{org}', 'GET /orgs/acme', 'metadata=read', 200],
    ['GET /orgs/{org}/teams/{team_slug}', 'GET /orgs/acme/teams/ops', 'members=read', 200],
    ['PATCH /orgs/{org}/teams/{team_slug}', 'PATCH /orgs/acme/teams/ops', 'members=write', 200],
    ['GET /apps/{app_slug}', 'GET /apps/github-actions', 'metadata=read', 200],
  ] as const;

  test('the table has every endpoint that is about no repository, once', () => {
    const calls = routes.map(({ call }) => call).filter((call) => !call.includes('/repos/'));
    expect(rows.map(([call]) => call).sort()).toEqual(calls.sort());
  });

  test.each(rows)(
    '%s is open to its permission, and to nothing else where it needs one',
    async (_, call, header, ok) => {
      addTeam(world.github.organization('acme'), 'ops');
      const [name = '', level = ''] = header.split('=');
      const json = call.startsWith('PATCH') ? { notification_setting: 'notifications_disabled' } : undefined;
      const ask = async (permissions: Parameters<World['tokenFor']>[0], repository?: string): Promise<number> =>
        (await world.call(call, { token: world.tokenFor(permissions, repository), json })).status;
      expect(await ask({ [name]: level === 'read' ? 'read' : 'write' }, 'acme/*')).toBe(ok);
      if (name === 'metadata') return;
      expect(await ask(ALL)).toBe(403);
      expect(await ask({ [name]: 'write' }, 'other/shop')).toBe(403);
      expect((await world.call(call, { token: '', json })).status).toBe(401);
    },
  );

  test('the plan is shown to those who may see it', async () => {
    const plan = async (permissions: Parameters<World['tokenFor']>[0]): Promise<unknown> =>
      (await world.call('GET /orgs/acme', { token: world.tokenFor(permissions) })).body.plan?.name;
    expect(await plan({ members: 'read' })).toBeUndefined();
    expect(await plan({ organization_plan: 'read' })).toBe('enterprise');
  });

  test('a token for all repositories of an owner opens each of them, and no other', async () => {
    world.add('acme/other');
    world.add('else/shop');
    const token = world.tokenFor({ contents: 'read' }, 'acme/*');
    const status = async (name: string): Promise<number> => (await world.call(`GET /repos/${name}`, { token })).status;
    expect([await status('acme/shop'), await status('acme/other'), await status('else/shop')]).toEqual([200, 200, 404]);
  });

  test('a repository names the teams that were given access', async () => {
    const acme = world.github.organization('acme');
    addTeam(acme, 'ops', 'acme/SHOP').notifications = false;
    addTeam(acme, 'others', 'acme/other');
    expect(fieldsOf(await world.get('/teams'), 'slug', 'notification_setting')).toEqual([
      ['ops', 'notifications_disabled'],
    ]);
  });
});

describe('environments are changed', () => {
  const ops = { type: 'Team', id: teamId('acme', 'ops') };

  test('as a whole: what is not sent is taken away', async () => {
    addTeam(world.github.organization('acme'), 'ops', 'acme/shop');
    const policy = { protected_branches: false, custom_branch_policies: true };
    const all = { wait_timer: 5, reviewers: [ops], prevent_self_review: true, deployment_branch_policy: policy };
    const { body } = await send('PUT', '/environments/prod', { ...all, can_admins_bypass: false });
    expect(fieldsOf(body.protection_rules, 'type')).toEqual(['wait_timer', 'required_reviewers', 'branch_policy']);
    expect((await send('PUT', '/environments/prod', {})).body).toMatchObject({
      ...{ protection_rules: [], deployment_branch_policy: null, can_admins_bypass: false },
    });
  });

  test.each([
    ['a wrong timer', { wait_timer: -1 }],
    ['a timer of more than 30 days', { wait_timer: 43_201 }],
    ['a team that is not there', { reviewers: [{ type: 'Team', id: 1 }] }],
    ['a person who is not there', { reviewers: [{ type: 'User', id: 1 }] }],
    [
      'both kinds of branches',
      { deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } },
    ],
  ])('but not to %s', async (_, json) => {
    expect((await send('PUT', '/environments/prod', json)).status).toBe(422);
    expect(world.shop.environments).toEqual([]);
  });

  test('without teams that cannot read the repository, in silence', async () => {
    const acme = world.github.organization('acme');
    addTeam(acme, 'ops', 'acme/other');
    const rules = async (): Promise<unknown> =>
      (await send('PUT', '/environments/prod', { reviewers: [ops] })).body.protection_rules;
    expect(await rules()).toEqual([]);
    acme.members = 'read';
    expect(await rules()).toHaveLength(1);
  });

  test.each([
    ['free', {}, 422],
    ['team', {}, 200],
    ['team', { wait_timer: 1 }, 422],
    ['enterprise', { wait_timer: 1 }, 200],
  ])('as the plan %s has it: %j', async (plan, json, status) => {
    world.github.organization('acme').plan = plan;
    expect((await send('PUT', '/environments/prod', json)).status).toBe(status);
  });

  test('branch by branch, the same one once', async () => {
    addEnvironment(world.shop, 'prod', { branches: ['main'] });
    const path = '/environments/prod/deployment-branch-policies';
    expect((await send('POST', path, { name: 'main' })).status).toBe(303);
    expect((await send('POST', path, { name: 'main', type: 'tag' })).body).toMatchObject({ name: 'main', type: 'tag' });
    addEnvironment(world.shop, 'open');
    expect((await send('POST', path.replace('prod', 'open'), { name: 'main' })).status).toBe(404);
  });

  test('variables have names without capitals', async () => {
    addEnvironment(world.shop, 'prod');
    const path = '/environments/prod/variables';
    expect((await send('POST', path, { name: 'level', value: 'a' })).status).toBe(201);
    expect((await send('POST', path, { name: 'LEVEL', value: 'b' })).status).toBe(409);
    expect((await send('PATCH', `${path}/Level`, { value: 'c' })).status).toBe(204);
    expect(fieldsOf((await world.get(path)).variables, 'name', 'value')).toEqual([['LEVEL', 'c']]);
    expect((await send('PATCH', `${path}/other`, { value: 'c' })).status).toBe(404);
  });
});

describe('rulesets', () => {
  const ruleset = { name: 'main', enforcement: 'active' };

  test('have one name each, and rules and actors of GitHub only', async () => {
    const rules = [{ type: 'deletion' }, { type: 'pull_request', parameters: { required_approving_review_count: 1 } }];
    const bypass_actors = [{ actor_type: 'DeployKey' }];
    const { status, body } = await send('POST', '/rulesets', { ...ruleset, rules, bypass_actors });
    expect([status, body]).toMatchObject([201, { rules, bypass_actors: [{ actor_id: null, bypass_mode: 'always' }] }]);
    for (const wrong of [
      ruleset,
      { name: 'x' },
      { ...ruleset, name: 'x', rules: [{}] },
      { ...ruleset, name: 'y', bypass_actors: [{}] },
    ])
      expect((await send('POST', '/rulesets', wrong)).status).toBe(422);
    expect((await send('PUT', `/rulesets/${body.id}`, { enforcement: 'disabled' })).body).toMatchObject({
      ...{ enforcement: 'disabled', rules, name: 'main' },
    });
  });

  test('show who goes past them to those who may change them', async () => {
    const { body } = await send('POST', '/rulesets', ruleset);
    const token = world.tokenFor({ metadata: 'read' });
    expect(await world.get(`/rulesets/${body.id}`, { token })).not.toHaveProperty('bypass_actors');
    expect(await world.get(`/rulesets/${body.id}`)).toHaveProperty('bypass_actors', []);
  });

  test('are not for a private repository of a free plan', async () => {
    world.github.organization('acme').plan = 'free';
    const { status, body } = await send('POST', '/rulesets', ruleset);
    expect([status, body.message]).toEqual([403, expect.stringMatching(/^Upgrade to GitHub Pro/)]);
    expect((await world.call(`GET ${REPOSITORY}/rulesets`)).status).toBe(403);
  });
});
