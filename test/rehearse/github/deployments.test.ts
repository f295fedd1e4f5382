import { addCheckRun, addCommit, addDeployment, addStatus, type Deployment } from '../../../src/rehearse/github';
import { fieldsOf, World } from './world';

let world: World;
let sha: string;
beforeEach(async () => {
  world = await World.start();
  ({ sha } = addCommit(world.shop));
});
afterEach(() => world.github.stop());

const post = (path: string, json: unknown): ReturnType<World['call']> =>
  world.call(`POST /repos/acme/shop${path}`, { json });

describe('deployments', () => {
  test('are made of a ref, for an environment', async () => {
    const payload = { version: 'v1' };
    const { status, body } = await post('/deployments', { ref: 'main', environment: 'sit', payload, description: 'x' });
    expect([status, body]).toMatchObject([
      201,
      {
        ...{ sha, ref: 'main', environment: 'sit', payload, description: 'x', task: 'deploy' },
        ...{ production_environment: false, transient_environment: false, creator: { login: 'github-actions[bot]' } },
      },
    ]);
    expect(await world.get(`/deployments/${body.id}`)).toEqual(body);
    expect((await post('/deployments', { ref: 'main' })).body).toMatchObject({
      ...{ environment: 'production', production_environment: true },
    });
    expect((await post('/deployments', { ref: 'gone' })).status).toBe(422);
    expect((await post('/deployments', {})).status).toBe(422);
  });

  test('wait until the checks that they need have passed', async () => {
    addStatus(world.shop, { sha, state: 'failure', context: 'lint' });
    addStatus(world.shop, { sha, state: 'success', context: 'test' });
    const { status, body } = await post('/deployments', { ref: 'main' });
    expect([status, body.message]).toEqual([409, 'Conflict: Commit status checks failed for main.']);
    expect((await post('/deployments', { ref: 'main', required_contexts: ['test'] })).status).toBe(201);
    expect((await post('/deployments', { ref: 'main', required_contexts: [] })).status).toBe(201);
    expect((await post('/deployments', { ref: 'main', required_contexts: ['test', 'never'] })).status).toBe(409);
    addStatus(world.shop, { sha, state: 'success', context: 'lint' });
    expect((await post('/deployments', { ref: 'main' })).status).toBe(201);
  });

  test('are found by what they are, the newest first', async () => {
    const [one, two] = ['sit', 'prod'].map((environment) =>
      addDeployment(world.shop, { sha, environment, ref: 'main' }),
    );
    const three = addDeployment(world.shop, { sha: 'b'.repeat(40), environment: 'prod', task: 'migrate' });
    const ids = async (query: string): Promise<unknown> => fieldsOf(await world.get(`/deployments${query}`), 'id');
    expect(await ids('')).toEqual([three.id, two?.id, one?.id]);
    expect(await ids('?environment=prod')).toEqual([three.id, two?.id]);
    expect(await ids(`?sha=${sha}&environment=prod`)).toEqual([two?.id]);
    expect(await ids('?task=migrate')).toEqual([three.id]);
    expect(await ids('?ref=main')).toEqual([two?.id, one?.id]);
  });

  describe('have statuses', () => {
    const say = (deployment: Deployment, json: object): ReturnType<World['call']> =>
      post(`/deployments/${deployment.id}/statuses`, json);
    const states = (deployment: Deployment): string[] => deployment.statuses.map(({ state }) => state);

    test('the newest of which comes first', async () => {
      const deployment = addDeployment(world.shop, { sha, environment: 'sit' });
      await say(deployment, { state: 'in_progress' });
      world.pass(60);
      const more = { log_url: 'https://example.org/log', environment_url: 'https://example.org', description: 'ok' };
      const { status, body } = await say(deployment, { state: 'success', ...more });
      expect([status, body]).toMatchObject([201, { state: 'success', environment: 'sit', ...more }]);
      const all = await world.get(`/deployments/${deployment.id}/statuses`);
      expect(fieldsOf(all, 'state')).toEqual(['success', 'in_progress']);
      expect(await world.get(`/deployments/${deployment.id}/statuses/${body.id}`)).toEqual(body);
      expect((await world.get(`/deployments/${deployment.id}`)).updated_at).toBe('2026-09-22T12:01:00Z');
    });

    test('of which a success ends earlier deployments there, unless it should not', async () => {
      const add = (environment: string, transient = false): Deployment =>
        addDeployment(world.shop, { sha, environment, transient });
      const [passing, other, one, two, three] = [add('sit', true), add('prod'), add('sit'), add('sit'), add('sit')];
      for (const each of [passing, other, one]) await say(each, { state: 'success' });
      await say(two, { state: 'success', auto_inactive: false });
      await say(three, { state: 'failure' });
      expect([one, two, three].map(states)).toEqual([['success'], ['success'], ['failure']]);
      await say(three, { state: 'success' });
      expect([one, two].map(states)).toEqual(Array(2).fill(['success', 'inactive']));
      expect([passing, other].map(states)).toEqual(Array(2).fill(['success']));
      await say(two, { state: 'success' });
      expect(states(three).at(-1)).toBe('success'); // it is the later one
    });

    test('with the words of GitHub only', async () => {
      const deployment = addDeployment(world.shop, { sha });
      expect((await say(deployment, { state: 'done' })).status).toBe(422);
      expect((await say(deployment, {})).status).toBe(422);
      expect((await post('/deployments/1/statuses', { state: 'success' })).status).toBe(404);
      expect(deployment.statuses).toEqual([]);
    });
  });
});

describe('statuses of a commit', () => {
  test('count by their context, the last of each', async () => {
    const combined = async (): Promise<unknown[]> => {
      const { state, statuses, total_count } = await world.get('/commits/main/status');
      return [state, total_count, fieldsOf(statuses, 'context')];
    };
    expect(await combined()).toEqual(['pending', 0, []]);
    const say = (json: object): ReturnType<World['call']> => post(`/statuses/${sha}`, json);
    expect((await say({ state: 'pending', context: 'a' })).status).toBe(201);
    expect(await combined()).toEqual(['pending', 1, ['a']]);
    await say({ state: 'success', context: 'a', description: 'ok', target_url: 'https://example.org' });
    expect(await combined()).toEqual(['success', 1, ['a']]);
    await say({ state: 'error' });
    expect(await combined()).toEqual(['failure', 2, ['default', 'a']]);
    const all = await world.get(`/commits/${sha}/statuses`);
    expect(fieldsOf(all, 'state')).toEqual(['error', 'success', 'pending']);
  });

  test('need a commit and a word of GitHub', async () => {
    expect((await post(`/statuses/${'f'.repeat(40)}`, { state: 'success' })).status).toBe(422);
    expect((await post(`/statuses/${sha}`, { state: 'fine' })).status).toBe(422);
    expect((await post(`/statuses/${sha}`, {})).status).toBe(422);
    expect((await world.call('GET /repos/acme/shop/commits/gone/status')).status).toBe(404);
  });
});

describe('check runs', () => {
  test('go on until they have a conclusion', async () => {
    const output = { title: 'Lint', summary: 'Fine' };
    const { status, body } = await post('/check-runs', { name: 'lint', head_sha: sha, status: 'in_progress', output });
    expect([status, body]).toMatchObject([201, { name: 'lint', status: 'in_progress', conclusion: null, output }]);
    world.pass(60);
    const { body: done } = await world.call(`PATCH /repos/acme/shop/check-runs/${body.id}`, {
      json: { conclusion: 'success', details_url: 'https://example.org' },
    });
    expect(done).toMatchObject({
      ...{ status: 'completed', conclusion: 'success', completed_at: '2026-09-22T12:01:00Z', output },
      details_url: 'https://example.org',
    });
    expect(await world.get(`/check-runs/${body.id}`)).toEqual(done);
    expect((await post('/check-runs', { name: 'x', head_sha: sha, conclusion: 'fine' })).status).toBe(422);
  });

  test('are listed by commit: the last of each name, unless all are asked for', async () => {
    addCheckRun(world.shop, { sha, name: 'lint', conclusion: 'failure' });
    addCheckRun(world.shop, { sha, name: 'lint', conclusion: 'success' });
    addCheckRun(world.shop, { sha, name: 'test' });
    addCheckRun(world.shop, { sha: 'b'.repeat(40), name: 'other' });
    const shown = async (query: string): Promise<unknown> => {
      const { total_count, check_runs } = await world.get(`/commits/main/check-runs${query}`);
      expect(total_count).toBe(check_runs.length);
      return fieldsOf(check_runs, 'name', 'conclusion');
    };
    expect(await shown('')).toEqual([
      ['test', null],
      ['lint', 'success'],
    ]);
    expect(await shown('?filter=all')).toEqual([
      ['test', null],
      ['lint', 'success'],
      ['lint', 'failure'],
    ]);
    expect(await shown('?check_name=lint')).toEqual([['lint', 'success']]);
    expect(await shown('?status=completed')).toEqual([['lint', 'success']]);
  });
});
