import { LambdaRepo } from '../../src';
import { lambdaProblems } from '../../src/model/lambda-rules';
import { DefinitionError, throwIfAny } from '../../src/model/problem';
import { orders, problemsWith, replaced } from './specs';

const INSIDE = 'a path inside it, with forward slashes';
const REPOSITORY = 'letters, digits, ".", "_", "-"; not "." or "..", and no ".git" at the end';
const FUNCTION = 'letters, digits, "-", "_" (at most 64)';
const TAG = 'letters, digits and _ . : / + - @, not "aws:" and no tag that a deployment sets';
const EMITTED = 'the files that people own; rename theirs, or leave out what emits this one';
const WORKFLOW = 'the file name of a workflow, such as "deploy.yml"';

test.each<readonly [path: string, value: unknown, problem: string]>([
  ['name', 'my repository', `name: "my repository" is not legal | ${REPOSITORY}`],
  ['name', '..', `name: ".." is not legal | ${REPOSITORY}`],
  ['name', 'orders.git', `name: "orders.git" is not legal | ${REPOSITORY}`],
  [
    'python.version',
    '3.8',
    'python.version: "3.8" is not in the table of pins | one of "3.9", "3.10", "3.11", "3.12", "3.13"',
  ],
  ...[-0.1, 100.1, Number.NaN, Number.POSITIVE_INFINITY].map(
    (floor) =>
      [
        'python.coverageFloor',
        floor,
        `python.coverageFloor: ${floor} is no percentage | a number from 0 to 100`,
      ] as const,
  ),
  [
    'python.schedule',
    '60 * * * *',
    'python.schedule: "60 * * * *": its minute "60" is not 0-59, "*", a list, a range or a step | five fields in UTC: "17 4 * * 1"',
  ],
  ['python.schedule', '@daily', 'python.schedule: "@daily": it has 1 fields, not 5 | five fields in UTC: "17 4 * * 1"'],
  ['python.services', [], 'python.services: there is none | at least one service, or leave it out'],
  ['python.gates.lint', 'off', 'python.gates.lint: "off" is no mode | "block", "ratchet", "report"'],
  ['python.gates.coverage', 'ratchet', 'python.gates.coverage: "ratchet" is no mode | "block", "report"'],
  ['python.services.1.path', '../x', `python.services[1].path: "../x" leaves the repository | ${INSIDE}`],
  ['python.services.1.source', 'a/../../b', `python.services[1].source: "a/../../b" leaves the repository | ${INSIDE}`],
  ['python.services.1.unitTests', '/tests', `python.services[1].unitTests: "/tests" leaves the repository | ${INSIDE}`],
  [
    'python.services.1.integrationTests',
    'a\\b',
    `python.services[1].integrationTests: "a\\b" leaves the repository | ${INSIDE}`,
  ],
  [
    'python.services.0.requirements.1',
    'C:/x.txt',
    `python.services[0].requirements: "C:/x.txt" leaves the repository | ${INSIDE}`,
  ],
  ['python.services.1.source', './billing/', 'python.services[1].source: "./billing/" has a shorter form | "billing"'],
  [
    'python.services.1.source',
    'billing ',
    'python.services[1].source: "billing " has a space at the edge of a name | "billing"',
  ],
  ['python.services.1.path', 'a\tb', `python.services[1].path: "a\tb" leaves the repository | ${INSIDE}`],
  [
    'python.services.1.name',
    '../x',
    'python.services[1].name: "../x" is not legal | letters, digits, spaces, ".", "_", "-"',
  ],
  [
    'python.services.1.name',
    'services-take orders',
    'python.services[1].name: "services-take orders" is there twice | a name of its own',
  ],
  [
    'python.services.1.path',
    'services/take orders',
    'python.services[1].path: "services/take orders" is also service 0 | one folder for each service',
  ],
  [
    'packaging.template',
    '../template.yaml',
    'packaging.template: "../template.yaml" leaves the repository | a path inside it',
  ],
  [
    'packaging.stack',
    '1-{env}',
    'packaging.stack: "1-test" is not legal | a letter, then letters, digits, "-" (at most 128)',
  ],
  ['packaging.alias', '12', 'packaging.alias: "12" is not legal | letters, digits, "-", "_", not digits alone'],
  [
    'packaging.recordsTable',
    'a b',
    'packaging.recordsTable: "a b" is not legal | letters, digits, "_", ".", "-" (3 to 255)',
  ],
  ['packaging.functions', [], 'packaging.functions: there is none | at least one function of the template'],
  ['packaging.functions.0.name', 'a b', `packaging.functions[0].name: "a b" is not legal | ${FUNCTION}`],
  [
    'packaging.functions.0.logicalId',
    'take-orders',
    'packaging.functions[0].logicalId: "take-orders" is not legal | letters and digits, as in the template',
  ],
  [
    'packaging.functions.1.logicalId',
    'TakeOrders',
    'packaging.functions[1]: it is also function 0 | a logical id and a name of its own',
  ],
  ['packaging.tags', { version: '1' }, `packaging.tags.version: "version" is not legal | ${TAG}`],
  ['packaging.tags', { 'aws:x': '1' }, `packaging.tags.aws:x: "aws:x" is not legal | ${TAG}`],
  [
    'packaging.tags',
    { team: 'two words' },
    'packaging.tags.team: "two words" is not legal | letters, digits and _ . : / = + - @, no spaces',
  ],
  [
    'packaging.tags',
    { team: '' },
    'packaging.tags.team: empty is not legal | letters, digits and _ . : / = + - @, no spaces',
  ],
  ['ownWorkflows', ['a/b.yml'], `ownWorkflows[0]: "a/b.yml" is not legal | ${WORKFLOW}`],
  ['ownWorkflows', ['deploy'], `ownWorkflows[0]: "deploy" is not legal | ${WORKFLOW}`],
  ['ownWorkflows', ['a.yml', 'a.yml'], 'ownWorkflows[1]: "a.yml" is there twice | each workflow file once'],
  ...['test-coverage', 'rollback', 'sam-deploy', 'quality-gates', 'deploy-test', 'promote-to-live'].map(
    (name) =>
      [
        'ownWorkflows',
        [`${name}.yml`],
        `ownWorkflows[0]: "${name}.yml" is also emitted, so it would be there twice | ${EMITTED}`,
      ] as const,
  ),
])('%s = %j is refused, and the message says what to write', (path, value, problem) => {
  const where = path === 'name' ? String(value) : 'orders';
  expect(problemsWith(path, value)).toContain(`${where}: ${problem}`);
});

test('an illegal stack is one problem for each environment, and one without {env} is one only', () => {
  expect(problemsWith('packaging.stack', '_{env}')).toHaveLength(2);
  expect(problemsWith('packaging.stack', '_')).toHaveLength(1);
});

test('a repository without a name is called so', () => {
  expect(problemsWith('name', '')[0]).toMatch(/^a repository without a name: name: empty is not legal/);
});

test.each([
  'skipGates',
  'platform.environments.1.skipApproval',
  'platform.githubEnvironments.4.skip',
  'packaging.SkipTests',
  'python.gates.skip_lint',
  'python.services.0.skip',
])('%s does not exist: nothing is skipped on the way to production', (path) => {
  const field = path.replace(/\.githubEnvironments\.|\.environments\.|\.services\./, (part) => part);
  expect(problemsWith(path, true)).toContain(
    `orders: ${field}: nothing can be skipped on the way to production | no such field; gates take 'ratchet' or 'report'`,
  );
});

test.each(['python.services.1.source', 'packaging.tags.team', 'platform.githubEnvironments.4.name'])(
  'an expression of GitHub in %s would be evaluated in a workflow, so it is refused',
  (path) => {
    expect(problemsWith(path, '${{ secrets.X }}')).toContain(
      `orders: ${path}: it holds an expression of GitHub | plain text without "\${{"`,
    );
  },
);

describe('ways in that the workflows need', () => {
  const gates = 'platform.githubEnvironments';

  test.each([
    [0, 'deploy-test', 'test', ['rollback']],
    [0, 'rollback', 'test', ['deploy-test']],
    [5, 'rollback', 'live', ['nightly']],
    [4, 'promote-to-live', 'live', ['nightly']],
  ])('row %i without %s in usedBy leaves no way into %s', (row, workflow, environment, usedBy) => {
    expect(problemsWith(`${gates}.${row}.usedBy`, usedBy)).toContain(
      `orders: ${gates}: "${workflow}" deploys into "${environment}" by none` +
        ` | "${workflow}" in "usedBy" of exactly one GitHub environment of "${environment}" with access "deploy"`,
    );
  });

  test('two ways for one workflow are refused: which one it takes would be chance', () => {
    expect(problemsWith(`${gates}.5.usedBy`, ['rollback', 'promote-to-live']).join()).toContain(
      '"promote-to-live" deploys into "live" by live, live-rollback',
    );
  });

  test.each([
    [`${gates}.1.name`, 'test-look'],
    [`${gates}.1.access`, 'none'],
    [`${gates}.1.environment`, 'live'],
    [`${gates}.1.usedBy`, ['nightly']],
  ])('an environment without its {env}-read is refused: %s = %j', (path, value) => {
    expect(problemsWith(path, value)).toEqual(
      ['rollback', 'promote-to-live'].map(
        (workflow) =>
          `orders: ${gates}: "${workflow}" looks at "test", but there is no "test-read" for it` +
          ` | a row "test-read" of "test" with access "read" and "${workflow}" in "usedBy"`,
      ),
    );
  });

  test('a repository without packaging needs none of them', () => {
    expect(lambdaProblems({ ...replaced(orders, `${gates}.1.name`, 'x'), packaging: undefined })).toEqual([]);
  });
});

describe('all problems at once', () => {
  const bad = replaced(replaced(replaced(orders, 'name', 'a b'), 'python.version', '2.7'), 'platform.owner', '');

  test('a project with three problems throws all three, each with where, field, fault and remedy', () => {
    const build = (): LambdaRepo => new LambdaRepo(bad, { outdir: '/nowhere' });
    expect(build).toThrow(DefinitionError);
    expect(build).toThrow(
      [
        'The definition has 3 problems:',
        '  platform: owner: empty is not legal',
        '    write: a GitHub owner: letters, digits, "-"',
        '  a b: name: "a b" is not legal',
        `    write: ${REPOSITORY}`,
        '  a b: python.version: "2.7" is not in the table of pins',
        '    write: one of "3.9", "3.10", "3.11", "3.12", "3.13"',
      ].join('\n'),
    );
  });

  test('one problem is told in the singular, and none throws nothing', () => {
    const one = { where: 'w', field: 'f', wrong: 'x', instead: 'y' };
    expect(() => {
      throwIfAny([one]);
    }).toThrow('The definition has 1 problem:\n  w: f: x\n    write: y');
    expect(() => {
      throwIfAny([]);
    }).not.toThrow();
  });
});
