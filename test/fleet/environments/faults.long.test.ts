import type { Desired } from '../../../src/fleet/environments/desired';
import { addEnvironment, type Failure } from '../../../src/rehearse/github';
import { FleetWorld, wanted } from './world';

let world: FleetWorld;
beforeEach(async () => {
  world = await FleetWorld.bare();
});
afterEach(() => world.github.stop());

const fails = (...failures: Failure[]): void => {
  world.github.failures = failures;
};

test.each<[string, Failure[]]>([
  ['errors of the server', [{ match: /^(PUT|POST)/, status: 502, times: 2 }]],
  ['an error at every call, once in two', [{ match: /environments\/prod/, status: 500, times: 1, nth: 2 }]],
  ['a reply that is lost after the change', [{ match: /^POST .*rulesets/, connection: 'reset', times: 1 }]],
  [
    'a reply that is cut after the change',
    [{ match: /^POST .*deployment-branch-policies/, connection: 'truncated', times: 1 }],
  ],
  ['a secondary rate limit', [{ match: /^PUT/, limit: 'secondary', retryAfter: 2, times: 2 }]],
  ['the hourly rate limit', [{ match: /^GET .*teams/, limit: 'primary', retryAfter: 2, times: 1 }]],
])('All is set in spite of %s.', async (_, failures) => {
  fails(...failures);
  const { code, output } = await world.run('apply');
  expect([code, output]).toEqual([0, expect.stringContaining('1 changed.')]);
  expect(world.shop.rulesets).toHaveLength(1);
  fails();
  expect((await world.run('check')).output).toBe('2 as defined.');
});

test('A run that ends at any call leaves nothing weaker than before, and the next one finishes it.', async () => {
  addEnvironment(world.shop, 'prod', { reviewers: [{ team: 'ops' }], wait: 5, branches: ['main', 'next'] });
  const { length } = (await world.run('plan')).lines;
  for (let nth = 1; nth <= 12; nth += 1) {
    fails({ match: /^(PUT|POST|DELETE|PATCH)/, status: 403, body: '{"message":"Forbidden"}', nth, times: 1 });
    const { code, output } = await world.run('apply');
    const environment = world.shop.environments.find(({ name }) => name === 'prod')!;
    expect([environment.wait >= 5, environment.reviewers]).toEqual([true, [{ team: 'ops' }]]);
    const names = typeof environment.branches === 'string' ? ['any'] : environment.branches.map(({ name }) => name);
    expect(['main', 'next']).toEqual(expect.arrayContaining(names));
    if (code === 1) expect(output).toContain('GitHub answers 403 to');
  }
  fails();
  expect((await world.run('apply')).code).toBe(0);
  expect(length).toBeGreaterThan(12);
});

test('Fifty repositories are done at once, each of them told, with progress and one line for the rest.', async () => {
  const all = Array.from({ length: 50 }, (_, i): Desired => ({ ...wanted, name: `r${i}`, environments: [] }));
  for (const { name } of all) world.github.addRepository(`acme/${name}`);
  const first = await world.run('apply', { all });
  expect([first.code, first.lines.at(-1)]).toEqual([0, '51 as defined, 50 changed.']);
  expect(first.lines.filter((line) => /^r\d+$/.test(line))).toEqual(all.map(({ name }) => name));
  expect((await world.run('plan', { all, json: true })).output).toContain('"differences": []');
  expect((await world.run('check', { all })).output).toBe('51 as defined.');
});
