// Before: what is emitted. After: the same with one edit. Expected: every sentence, risks first.
import { HANDLER, meaningOfEdit, type Pair } from './support/rendered';

const pairs: readonly Pair[] = [
  [
    'a job may write contents',
    HANDLER,
    'promote-to-prod',
    '      actions: read # reads environments and runs\n      contents: read',
    '      actions: read\n      contents: write',
    ['risk: job `preflight` (SIT-READ) in promote-to-prod gained `contents: write`'],
  ],
  [
    'the job of an approval may take a token for the cloud',
    HANDLER,
    'promote-to-prod',
    '    timeout-minutes: 5\n    permissions: {}',
    '    timeout-minutes: 5\n    permissions: { id-token: write }',
    ['risk: role of PROD-APPROVAL gained `id-token: write` (job `approval` (PROD-APPROVAL) in promote-to-prod)'],
  ],
  [
    'a job may read less',
    HANDLER,
    'promote-to-prod',
    '      actions: read # reads environments and runs\n',
    '',
    ['change: job `preflight` (SIT-READ) in promote-to-prod lost `actions: read`'],
  ],
  [
    'a job may write everything',
    HANDLER,
    'deploy-dev',
    '    permissions:\n      actions: read # reads what was deployed last\n      contents: read\n',
    '    permissions: write-all\n',
    ['risk: job `changes` in deploy-dev gained `every scope: write`'],
  ],
  [
    'a workflow has other permissions, which none of its jobs take',
    HANDLER,
    'deploy-dev',
    'permissions: {}',
    'permissions: write-all',
    ['note: no behavioural change', 'note: deploy-dev: only comments, order or form changed'],
  ],
];

test.each(pairs)('It is told that %s.', (_, repository, file, from, to, expected) => {
  expect(meaningOfEdit(repository, file, from, to)).toEqual(expected);
});
