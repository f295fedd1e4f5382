import { lambdaProblems } from '../../src/model/lambda-rules';
import type { LambdaRepoSpec } from '../../src/model/lambda-spec';
import type { EnvironmentSpec, GitHubEnvironmentSpec, PlatformSpec } from '../../src/model/platform-spec';

/** Another organisation than the fleet's: two environments with other names, and a third person for production. */
export const otherPlatform: PlatformSpec = {
  owner: 'Example-Org',
  timezone: 'Europe/Berlin',
  environments: [environment('test', '111111111111'), live(environment('live', '022222222222'))],
  githubEnvironments: [
    { name: 'test', environment: 'test', access: 'deploy', usedBy: ['deploy-test', 'rollback'] },
    { name: 'test-read', environment: 'test', access: 'read', usedBy: ['promote-to-live', 'rollback'] },
    person('live-first', ['owners']),
    person('live-second', ['security'], 'live-first'),
    {
      ...person('live', ['operations', 'leads'], 'live-second'),
      access: 'deploy',
      waitMinutes: 5,
      branches: ['main', 'release/*'],
    },
    {
      ...person('live-rollback', ['operations']),
      access: 'deploy',
      approvals: 1,
      urgent: true,
      usedBy: ['rollback'],
    },
    { name: 'live-read', environment: 'live', access: 'read', usedBy: ['promote-to-live', 'rollback'] },
  ],
};

function environment(name: string, account: string): EnvironmentSpec {
  return { name, account, region: 'eu-central-1', role: `delivery-${name}`, readRole: `looking-${name}` };
}

function live(row: EnvironmentSpec): EnvironmentSpec {
  const watch = { minutes: 3, errorLimit: 0, throttleLimit: 0 };
  const windows = [{ day: 'Mon', from: '09:00', to: '17:00' }] as const;
  return { ...row, follows: 'test', production: true, approvals: 3, soakHours: 1, watch, windows };
}

function person(name: string, reviewers: string[], after?: string): GitHubEnvironmentSpec {
  return { name, environment: 'live', access: 'none', reviewers, after, usedBy: ['promote-to-live'] };
}

/** A definition that uses everything that a definition may say: two functions, two services, paths with spaces. */
export const orders: LambdaRepoSpec = {
  name: 'orders',
  platform: otherPlatform,
  python: {
    version: '3.9',
    coverageFloor: 72.5,
    schedule: '17 4 * * 1',
    gates: { format: 'ratchet', types: 'report', coverage: 'report' },
    services: [
      { path: 'services/take orders', requirements: ['requirements.txt', 'requirements/dev tools.txt'] },
      { name: 'billing', path: 'billing', source: 'billing', unitTests: 'my tests/unit', integrationTests: 'it' },
    ],
  },
  packaging: {
    kind: 'sam',
    template: 'infra/the template.yaml',
    stack: 'orders-{env}',
    alias: '{env}_live',
    functions: [
      { logicalId: 'TakeOrders', name: '{env}_take_orders' },
      { logicalId: 'Billing', name: 'orders-billing-{env}' },
    ],
    tags: { team: 'orders', 'cost:center': '4711' },
    syntheticEvent: { skip: true, text: '${{ is no expression here }}' },
    recordsTable: 'deployments.{env}',
  },
  ownWorkflows: ['nightly.yml'],
};

/** A repository whose delivery people own. */
export const library: LambdaRepoSpec = {
  name: 'library',
  platform: otherPlatform,
  python: { services: [{ source: 'app' }] },
};

/**
 * A copy of a specification with one field replaced, the field given as a path such as `a.0.b`. Definitions may come
 * from plain JavaScript, so the value may be one that the types forbid; `undefined` removes.
 */
export function replaced<T extends object>(spec: T, path: string, value: unknown): T {
  const copy = structuredClone(spec);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target: object = copy;
  for (const key of keys) {
    const inner: unknown = Reflect.get(target, key);
    if (typeof inner !== 'object' || inner === null) throw new Error(`There is no ${key} of ${path}.`);
    target = inner;
  }
  Reflect.set(target, last, value);
  return copy;
}

/** The problems of `orders` with one field replaced, as `where: field: wrong | instead`. */
export function problemsWith(path: string, value: unknown): string[] {
  return lambdaProblems(replaced(orders, path, value)).map(
    ({ where, field, wrong, instead }) => `${where}: ${field}: ${wrong} | ${instead}`,
  );
}
