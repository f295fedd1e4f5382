// Texts that neither the tool nor most people write.
import { meaningOfFiles } from '../../../src/fleet/meaning';
import { HANDLER, pathOf, rendered } from './support/rendered';

function told(path: string, before: string, after: string): string[] {
  return meaningOfFiles([{ path, before, after }]).map(({ level, text }) => `${level}: ${text}`);
}

const job = (text: string, top = '') => `on: push\npermissions: {}\n${top}jobs:\n  a:\n    runs-on: x\n${text}`;
const steps = (text: string) => job(`    steps:\n${text}`);

test.each<readonly [string, string, string, string]>([
  ['a secret is kept', job('    uses: ./w.yml\n    secrets: { A: a, B: b }\n'), job('    uses: ./w.yml\n    secrets: { A: a }\n'), 'change: job `a` in ci no longer hands over secret `B`'],
  ['no secret is handed over', job('    uses: ./w.yml\n    secrets: inherit\n'), job('    uses: ./w.yml\n'), 'change: job `a` in ci: `secrets` is gone (was `inherit`)'],
  ['another secret is meant', job('    secrets: { A: a }\n'), job('    secrets: { A: b }\n'), 'change: job `a` in ci: `secrets.A` is `b` instead of `a`'],
  ['a job calls instead of running', job('    steps: [{ run: a }]\n'), job('    uses: ./w.yml\n'), 'change: step `a` of job `a` in ci is gone|change: job `a` in ci: `uses` is new: `./w.yml`'],
  ['a name is left out', job('    name: All\n'), job(''), 'change: job `a` in ci reports as `a` instead of `All`: required checks are known by that name'],
  ['an address is new', job('    environment: { name: sit }\n'), job('    environment: { name: sit, url: u }\n'), 'change: job `a` (SIT) in ci: `environment.url` is new: `u`'],
  ['an environment in short is the same', job('    environment: sit\n'), job('    environment: { name: sit }\n'), 'note: no behavioural change|note: ci: only comments, order or form changed'],
  ['runners are chosen by an expression', job(''), job('').replace('runs-on: x', 'runs-on: "${{ vars.X }}"'), 'risk: job `a` in ci runs on `${{ vars.X }}` instead of `x`'],
  ['runners are chosen by group', job(''), job('').replace('runs-on: x', 'runs-on: { group: g }'), 'change: job `a` in ci runs on `group` instead of `x`'],
  ['a time limit is new', job(''), job('    timeout-minutes: 10\n'), 'change: job `a` in ci: its time limit in minutes is new: `10`'],
  ['gates have a mode now', steps('      - { run: a, env: { MODE: block } }\n'), steps('      - { run: a, env: {} }\n'), 'risk: step `a` of job `a` in ci: its mode is gone (was `block`)'],
  ['a gate blocks again', steps('      - { run: a, env: { MODE: report } }\n'), steps('      - { run: a, env: { MODE: block } }\n'), 'change: step `a` of job `a` in ci: its mode is `block` instead of `report`'],
  ['an action that scans is gone', steps('      - uses: github/codeql-action/analyze@v3\n      - run: a\n'), steps('      - run: a\n'), 'risk: gate `github/codeql-action/analyze` removed: step `github/codeql-action/analyze` of job `a` in ci is gone'],
  ['a step without words is gone', steps('      - { env: { A: 1 } }\n      - run: a\n'), steps('      - run: a\n'), 'change: step `step` of job `a` in ci is gone'],
  ['a step with a secret is new', steps('      - run: a\n'), steps('      - run: a\n      - { run: b, env: { T: "${{ secrets.T }}" } }\n'), 'risk: step `b` of job `a` in ci is new, with a secret'],
  ['python is no shell', steps('      - { run: "a # b", shell: python }\n'), steps('      - { run: "a # c", shell: python }\n'), 'change: step `a # c` of job `a` in ci runs `a # c` instead of `a # b`'],
  ['a command becomes an action', steps('      - { name: n, run: a }\n'), steps('      - { name: n, uses: ./b }\n'), 'change: step `n` of job `a` in ci: `run` is gone (was `a`)|change: step `n` of job `a` in ci: `uses` is new: `./b`'],
  ['a local action is another', steps('      - { name: n, uses: ./a }\n'), steps('      - { name: n, uses: ./b }\n'), 'change: step `n` of job `a` in ci uses `./b` instead of `./a`'],
  ['an empty mapping is new', job(''), job('    env: {}\n'), 'change: job `a` in ci: `env` is new: `{}`'],
  ['a matrix has an axis more', job('    strategy: { matrix: { os: [a] } }\n'), job('    strategy: { matrix: { os: [a, b] } }\n'), 'change: job `a` in ci: `strategy.matrix.os.b` is new: `b`'],
  ['jobs of a matrix are limited', job('    strategy: { max-parallel: 4 }\n'), job('    strategy: { max-parallel: 2 }\n'), 'change: job `a` in ci: jobs at a time is `2` instead of `4`'],
])('It is told that %s.', (_, before, after, expected) => {
  expect(told('.github/workflows/ci.yml', before, after)).toEqual(expected.split('|'));
}); // prettier-ignore

test('A called workflow that no longer takes a secret says so, and one that need not have it.', () => {
  const text = (secrets: string) => `on: { workflow_call: { secrets: ${secrets} } }\npermissions: {}\njobs: {}\n`;
  const path = '.github/workflows/ci.yml';
  expect(told(path, text('{ A: {}, B: {} }'), text('{ A: {} }'))).toEqual(['change: ci no longer takes secret `B`']);
  expect(told(path, text('{ A: { required: true } }'), text('{ A: {} }'))).toEqual([
    'risk: input `A` of ci is no longer required',
  ]);
});

test.each<readonly [string, string | RegExp, string, readonly string[]]>([
  ['approvals are not in a row', 'approvals=2 ', '', ['risk: PROD now needs 2 approvals fewer (0 instead of 2)']],
  ['the way in is not in a row', "chain='sit' ", '', ['risk: SIT no longer passes through `sit`']],
  ['all windows are others', /'2 22:00[^']*'/, "'1 01:00 02:00'", ['risk: PROD has one more window: `1 01:00 02:00`']],
  ['a value of an account is gone', 'error_limit=5', '', ['risk: SIT: number of errors that stop a promotion is gone (was `5`)']],
  ['a role is of another form', 'access=read urgent=false approvals=0 chain=\'dev-read\'', 'access=deploy urgent=false approvals=0 chain=\'dev-read\'', ['risk: DEV-READ: access is `deploy` instead of `read`']],
])('Of the table it is told that %s.', (_, from, to, expected) => {
  const path = pathOf('environment.sh');
  const before = rendered(HANDLER).get(path) ?? '';
  expect(told(path, before, before.replace(from, to))).toEqual(expect.arrayContaining([...expected]));
}); // prettier-ignore

test('Of thousands of lines only the number is told.', () => {
  const lines = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word} ${i}\n`).join('');
  expect(told('a.txt', lines('a'), lines('b'))).toEqual(['change: `a.txt` changed in 3001 lines']);
});

test('A file that no job runs, and one that is run by many, say by whom.', () => {
  const workflow = (jobs: string) => `on: push\npermissions: {}\njobs: {${jobs}}\n`;
  const jobs = ['a', 'b', 'c', 'd', 'e'].map((id) => `${id}: { steps: [{ run: .github/scripts/a.sh }] }`).join(', ');
  const files = [
    { path: '.github/workflows/ci.yml', before: workflow(jobs), after: workflow(jobs) },
    { path: '.github/scripts/a.sh', before: 'echo a\n', after: 'echo b\n' },
    { path: '.github/scripts/b.sh', before: 'echo a\n', after: 'echo b\n' },
  ];
  expect(meaningOfFiles(files).map(({ text }) => text)).toEqual([
    'script `.github/scripts/a.sh` changed in 1 line; run by `a` of ci, `b` of ci, `c` of ci and 2 more',
    'script `.github/scripts/b.sh` changed in 1 line',
  ]);
});
