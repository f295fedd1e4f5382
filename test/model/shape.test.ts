import { LambdaRepo } from '../../src';
import { lambdaProblems } from '../../src/model/lambda-rules';
import { orders, problemsWith, replaced } from './specs';

/** What plain JavaScript, or TypeScript whose types nobody checks, may put in place of a value. */
const ODD: readonly unknown[] = [
  ...[undefined, null, true, 5, 1.5, Number.NaN, 1e20],
  ...['', 'x', '5', 'x ', 'x\n', 'dеv', '__proto__', 'x'.repeat(300)],
  ...[[], ['x'], [null], [undefined], {}],
];

/** Every path of a definition, also those of its lists and tables. */
function pathsOf(value: unknown, path = ''): string[] {
  if (path === 'packaging.syntheticEvent' || typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, path === '' ? key : `${path}.${key}`));
  return path === '' ? inner : [path, ...inner];
}

test.each(pathsOf(orders))('%s is refused by a sentence, or rendered, whatever it is', (path) => {
  for (const value of ODD) {
    const spec = replaced(orders, path, value);
    const problems = lambdaProblems(spec);
    for (const { where, field, wrong, instead } of problems) {
      expect([where, field, wrong, instead]).not.toContain('');
      expect(`${where}: ${field}: ${wrong}: ${instead}`).not.toMatch(/undefined|\[object/);
    }
    if (problems.length > 0) continue;
    const files = new LambdaRepo(spec, { outdir: '/nowhere' }).renderFiles();
    const broken = files.filter(({ content }) => /\bundefined\b|\bNaN\b|\[object/.test(content));
    expect(broken.map((file) => `${JSON.stringify(value)}: ${file.path}`)).toEqual([]);
  }
});

test.each<readonly [path: string, value: unknown, problem: string]>([
  ['platform', undefined, 'orders: platform: it is missing | the table: { owner, environments, githubEnvironments }'],
  [
    'platform.environments.1.windows.0.day',
    'Tuesday',
    'platform: environments.live.windows[0].day: "Tuesday" is not possible | "Mon" or "Tue" or "Wed" or "Thu" or "Fri" or "Sat" or "Sun"',
  ],
  [
    'platform.environments.1.watch',
    {},
    'platform: environments.live.watch.minutes: it is missing | whole minutes, at least 3',
  ],
  [
    'platform.environments.1.production',
    'true',
    'platform: environments.live.production: "true" is not true or false | true, or leave it out',
  ],
  [
    'platform.environments.0.soakHours',
    '24',
    'platform: environments.test.soakHours: "24" is not a number | whole hours',
  ],
  [
    'platform.environments.1.aprovals',
    2,
    'platform: environments.live.aprovals: there is no such field | one of name, account, region, role, readRole, follows, production, approvals, soakHours, stability, watch, windows',
  ],
  [
    'platform.githubEnvironments.4.reviewers',
    'tech-lead',
    `platform: githubEnvironments.live.reviewers: "tech-lead" is not a list | a list of teams, such as ['tech-lead']`,
  ],
  [
    'platform.githubEnvironments.0.usedBy',
    undefined,
    `platform: githubEnvironments.test.usedBy: it is missing | a list of workflows, such as ['rollback']`,
  ],
  ['python.version', 3.12, 'orders: python.version: 3.12 is not text | a version in quotes, such as "3.12"'],
  ['python.coverageFloor', '80', 'orders: python.coverageFloor: "80" is not a number | a number from 0 to 100'],
  [
    'python.services',
    { path: 'x' },
    `orders: python.services: a table is not a list | a list such as [{ path: 'sites-service' }]`,
  ],
  ['packaging.kind', 'zip', 'orders: packaging.kind: "zip" is not possible | "sam"'],
  [
    'packaging.syntheticEvent',
    undefined,
    'orders: packaging.syntheticEvent: it is missing | an event that changes nothing, such as { source: "test" }',
  ],
  ['packaging.stack', 5, 'orders: packaging.stack: 5 is not text | a name with {env} in it, such as "orders-{env}"'],
  ['bots', ['dependabots'], 'orders: bots[0]: "dependabots" is not possible | "dependabot" or "renovate"'],
  [
    'ownWorkflow',
    ['deploy.yml'],
    'orders: ownWorkflow: there is no such field | one of name, platform, python, packaging, settings, ownWorkflows, bots, rollout',
  ],
])('%s = %j is refused: types are not checked where definitions run', (path, value, problem) => {
  expect(problemsWith(path, value)).toContain(problem);
});

test('what is wrong in one part hides nothing that is wrong in another', () => {
  const spec = replaced(replaced(replaced(orders, 'platform.environments', 5), 'python.version', '2.7'), 'name', 'a b');
  expect(lambdaProblems(spec).map(({ field }) => field)).toEqual(['environments', 'name', 'python.version']);
});

test('a character that looks like another one is shown by its number', () => {
  expect(problemsWith('platform.environments.0.role', 'dеv')).toContain(
    'platform: environments.test.role: "d\\u0435v" is not legal | the name of an IAM role, without path or ARN',
  );
});

test('no definition at all is refused by a sentence', () => {
  const lost: readonly unknown[] = [undefined, null, 'orders', []];
  for (const spec of lost) {
    const problems = Reflect.apply(lambdaProblems, undefined, [spec]);
    expect(problems).toMatchObject([
      { where: 'a repository without a name', instead: 'a definition such as { name, platform }' },
    ]);
  }
});
