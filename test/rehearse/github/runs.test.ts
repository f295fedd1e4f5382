import { addEnvironment, addJob, addRun, type RunOptions, type WorkflowRun } from '../../../src/rehearse/github';
import { fieldsOf, World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.github.stop());

const DEPLOY = '.github/workflows/deploy.yml';
const done = { status: 'completed', conclusion: 'success' } as const;

function add(more: Partial<RunOptions> = {}): WorkflowRun {
  return addRun(world.shop, { path: DEPLOY, ...more });
}

describe('lists of runs', () => {
  const ids = async (path: string): Promise<unknown> => {
    const { total_count, workflow_runs } = await world.get(path);
    expect(total_count).toBe(workflow_runs.length);
    return fieldsOf(workflow_runs, 'id');
  };

  beforeEach(() => {
    add({ id: 1, ...done, sha: 'a'.repeat(40) });
    world.pass(86_400);
    add({ id: 2, ...done, branch: 'next', event: 'push' });
    add({ id: 3, ...done, conclusion: 'failure', path: '.github/workflows/other.yml' });
    add({ id: 4, actor: 'alice', path: `${DEPLOY}@refs/heads/main` });
  });

  test.each<[string, number[]]>([
    ['', [4, 3, 2, 1]],
    ['?branch=next', [2]],
    ['?status=success', [2, 1]],
    ['?status=failure', [3]],
    ['?status=completed', [3, 2, 1]],
    ['?status=in_progress', [4]],
    ['?event=push', [2]],
    [`?head_sha=${'a'.repeat(40)}`, [1]],
    ['?actor=alice', [4]],
    ['?branch=main&status=success', [1]],
    ['?branch=main&status=success&event=push', []],
    ['?created=>=2026-09-23', [4, 3, 2]],
    ['?created=<2026-09-23', [1]],
    ['?created=>2026-09-22', [4, 3, 2]],
    ['?created=<=2026-09-22', [1]],
    ['?created=2026-09-22', [1]],
    ['?created=2026-09-20..2026-09-22', [1]],
    ['?created=*..2026-09-22T11:59:59Z', []],
    ['?created=2026-09-23T12:00:00Z..*', [4, 3, 2]],
    ['?created=>2026-09-23T12:00:00Z', []],
  ])('all of them with "%s"', async (query, expected) => {
    expect(await ids(`/actions/runs${query}`)).toEqual(expected);
  });

  test('of a workflow, by its file or its number, whatever ref its path names', async () => {
    expect(await ids('/actions/workflows/deploy.yml/runs')).toEqual([4, 2, 1]);
    const { workflow_id } = await world.get('/actions/runs/3');
    expect(await ids(`/actions/workflows/${workflow_id}/runs`)).toEqual([3]);
    expect((await world.call('GET /repos/acme/shop/actions/workflows/gone.yml/runs')).status).toBe(404);
  });
});

test('a run says what it is, and where everything of it is', async () => {
  const run = add({ ...done, name: 'Deploy', actor: 'alice', triggeringActor: 'bob', attempt: 2 });
  const url = `${world.shop.url}/actions/runs/${run.id}`;
  expect(await world.get(`/actions/runs/${run.id}`)).toMatchObject({
    ...{ id: run.id, name: 'Deploy', path: DEPLOY, event: 'workflow_dispatch', head_branch: 'main', run_number: 1 },
    ...{ run_attempt: 2, actor: { login: 'alice' }, triggering_actor: { login: 'bob' }, ...done },
    ...{ repository: { full_name: 'acme/shop' }, head_repository: { full_name: 'acme/shop' }, head_commit: null },
    ...{ url, jobs_url: `${url}/jobs`, html_url: `https://github.com/acme/shop/actions/runs/${run.id}` },
    ...{ previous_attempt_url: `${url}/attempts/1`, created_at: '2026-09-22T12:00:00Z' },
  });
  expect((await world.call('GET /repos/acme/shop/actions/runs/1')).status).toBe(404);
});

test('a run may be of a fork, also of one that is gone', async () => {
  add({ id: 1, headRepository: 'mallory/shop' });
  add({ id: 2, headRepository: null });
  const head = async (id: number): Promise<unknown> => (await world.get(`/actions/runs/${id}`)).head_repository;
  expect(await head(1)).toMatchObject({ full_name: 'mallory/shop', fork: true });
  expect(await head(2)).toBeNull();
});

test('runs of a workflow are numbered, and each file is one workflow', async () => {
  expect([add(), add(), add({ path: '.github/workflows/other.yml' })].map((run) => run.runNumber)).toEqual([1, 2, 1]);
  const { total_count, workflows } = await world.get('/actions/workflows');
  expect([total_count, workflows[0].path]).toEqual([2, DEPLOY]);
  expect(await world.get('/actions/workflows/deploy.yml')).toMatchObject({ id: workflows[0].id, state: 'active' });
});

describe('jobs', () => {
  test('are those of the last attempt, unless all are asked for', async () => {
    const run = add({ id: 1, attempt: 2 });
    addJob(world.shop, run, { name: 'build', attempt: 1, status: 'completed', conclusion: 'failure' });
    const step = { name: 'Deploy', status: 'in_progress', conclusion: null } as const;
    const { id } = addJob(world.shop, run, { name: 'deploy', steps: [step] });
    const { total_count, jobs } = await world.get('/actions/runs/1/jobs');
    expect([total_count, jobs]).toMatchObject([1, [{ id, name: 'deploy', run_id: 1, run_attempt: 2 }]]);
    expect(jobs[0].steps).toEqual([{ ...step, number: 1 }]);
    expect(await world.get('/actions/runs/1/jobs?filter=all')).toMatchObject({ total_count: 2 });
    expect(await world.get(`/actions/jobs/${id}`)).toMatchObject({ name: 'deploy', status: 'in_progress' });
    expect((await world.call('GET /repos/acme/shop/actions/jobs/1')).status).toBe(404);
  });
});

describe('starts by hand', () => {
  const dispatch = (json: unknown, file = 'deploy.yml'): ReturnType<World['call']> =>
    world.call(`POST /repos/acme/shop/actions/workflows/${file}/dispatches`, { json });

  test('are left for whoever runs workflows', async () => {
    add();
    world.shop.refs['refs/heads/main'] = 'a'.repeat(40);
    world.shop.commits.push({ sha: 'a'.repeat(40), parents: [], message: '', author: 'x', date: '', files: {} });
    expect((await dispatch({ ref: 'main', inputs: { tenant: 'a', dry: true } })).status).toBe(204);
    expect(world.shop.dispatches).toEqual([
      {
        ...{ workflow: DEPLOY, ref: 'main', inputs: { tenant: 'a', dry: true }, login: 'github-actions[bot]' },
        at: '2026-09-22T12:00:00Z',
      },
    ]);
  });

  test('need a workflow and a ref that are there', async () => {
    add();
    expect((await dispatch({ ref: 'main' }, 'gone.yml')).status).toBe(404);
    const { status, body } = await dispatch({ ref: 'gone' });
    expect([status, body.message]).toEqual([422, 'No ref found for: gone']);
    expect((await dispatch({})).status).toBe(422);
    expect(world.shop.dispatches).toEqual([]);
  });
});

describe('environments', () => {
  test('without options have no protection, as one that is created on first use', async () => {
    const { id } = addEnvironment(world.shop, 'dev');
    expect(await world.get('/environments/dev')).toMatchObject({
      ...{ id, name: 'dev', protection_rules: [], deployment_branch_policy: null, can_admins_bypass: true },
    });
    expect((await world.call('GET /repos/acme/shop/environments/prod')).status).toBe(404);
  });

  test('tell their rules, and who may use them', async () => {
    const reviewers = [{ team: 'leads' }, { user: 'olga' }];
    addEnvironment(world.shop, 'prod/eu', {
      ...{ reviewers, preventSelfReview: true, wait: 10, branches: ['main', { tag: 'v*' }], adminsBypass: false },
    });
    const { protection_rules, ...rest } = await world.get('/environments/prod%2Feu');
    expect(rest).toMatchObject({
      ...{ name: 'prod/eu', can_admins_bypass: false },
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect(protection_rules).toMatchObject([
      { type: 'wait_timer', wait_timer: 10 },
      {
        ...{ type: 'required_reviewers', prevent_self_review: true },
        reviewers: [
          { type: 'Team', reviewer: { slug: 'leads' } },
          { type: 'User', reviewer: { login: 'olga' } },
        ],
      },
      { type: 'branch_policy' },
    ]);
    const policies = await world.get('/environments/prod%2Feu/deployment-branch-policies');
    expect(policies).toMatchObject({
      total_count: 2,
      branch_policies: [
        { name: 'main', type: 'branch' },
        { name: 'v*', type: 'tag' },
      ],
    });
  });

  test('may be for protected branches, which have no policies of their own', async () => {
    addEnvironment(world.shop, 'sit', { branches: 'protected' });
    expect(await world.get('/environments/sit')).toMatchObject({
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
    });
    expect(await world.get('/environments/sit/deployment-branch-policies')).toEqual({
      total_count: 0,
      branch_policies: [],
    });
  });
});

describe('reviews', () => {
  let run: WorkflowRun;
  let id: number;
  beforeEach(() => {
    world.shop.teams['leads'] = ['olga', 'alice'];
    const reviewers = [{ team: 'leads' }, { user: 'tom' }];
    id = addEnvironment(world.shop, 'prod', { reviewers, preventSelfReview: true, wait: 10 }).id;
    run = add({ id: 1, triggeringActor: 'alice', waiting: [{ environment: 'prod', timerStartedAt: null }] });
  });
  const review = (login: string, more: object = {}): ReturnType<World['call']> => {
    const token = world.tokenFor({ actions: 'read', deployments: 'write' }, 'acme/shop', login);
    const json = { environment_ids: [id], state: 'approved', comment: 'Go', ...more };
    return world.call('POST /repos/acme/shop/actions/runs/1/pending_deployments', { token, json });
  };

  test('are asked for while an environment waits', async () => {
    const token = world.tokenFor({ actions: 'read' }, 'acme/shop', 'tom');
    const [waiting] = await world.get('/actions/runs/1/pending_deployments', { token });
    expect(waiting).toMatchObject({
      ...{ environment: { id, name: 'prod' }, wait_timer: 10, current_user_can_approve: true },
      reviewers: [{ reviewer: { slug: 'leads' } }, { reviewer: { login: 'tom' } }],
    });
    expect(await world.get('/actions/runs/1/pending_deployments')).toMatchObject([{ current_user_can_approve: false }]);
  });

  test.each(['olga', 'tom'])('by %s, who may, stand in the history', async (login) => {
    const { status, body } = await review(login);
    expect([status, body]).toMatchObject([200, [{ environment: 'prod', creator: { login } }]]);
    expect(run.waiting).toEqual([]);
    expect(await world.get('/actions/runs/1/approvals')).toMatchObject([
      { state: 'approved', comment: 'Go', user: { login }, environments: [{ id, name: 'prod' }] },
    ]);
  });

  test.each([
    ['by who started the run', 'alice', {}],
    ['by somebody else', 'mallory', {}],
    ['by the job itself', 'github-actions[bot]', {}],
    ['of no environment', 'tom', { environment_ids: [] }],
    ['with another word', 'tom', { state: 'maybe' }],
    ['without a word', 'tom', { state: undefined }],
    ['without a comment', 'tom', { comment: undefined }],
  ])('%s are refused', async (_, login, more) => {
    expect((await review(login, more)).status).toBe(422);
    expect([run.reviews, run.waiting.length]).toEqual([[], 1]);
  });

  test('come once: afterwards nothing waits', async () => {
    expect((await review('tom', { state: 'rejected' })).status).toBe(200);
    expect((await review('olga')).status).toBe(422);
    expect(run.reviews).toMatchObject([{ state: 'rejected', user: 'tom' }]);
  });

  test('may be of an account, or an environment, that is gone', async () => {
    run.reviews.push({ state: 'approved', user: null, environments: ['gone'] });
    expect(await world.get('/actions/runs/1/approvals')).toEqual([
      { state: 'approved', comment: '', user: null, environments: [{ name: 'gone' }] },
    ]);
  });
});
