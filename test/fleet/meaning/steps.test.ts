// Before: what is emitted. After: the same with one edit. Expected: every sentence, risks first.
import { HANDLER, meaningOfEdit, type Pair } from './support/rendered';

const pairs: readonly Pair[] = [
  [
    'approvals are not counted',
    HANDLER,
    'enter-environment/',
    / {4}- name: Count the approvals\n(?: {6}.*\n)+/,
    '',
    ['risk: step `Count the approvals` in action enter-environment is gone, which checked something'],
  ],
  [
    'a checkout leaves credentials behind',
    HANDLER,
    'sam-deploy',
    '          persist-credentials: false\n      - name: Set up Python',
    '      - name: Set up Python',
    ['risk: step `Check out` of job `build` in sam-deploy: `persist-credentials` is gone (was `false`)'],
  ],
  [
    'a pin moves to a branch',
    HANDLER,
    'sam-deploy',
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    'actions/checkout@main',
    [
      'risk: step `Check out` of job `build` in sam-deploy: actions/checkout is pinned to `main`, a name that others can move, instead of `3d3c42e5aac5ba805825da76410c181273ba90b1`',
    ],
  ],
  [
    'a pin moves to a commit that nobody approved',
    HANDLER,
    'sam-deploy',
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    'actions/checkout@0123456789012345678901234567890123456789 # v7.0.1',
    [
      'risk: step `Check out` of job `build` in sam-deploy: actions/checkout is at `0123456789012345678901234567890123456789`, which the table of pins does not have',
    ],
  ],
  [
    'a step uses an action of somebody else',
    HANDLER,
    'sam-deploy',
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    'evil/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
    ['risk: step `Check out` of job `build` in sam-deploy uses `evil/checkout` instead of `actions/checkout`'],
  ],
  [
    'failures of a step are ignored',
    HANDLER,
    'deploy-dev',
    '        id: changes\n',
    '        id: changes\n        continue-on-error: true\n',
    [
      'risk: step `Look for more than documents` of job `changes` in deploy-dev no longer fails when something in it fails: `continue-on-error: true`',
    ],
  ],
  [
    'an artifact may be missing',
    HANDLER,
    'sam-deploy',
    'if-no-files-found: error',
    'if-no-files-found: ignore',
    [
      'risk: step `Hand the artifact over` of job `build` in sam-deploy: `if-no-files-found` is `ignore` instead of `error`',
    ],
  ],
  [
    'a command may fail',
    HANDLER,
    'test-coverage',
    'run: .github/scripts/sum-coverage.sh',
    'run: .github/scripts/sum-coverage.sh || true',
    [
      'risk: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage is weaker: a failing command is passed over',
    ],
  ],
  [
    'a command is another',
    HANDLER,
    'test-coverage',
    'run: .github/scripts/sum-coverage.sh',
    'run: .github/scripts/sum-coverage.sh --quiet',
    [
      'change: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage runs `.github/scripts/sum-coverage.sh --quiet` instead of `.github/scripts/sum-coverage.sh`',
    ],
  ],
  [
    'an expression is pasted into a command',
    HANDLER,
    'test-coverage',
    'run: .github/scripts/sum-coverage.sh',
    'run: .github/scripts/sum-coverage.sh ${{ inputs.floor }}',
    [
      'risk: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage is weaker: one more expression is pasted into its text',
    ],
  ],
  [
    'a step gets a secret',
    HANDLER,
    'test-coverage',
    'FLOOR: "80"',
    'FLOOR: "80"\n          TOKEN: ${{ secrets.TOKEN }}',
    [
      'risk: step `Show the coverage and enforce the floor` of job `coverage` in test-coverage: `TOKEN` is new: `${{ secrets.TOKEN }}`',
    ],
  ],
  [
    'a step runs later',
    HANDLER,
    'quality-gates',
    /( {6}- name: Check runtime[^]*?)( {6}- name: Validate the template\n(?: {8}.*\n)+)/,
    '$2$1',
    ['risk: step `Check runtime, handlers and alias` of job `template` in quality-gates runs at another place'],
  ],
  [
    'there is a step more',
    HANDLER,
    'quality-gates',
    '      - name: Run the gate\n',
    '      - name: Say hello\n        run: echo hello\n      - name: Run the gate\n',
    ['change: step `Say hello` of job `code` in quality-gates is new'],
  ],
  [
    'a step has another name',
    HANDLER,
    'quality-gates',
    '- name: Run the gate\n',
    '- name: Run that gate\n',
    [
      'note: no behavioural change',
      'note: step `Run that gate` of job `code` in quality-gates: its name is `Run that gate` instead of `Run the gate`',
    ],
  ],
  [
    'a step has a key that no rule knows',
    HANDLER,
    'quality-gates',
    '- name: Run the gate\n',
    '- name: Run the gate\n        working-directory: sub\n',
    ['change: step `Run the gate` of job `code` in quality-gates: `working-directory` is new: `sub`'],
  ],
  [
    'a called action enters another environment',
    HANDLER,
    'deploy-release/',
    'target: ${{ inputs.target }}',
    'target: prod',
    [
      'risk: step `Enter the environment` in action deploy-release: `target` is `prod` instead of `${{ inputs.target }}`',
    ],
  ],
  [
    'a pin moves within the table',
    HANDLER,
    'sam-deploy',
    'actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0',
    'actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7',
    ['note: no behavioural change', 'note: sam-deploy: only comments, order or form changed'],
  ],
];

test.each(pairs)('It is told that %s.', (_, repository, file, from, to, expected) => {
  expect(meaningOfEdit(repository, file, from, to)).toEqual(expected);
});
