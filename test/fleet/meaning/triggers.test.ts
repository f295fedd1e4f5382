// Before: what is emitted. After: the same with one edit. Expected: every sentence, risks first.
import { GITOPS, HANDLER, meaningOfEdit, type Pair } from './support/rendered';

const pairs: readonly Pair[] = [
  [
    'pull requests of strangers start a workflow with secrets',
    HANDLER,
    'quality-gates',
    '  merge_group:\n',
    '  merge_group:\n  pull_request_target:\n',
    ['risk: quality-gates now also starts on pull_request_target'],
  ],
  [
    'pull requests are not checked',
    HANDLER,
    'quality-gates',
    '  pull_request:\n',
    '',
    ['risk: quality-gates no longer runs on pull_request: what it checks is unchecked there'],
  ],
  [
    'nobody can start a deployment by hand',
    HANDLER,
    'deploy-dev',
    '  workflow_dispatch:\n',
    '',
    ['change: deploy-dev no longer starts by hand'],
  ],
  [
    'more branches deploy',
    HANDLER,
    'deploy-dev',
    'branches: [ main ]',
    'branches: [ main, "release/**" ]',
    ['risk: deploy-dev on push: `branches` is `main, release/**` instead of `main`'],
  ],
  [
    'fewer branches deploy',
    HANDLER,
    'deploy-dev',
    '    branches: [ main ]\n',
    '    branches: [ main ]\n    paths: [ "src/**" ]\n',
    ['change: deploy-dev on push: `paths` is new: `src/**`'],
  ],
  [
    'some pull requests are not checked',
    GITOPS,
    'validate-tenant-config',
    '  pull_request:\n',
    '  pull_request:\n    paths: [ "tenants/**" ]\n',
    ['risk: validate-tenant-config on pull_request: `paths` is new: `tenants/**`'],
  ],
  [
    'a schedule has another time',
    GITOPS,
    'drift-detection',
    'cron: 23 7-14 * * 1-5',
    'cron: 0 3 * * 1',
    ['change: schedule of drift-detection is `0 3 * * 1` instead of `23 7-14 * * 1-5`'],
  ],
  [
    'nothing runs by schedule any more',
    GITOPS,
    'drift-detection',
    '  schedule:\n    - cron: 23 7-14 * * 1-5\n',
    '',
    ['risk: drift-detection no longer runs by schedule (was `23 7-14 * * 1-5`)'],
  ],
  [
    'a schedule starts a deployment',
    HANDLER,
    'deploy-dev',
    '  workflow_dispatch:\n',
    '  workflow_dispatch:\n  schedule:\n    - cron: 0 3 * * *\n',
    ['risk: deploy-dev now also starts by schedule: `0 3 * * *`'],
  ],
  [
    'triggers are written as a list',
    HANDLER,
    'test-coverage',
    'on:\n  workflow_call:\n',
    'on: [ workflow_call ]\n',
    ['note: no behavioural change', 'note: test-coverage: only comments, order or form changed'],
  ],
];

test.each(pairs)('It is told that %s.', (_, repository, file, from, to, expected) => {
  expect(meaningOfEdit(repository, file, from, to)).toEqual(expected);
});
