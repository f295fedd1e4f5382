import { approvalChain } from '../../src/model/github-environments';
import { nameIn, resolveLambda, serviceName } from '../../src/model/lambda';
import { deployGate, findEnvironment, firstEnvironment, promotions, resolvePlatform } from '../../src/model/platform';
import { library, orders, otherPlatform, replaced } from './specs';

/** Paths of the fields that are undefined. */
function undefinedIn(value: unknown, path: string): string[] {
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => undefinedIn(inner, path === '' ? key : `${path}.${key}`));
}

test('completion leaves nothing undefined but what may be absent', () => {
  const smallest = resolveLambda({
    name: 'x',
    platform: replaced(otherPlatform, 'environments.0.readRole', undefined),
  });
  const absent = new Set(undefinedIn(smallest, '').map((path) => path.replace(/\.\d+\./, '.*.')));
  expect([...absent].sort()).toEqual([
    'packaging',
    'platform.environments.*.follows',
    'platform.environments.*.readRole',
    'platform.environments.*.stability',
    'platform.environments.*.watch',
    'python.schedule',
  ]);
});

test('a definition with nothing but a name gets the defaults of the design', () => {
  const { python, ownWorkflows } = resolveLambda({ name: 'x', platform: otherPlatform });
  const requirements = ['requirements.txt', 'requirements-dev.txt'];
  const places = { path: '.', source: 'src', unitTests: 'tests/unit', integrationTests: 'tests/integration' };
  const gates = { lint: 'block', format: 'block', types: 'block', security: 'block', coverage: 'block' };
  const services = [{ name: 'x', ...places, requirements }];
  expect(python).toEqual({ version: '3.12', coverageFloor: 80, services, schedule: undefined, gates });
  expect(ownWorkflows).toEqual([]);
});

test('packaging without template and alias gets them, and every other field is kept', () => {
  const { packaging } = resolveLambda(
    replaced(replaced(orders, 'packaging.template', undefined), 'packaging.alias', undefined),
  );
  expect(packaging).toEqual({ ...orders.packaging, template: 'template.yaml', alias: 'latest-{env}' });
});

test.each([
  [{}, 'orders'],
  [{ source: 'app' }, 'orders'],
  [{ path: 'a/b c' }, 'a-b c'],
  [{ path: 'a', name: 'n' }, 'n'],
])('service %j is called "%s" in reports and artifacts, whose names take no slash', (service, name) => {
  expect(serviceName('orders', service)).toBe(name);
  expect(resolveLambda({ ...library, name: 'orders', python: { services: [service] } }).python.services[0]?.name).toBe(
    name,
  );
});

test('every {env} of a pattern is replaced', () => {
  expect(nameIn('{env}-a-{env}', 'test')).toBe('test-a-test');
});

describe('the platform', () => {
  const platform = resolvePlatform(otherPlatform);

  test('defaults of the clock are UTC and half an hour, and a zone is its own label', () => {
    const { timezone, timezoneLabel, windowReserveMinutes } = resolvePlatform({
      ...otherPlatform,
      timezone: undefined,
    });
    expect([timezone, timezoneLabel, windowReserveMinutes]).toEqual(['UTC', 'UTC', 30]);
    expect(platform.timezoneLabel).toBe('Europe/Berlin');
  });

  test.each([
    ['live', ['live-first', 'live-second', 'live'], 3],
    ['live-rollback', ['live-rollback'], 1],
    ['live-first', ['live-first'], 0],
    ['test', ['test'], 0],
  ])('GitHub environment %s is approved along %j by %i people', (name, chain, approvals) => {
    const gate = platform.githubEnvironments.find((each) => each.name === name);
    expect(gate).toMatchObject({ chain, approvals });
  });

  test('the walk along "after" ends in a cycle too', () => {
    const cyclic = replaced(otherPlatform, 'githubEnvironments.2.after', 'live');
    expect(approvalChain(cyclic.githubEnvironments[4]!, cyclic)).toEqual(['live-first', 'live-second', 'live']);
  });

  test('a version is built for the first environment and promoted along "follows"', () => {
    expect(firstEnvironment(platform).name).toBe('test');
    expect(promotions(platform).map(({ source, target }) => `${source.name} to ${target.name}`)).toEqual([
      'test to live',
    ]);
    expect(deployGate(platform, 'live', 'rollback').name).toBe('live-rollback');
  });

  test('what the table does not have is asked for by name', () => {
    expect(() => findEnvironment(platform, 'sit')).toThrow(
      'The platform table has no environment "sit". Add a row to it.',
    );
    expect(() => deployGate(platform, 'live', 'nightly')).toThrow(
      'No GitHub environment of "live" lists workflow "nightly" in "usedBy". Add it to one.',
    );
    expect(() => firstEnvironment({ ...platform, environments: [] })).toThrow('One must be the first.');
  });

  test('a GitHub environment of no environment asks nobody', () => {
    const lost = resolvePlatform(replaced(otherPlatform, 'githubEnvironments.4.environment', 'x'));
    expect(lost.githubEnvironments[4]?.approvals).toBe(0);
  });
});

describe('a platform whose pull requests are approved', () => {
  const { approval, githubEnvironments } = resolvePlatform({ ...otherPlatform, approval: 'pull-request' });
  const gate = githubEnvironments.find(({ name }) => name === 'live');

  test('asks nobody by its GitHub environments, and keeps none that does nothing else', () => {
    expect(approval).toBe('pull-request');
    expect(githubEnvironments.map(({ name }) => name)).toEqual([
      'test',
      'test-read',
      'live',
      'live-rollback',
      'live-read',
    ]);
    expect(githubEnvironments.flatMap(({ reviewers, waitMinutes }) => [...reviewers, waitMinutes])).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  test('counts as many people all the same, and waits as long after the last of them', () => {
    expect(gate).toMatchObject({ approvals: 3, chain: ['live'], pauseMinutes: 5 });
  });
});
