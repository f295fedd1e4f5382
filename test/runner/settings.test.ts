/** Settings are written by people and by programs: each form of one thing is read as the same. */
import { readSettings } from '../../src/runner/settings';

function environment(spec: unknown) {
  return readSettings({ environments: { prod: spec } }).environments['prod'];
}

describe('The branch policy of an environment', () => {
  test.each([
    ['the word of the page', 'protected'],
    ['the word of the API', 'protected_branches'],
    ['the object of the API', { protected_branches: true, custom_branch_policies: false }],
    ['an object with a type', { type: 'protected' }],
  ])('protected branches: %s', (_, branch_policy) => {
    expect(environment({ branch_policy })?.branchPolicy).toBe('protected');
  });

  test.each([
    ['one text', 'release/*'],
    ['a list', ['release/*']],
    ['objects with names', [{ name: 'release/*' }]],
    ['the object of the API with patterns', { custom_branch_policies: true, patterns: ['release/*'] }],
    ['patterns in place of a switch', { protected_branches: false, custom_branch_policies: [{ name: 'release/*' }] }],
    ['an object with a type', { type: 'selected', branches: ['release/*'] }],
  ])('patterns: %s', (_, branch_policy) => {
    expect(environment({ branch_policy })?.branchPolicy).toEqual(['release/*']);
  });

  test('patterns of tags are of tags alone', () => {
    const branch_policy = { branches: ['main'], tags: ['v*'] };
    expect(environment({ branch_policy })?.branchPolicy).toEqual(['main', 'refs/tags/v*']);
  });

  test.each([[null], ['none'], ['all'], [false], [{ protected_branches: false, custom_branch_policies: false }]])(
    'none: %j',
    (branch_policy) => {
      expect(environment({ branch_policy })?.branchPolicy).toBeUndefined();
    },
  );

  test('patterns that are asked for and not there let nothing pass', () => {
    expect(environment({ branch_policy: { custom_branch_policies: true } })?.branchPolicy).toEqual([]);
  });
});

describe('Reviews of an environment', () => {
  test.each([
    ['names', ['olga']],
    ['one name', 'olga'],
    ['objects', [{ user: 'olga', state: 'approved' }]],
    ['a user as in the API', [{ user: { login: 'olga' }, state: 'APPROVED' }]],
    ['a mapping', { olga: 'approved' }],
    ['a switch', [{ user: 'olga', approved: true }]],
  ])('approved: %s', (_, approvals) => {
    expect(environment({ approvals })?.approvals).toEqual([{ user: 'olga', state: 'approved' }]);
  });

  test.each([
    ['objects', [{ user: 'olga', state: 'rejected' }]],
    ['in capitals', [{ user: 'olga', state: 'REJECTED' }]],
    ['a mapping', { olga: 'rejected' }],
    ['a switch', [{ user: 'olga', approved: false }]],
    ['other names', [{ reviewer: { login: 'olga' }, decision: 'denied' }]],
  ])('rejected: %s', (_, approvals) => {
    expect(environment({ approvals })?.approvals).toEqual([{ user: 'olga', state: 'rejected' }]);
  });

  test('what is neither is refused, for nobody should pass by a misspelling', () => {
    expect(() => environment({ approvals: [{ user: 'olga', state: 'pending' }] })).toThrow(
      'environment "prod": the approval of olga is "pending". Write {"user": "olga", "state": "approved"}',
    );
    expect(() => environment({ approvals: [{ state: 'approved' }] })).toThrow('an approval names nobody');
  });

  test('reviewers are names, or objects as in the API', () => {
    const reviewers = ['tom', { login: 'olga' }, { type: 'User', reviewer: { login: 'ida' } }];
    expect(environment({ reviewers })?.reviewers).toEqual(['tom', 'olga', 'ida']);
  });
});

test('a misspelt protection is refused', () => {
  expect(() => environment({ reviwers: ['olga'] })).toThrow('environment "prod": unknown reviwers. Known are ');
});

test.each([
  ['read', 'read'],
  ['read-all', 'read'],
  ['write', 'write'],
  ['write-all', 'write'],
  ['permissive', 'write'],
  [{ default_workflow_permissions: 'write' }, 'write'],
])('default_token_permissions %j is %s', (default_token_permissions, level) => {
  expect(readSettings({ default_token_permissions }).defaultTokenPermissions).toBe(level);
});

test.each([['acme/shop'], [{ full_name: 'acme/shop' }], [{ owner: { login: 'acme' }, name: 'shop' }]])(
  'the repository %j is acme/shop',
  (repository) => {
    expect(readSettings({ repository }).repository).toBe('acme/shop');
  },
);

test('a repository needs its owner', () => {
  expect(() => readSettings({ repository: 'shop' })).toThrow('repository is "shop". Write owner/name');
});

describe('Runs', () => {
  test('are a list, or a mapping by id', () => {
    const [first] = readSettings({ runs: [{ id: 'a', event: 'push', start_after_s: 0.5 }] }).runs;
    expect(first).toMatchObject({ id: 'a', event: 'push', startAfterSeconds: 0.5 });
    expect(readSettings({ runs: { a: { event: 'push' } } }).runs[0]?.id).toBe('a');
  });

  test('have inputs beside their payload', () => {
    const [run] = readSettings({ runs: [{ event: 'workflow_dispatch', inputs: { dry: true } }] }).runs;
    expect(run?.payload).toEqual({ inputs: { dry: true } });
  });

  test('have one id each', () => {
    expect(() => readSettings({ runs: [{ id: 'a' }, { id: 'a' }] })).toThrow('two runs have the id "a"');
  });
});
