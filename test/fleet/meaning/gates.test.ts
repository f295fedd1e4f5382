// Before: what is emitted. After: the same with one edit. Expected: every sentence, risks first.
import { HANDLER, meaningOfEdit, type Pair } from './support/rendered';

const pairs: readonly Pair[] = [
  [
    'a gate is gone',
    HANDLER,
    'quality-gates',
    '          - { gate: types, name: Types, mode: block }\n',
    '',
    ['risk: gate `types` (mypy) removed from job `code` in quality-gates'],
  ],
  [
    'a gate only reports',
    HANDLER,
    'quality-gates',
    'name: Format, mode: block',
    'name: Format, mode: report',
    ['risk: gate `format`: its mode is `report` instead of `block`'],
  ],
  [
    'there is a gate more',
    HANDLER,
    'quality-gates',
    '          - { gate: types',
    '          - { gate: complexity, name: Complexity, mode: block }\n          - { gate: types',
    ['change: gate `complexity` added to job `code` in quality-gates'],
  ],
  [
    'the coverage floor is lower',
    HANDLER,
    'test-coverage',
    'FLOOR: "80"',
    'FLOOR: "60"',
    [
      'risk: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage: coverage floor is `60` instead of `80`',
    ],
  ],
  [
    'the coverage floor is higher',
    HANDLER,
    'test-coverage',
    'FLOOR: "80"',
    'FLOOR: "90"',
    [
      'change: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage: coverage floor is `90` instead of `80`',
    ],
  ],
  [
    'the coverage floor only reports',
    HANDLER,
    'test-coverage',
    'MODE: block',
    'MODE: report',
    [
      'risk: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage: its mode is `report` instead of `block`',
    ],
  ],
  [
    'managed files are not compared',
    HANDLER,
    'quality-gates',
    '      - name: Compare generated files with their manifest\n        run: sha256sum --check --strict --quiet .projen/managed.sha256\n',
    '',
    [
      'risk: gate `sha256sum` removed: step `Compare generated files with their manifest` of job `managed-files` in quality-gates is gone',
    ],
  ],
  [
    'the required check does not wait for a gate',
    HANDLER,
    'quality-gates',
    'needs: [ code, tests, template, managed-files ]',
    'needs: [ code, tests, template ]',
    ['risk: job `gates` in quality-gates no longer waits for job `managed-files`'],
  ],
  [
    'gates stand in another order',
    HANDLER,
    'quality-gates',
    '          - { gate: lint, name: Lint, mode: block }\n          - { gate: format, name: Format, mode: block }\n',
    '          - { gate: format, name: Format, mode: block }\n          - { gate: lint, mode: block, name: Lint }\n',
    ['note: no behavioural change', 'note: quality-gates: only comments, order or form changed'],
  ],
];

test.each(pairs)('It is told that %s.', (_, repository, file, from, to, expected) => {
  expect(meaningOfEdit(repository, file, from, to)).toEqual(expected);
});
