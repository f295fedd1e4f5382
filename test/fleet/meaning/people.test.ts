// Workflows that people wrote: before by hand, after by hand or generated.
import { meaningOfFiles } from '../../../src/fleet/meaning';

const OLD = `
name: CI
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: 3.12 }
      - run: pip install -r requirements.txt
      - run: mypy src
      - run: |
          ruff check .
          pytest --cov=src
  deploy:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    environment: sit
    permissions: { contents: read }
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: 'arn:aws:iam::815856636111:role/deploy', aws-region: af-south-1 }
      - run: ./deploy.sh sit
`;

function told(from: string | RegExp, to: string, text = OLD): string[] {
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  const files = [{ path: '.github/workflows/ci.yml', before: text, after }];
  return meaningOfFiles(files).map(({ level, text: sentence }) => `${level}: ${sentence}`);
}

test.each<readonly [string, string | RegExp, string, readonly string[]]>([
  ['a gate of its own step is removed', '      - run: mypy src\n', '', ['risk: gate `mypy` removed: step `mypy src` of job `test` in ci is gone']],
  ['a gate among other commands is removed', 'ruff check .\n', 'echo checked\n', ['risk: gate `ruff` removed from step `echo checked` of job `test` in ci']],
  ['a gate may fail', 'mypy src', 'mypy src || true', ['risk: step `mypy src || true` of job `test` in ci is weaker: a failing command is passed over']],
  ['the role of SIT gains a token', '{ contents: read }', '{ contents: read, id-token: write }', ['risk: role of SIT gained `id-token: write` (job `deploy` (SIT) in ci)']],
  ['permissions are left to the repository', '    permissions: { contents: read }\n', '', ['risk: job `deploy` (SIT) in ci no longer states its permissions: it gets the default of the repository, which may write']],
  ['permissions are stated', '    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout', '    permissions: {}\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout', ['change: job `test` in ci is limited to `none`']],
  ['another account is entered', '815856636111', '093646564004', ['risk: step `aws-actions/configure-aws-credentials` of job `deploy` (SIT) in ci: `role-to-assume` is `arn:aws:iam::093646564004:role/deploy` instead of `arn:aws:iam::815856636111:role/deploy`']],
  ['a pin becomes a commit', 'actions/checkout@v4', 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1', ['change: actions/checkout is pinned to a commit: actions/checkout v4 → v7.0.1']],
  ['pull requests are not tested', '[push, pull_request]', '[push]', ['risk: ci no longer runs on pull_request: what it checks is unchecked there']],
  ['a job is gone', /  deploy:[^]*/, '', ['risk: job `deploy` (SIT) in ci is gone: it did `aws-actions/configure-aws-credentials`, `./deploy.sh sit`']],
  ['a job with powers is new', '  deploy:\n', '  release: { runs-on: ubuntu-latest, permissions: { contents: write }, steps: [{ run: ./release }] }\n  deploy:\n', ['risk: job `release` in ci is new, with `contents: write`']],
  ['a job without powers is new', '  deploy:\n', '  hello: { runs-on: ubuntu-latest, permissions: {}, steps: [{ run: echo hello }] }\n  deploy:\n', ['change: job `hello` in ci is new']],
  ['a step of somebody else is added', '      - run: mypy src\n', '      - run: mypy src\n      - uses: someone/thing@v1\n', ['risk: step `someone/thing` of job `test` in ci is new']],
  ['the file is no YAML any more', 'jobs:\n', 'jobs: [\n', ['risk: ci cannot be read any more: Nested mappings are not allowed in compact mappings']],
])('It is told that %s.', (_, from, to, expected) => {
  expect(told(from, to)).toEqual(expected);
}); // prettier-ignore

test('A file that could not be read before says so.', () => {
  const files = [{ path: '.github/workflows/ci.yml', before: '- a list', after: OLD }];
  expect(meaningOfFiles(files)).toMatchObject([{ level: 'risk', text: 'ci could not be read before: The file holds no mapping.' }]); // prettier-ignore
});

test('A generated workflow in place of one by hand is told with what it may do, and the old one with what started it.', () => {
  const files = [
    { path: '.github/workflows/ci.yml', before: OLD, after: undefined },
    { path: '.github/workflows/deploy.yml', before: undefined, after: OLD.replace('on: [push, pull_request]', 'on: push') },
    { path: '.github/workflows/hello.yml', before: undefined, after: 'on: push\npermissions: {}\njobs: { a: { runs-on: x, steps: [] } }\n' },
  ]; // prettier-ignore
  expect(meaningOfFiles(files).map(({ level, text }) => `${level}: ${text}`)).toEqual([
    'risk: workflow ci is gone: it started on `push`, `pull_request`',
    'risk: workflow deploy is new: it starts on `push`, with unstated permissions, environment `sit`',
    'change: workflow hello is new: it starts on `push`',
  ]);
});

test('Older pins of a checkout become those of the table without a change in behaviour.', () => {
  const text = 'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@';
  const before = `${text}93cb6efe18208431cddfb8368fd83d5badbf9bfd # v5.0.1\n`;
  const after = `${text}3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n`;
  const told = meaningOfFiles([{ path: '.github/workflows/ci.yml', before, after }]);
  expect(told.map(({ text: sentence }) => sentence)).toEqual([
    'no behavioural change',
    'pins: actions/checkout v5.0.1 → v7.0.1',
  ]);
});

test('Control characters in a workflow are written out, so that no text steers a terminal.', () => {
  const [sentence] = told('mypy src', 'mypy "\u001b[2Jsrc"');
  expect(sentence).not.toContain('\u001b');
});

test.each([
  ['JSON', 'a.json', '{"a":1}', '{'],
  ['a workflow that was there before', '.github/workflows/ci.yml', OLD, 'a: ['],
])('What cannot be read any more is a risk: %s.', (_, path, before, after) => {
  expect(meaningOfFiles([{ path, before, after }])[0]).toMatchObject({ level: 'risk', file: path });
});

test('A workflow that is new and cannot be read is told, and no job of it runs anything.', () => {
  const files = [
    { path: '.github/workflows/ci.yml', before: undefined, after: 'a: [' },
    { path: '.github/scripts/a.sh', before: 'true\n', after: 'false\n' },
  ];
  expect(meaningOfFiles(files).map(({ text }) => text)).toEqual([
    'workflow ci is new: it starts on ',
    'script `.github/scripts/a.sh` changed in 1 line',
  ]);
});

test.each<readonly [string, string, string, string]>([
  ['actions: write', 'permissions: { actions: write }', 'permissions: read-all', 'change: job `a` in ci lost `actions: write`|risk: job `a` in ci gained `every scope: read`'],
  ['read-all', 'permissions: read-all', 'permissions: write-all', 'risk: job `a` in ci gained `every scope: write`'],
  ['write-all', 'permissions: write-all', 'permissions: { contents: read, actions: write }', 'change: job `a` in ci is limited to `contents: read, actions: write`'],
  ['a level that GitHub does not know', 'permissions: { contents: read }', 'permissions: { contents: admin }', 'risk: job `a` in ci gained `contents: admin`'],
])('Permissions are compared from %s.', (_, from, to, expected) => {
  const text = (permissions: string) => `on: push\n${permissions}\njobs: { a: { runs-on: x, steps: [] } }\n`;
  const files = [{ path: '.github/workflows/ci.yml', before: text(from), after: text(to) }];
  const told = meaningOfFiles(files).map(({ level, text: sentence }) => `${level}: ${sentence}`);
  expect([...told].sort()).toEqual(expected.split('|'));
}); // prettier-ignore
