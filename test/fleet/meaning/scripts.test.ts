// Before: what is emitted. After: the same with one edit. Expected: every sentence, risks first.
import { GITOPS, HANDLER, meaningOfEdit, type Pair } from './support/rendered';

const pairs: readonly Pair[] = [
  [
    'a check ends well instead of refusing',
    HANDLER,
    'check-approvals.sh',
    'exit 1',
    'exit 0',
    [
      'risk: script `.github/scripts/check-approvals.sh` is weaker: it ends successfully at one more place, it refuses at fewer places; run by `preflight` of promote-to-prod, `target` of promote-to-prod, `preflight` of promote-to-sit and 3 more',
    ],
  ],
  [
    'a script goes on after failures',
    HANDLER,
    'check-window.sh',
    'set -euo pipefail',
    'set -uo pipefail',
    [
      'risk: script `.github/scripts/check-window.sh` is weaker: it no longer stops at a failing command; run by `preflight` of promote-to-prod, `target` of promote-to-prod, `preflight` of promote-to-sit and 3 more',
    ],
  ],
  [
    'a gate in a script may fail',
    HANDLER,
    'python-gate.sh',
    'types) mypy "${quiet[@]}" -- "$@" ;;',
    'types) mypy "${quiet[@]}" -- "$@" || true ;;',
    [
      'risk: script `.github/scripts/python-gate.sh` is weaker: a failing command is passed over; run by `code` of quality-gates',
    ],
  ],
  [
    'a gate in a script is gone',
    HANDLER,
    'python-gate.sh',
    'types) mypy "${quiet[@]}" -- "$@" ;;',
    'types) : ;;',
    ['risk: gate `mypy` removed from script `.github/scripts/python-gate.sh`; run by `code` of quality-gates'],
  ],
  [
    'a script has another comment',
    HANDLER,
    'check-window.sh',
    /^# env: WINDOWS.*$/m,
    '# env: WINDOWS  words',
    ['note: no behavioural change', 'note: .github/scripts/check-window.sh: only comments and blank space changed'],
  ],
  [
    'a threshold in a script moved',
    HANDLER,
    'check-proof.sh',
    '-ge "$SOAK_HOURS"',
    '-gt "$SOAK_HOURS"',
    [
      'risk: script `.github/scripts/check-proof.sh` changed in 1 line, a condition among them; run by `preflight` of promote-to-prod, `preflight` of promote-to-sit',
    ],
  ],
  [
    'a script prints its message in another way',
    HANDLER,
    'report-unlocked.sh',
    'echo "',
    'printf "%s\\n" "',
    ['change: script `.github/scripts/report-unlocked.sh` changed in 1 line; run by `build` of sam-deploy'],
  ],
  [
    'a script calls another one no longer',
    HANDLER,
    'check-served.sh',
    '"$here/compare-code.sh"',
    'true',
    [
      'risk: script `.github/scripts/check-served.sh` is weaker: it no longer runs `compare-code.sh`; run by `preflight` of promote-to-prod, `preflight` of promote-to-sit',
    ],
  ],
  [
    'production may have fewer tasks',
    GITOPS,
    '.github/actions/tenant-config/platform.json',
    '"tasks": 2',
    '"tasks": 1',
    ['risk: .github/actions/tenant-config/platform.json: minima: `tasks` is `1` instead of `2`'],
  ],
  [
    'tenants of production are expected in another account',
    GITOPS,
    '.github/actions/tenant-config/platform.json',
    '"account": "093646564004"',
    '"account": "536580886816"',
    [
      'risk: .github/actions/tenant-config/platform.json: `environments.prod.account` is `536580886816` instead of `093646564004`',
    ],
  ],
  [
    'a bundled script has other code',
    GITOPS,
    '.github/actions/tenant-config/tenant-config.cjs',
    '"use strict";',
    '"use strict"; // strictly',
    [
      'change: `.github/actions/tenant-config/tenant-config.cjs` changed in 1 line; run by `preview` of bulk-operations, `validate` of bulk-operations, `plan` of bulk-operations and 5 more',
    ],
  ],
  [
    'a gate has a newer tool',
    HANDLER,
    '.github/actions/python-setup/gates.txt',
    'ruff==0.17.6',
    'ruff==0.17.7',
    ['change: .github/actions/python-setup/gates.txt: ruff 0.17.6 → 0.17.7'],
  ],
  [
    'a tool of the same version has another digest',
    HANDLER,
    '.github/actions/python-setup/gates.txt',
    'ruff==0.17.6 \\\n    --hash=sha256:0692088e6b33455572fb18465e891b443f196e98dc1986825685c77ff6f4c5ac',
    'ruff==0.17.6 \\\n    --hash=sha256:1111111e6b33455572fb18465e891b443f196e98dc1986825685c77ff6f4c5ac',
    [
      'risk: .github/actions/python-setup/gates.txt: the same version of ruff may have another digest: `sha256:1111111e6b33455572fb18465e891b443f196e98dc1986825685c77ff6f4c5ac`',
    ],
  ],
  [
    'the README has other words',
    HANDLER,
    'README.md',
    '#',
    '##',
    ['note: no behavioural change', 'note: README.md: words for people changed'],
  ],
  [
    'pytest has other options',
    HANDLER,
    'pytest.ini',
    '--strict-markers',
    '-p no:cacheprovider',
    ['change: pytest.ini: `pytest.addopts` is `-p no:cacheprovider` instead of `--strict-markers`'],
  ],
];

test.each(pairs)('It is told that %s.', (_, repository, file, from, to, expected) => {
  expect(meaningOfEdit(repository, file, from, to)).toEqual(expected);
});
