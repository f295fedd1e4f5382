import { addRun } from '../../../src/rehearse/github/runs';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const call = (given: string, env: Record<string, string> = {}): Promise<Outcome> =>
  runScript('github-api', { env: { ...github.env, ...env }, run: `.github/scripts/github-api.sh ${given}` });

test('prints the answer and says who asks for what version of the API', async () => {
  addRun(github.repository, { id: 1, path: '.github/workflows/deploy-dev.yml' });
  const { code, output } = await call('GET repos/acme/shop/actions/runs/1');
  expect([code, JSON.parse(output)]).toMatchObject([0, { id: 1, path: '.github/workflows/deploy-dev.yml' }]);
  expect(github.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${github.token}`,
    'x-github-api-version': '2022-11-28',
  });
});

test('sends what it is given, and takes a whole address as it is', async () => {
  const data = `--header 'Content-Type: application/json' --data '{"tag_name":"v1","draft":true}'`;
  expect((await call(`POST ${github.url}/repos/acme/shop/releases ${data}`)).code).toBe(0);
  expect(github.releases).toMatchObject([{ tag: 'v1', draft: true }]);
});

test('follows GitHub to its storage without handing the token over', async () => {
  const { assets } = github.addRelease('v1', { 'a.zip': 'bytes' });
  const path = `repos/acme/shop/releases/assets/${assets[0]?.id ?? ''}`;
  const { code, output } = await call(`GET ${path} --header 'Accept: application/octet-stream'`);
  expect([code, output]).toEqual([0, 'bytes']);
  expect(github.requests[1]?.headers.authorization).toBeUndefined();
});

test('the token is on no command line, where every process could read it', async () => {
  const curl = '#!/bin/sh\nprintf "%s\\n" "$@" >&2\ncat > /dev/null\necho 200\n';
  const env = { ...github.env, GH_TOKEN: 'secret-token' };
  const run = '.github/scripts/github-api.sh GET rate_limit';
  const { output } = await runScript('github-api', { env, run, programs: { curl } });
  expect(output).toContain('rate_limit');
  expect(output).not.toContain('secret-token');
});

test('what is not there is exit 4, so that a caller can tell it from a failure', async () => {
  const { code, output } = await call('GET repos/acme/shop/actions/runs/9');
  expect([code, output]).toEqual([4, expect.stringContaining('GitHub has no repos/acme/shop/actions/runs/9 (404)')]);
});

test.each([
  ['a refusal', 403, '{"message":"Resource not accessible by integration"}', 'Resource not accessible by integration'],
  ['an answer without message', 422, '{}', 'no message'],
  ['an answer that is no JSON', 409, '<html>', 'no message'],
  ['no answer text at all', 410, '', 'no message'],
  ['a message that is no text', 403, '{"message":["a","b"]}', '["a","b"]'],
])('%s is exit 1 with what GitHub said', async (_, status, body, said) => {
  github.failures = [{ match: /runs/, status, body }];
  const { code, output } = await call('GET repos/acme/shop/actions/runs/1');
  expect(code).toBe(1);
  expect(output).toContain(`::error::GitHub answered ${status} to GET repos/acme/shop/actions/runs/1: ${said}`);
});

test('a message of several lines stays one line, so that no line of it is read as a command of the runner', async () => {
  github.failures = [{ match: /runs/, status: 403, body: JSON.stringify({ message: 'no\n::add-mask::x' }) }];
  const { output } = await call('GET repos/acme/shop/actions/runs/1');
  expect(output).toContain('no%0A::add-mask::x');
  expect(output).not.toMatch(/^::add-mask/m);
});

test('a wrong token is told in the words of GitHub', async () => {
  const { code, output } = await call('GET repos/acme/shop/actions/runs/1', { GH_TOKEN: 'old' });
  expect([code, output]).toEqual([
    1,
    expect.stringContaining('401 to GET repos/acme/shop/actions/runs/1: Bad credentials'),
  ]);
});

test('reading is tried again after a failure of GitHub', async () => {
  addRun(github.repository, { id: 1, path: '.github/workflows/deploy-dev.yml' });
  github.failures = [{ match: /runs/, status: 502, body: 'half an ans', times: 1 }];
  const { code, output } = await call('GET repos/acme/shop/actions/runs/1');
  expect([code, /\{"id":1,.*\}$/.test(output)]).toEqual([0, true]);
  expect(output).not.toContain('half an ans');
});

test.each(['truncated', 'reset'] as const)('reading is tried again when the connection is %s', async (connection) => {
  addRun(github.repository, { id: 1, path: '.github/workflows/deploy-dev.yml' });
  github.failures = [{ match: /runs/, connection, times: 1 }];
  const { code, output } = await call('GET repos/acme/shop/actions/runs/1');
  expect([code, /^\{"id":1,.*\}$/m.test(output)]).toEqual([0, true]);
});

test('writing is never tried twice: it could happen twice', async () => {
  github.failures = [{ match: /POST/, status: 502 }];
  expect((await call(`POST repos/acme/shop/releases --data '{}'`)).code).toBe(1);
  expect(github.calls).toEqual(['POST /repos/acme/shop/releases']);
});

test('a GitHub that does not answer is told as such', async () => {
  const { code, output } = await call(`POST repos/acme/shop/releases --data '{}'`, {
    GITHUB_API_URL: 'http://127.0.0.1:9',
  });
  expect([code, output]).toEqual([1, expect.stringContaining('GitHub did not answer POST repos/acme/shop/releases')]);
});
