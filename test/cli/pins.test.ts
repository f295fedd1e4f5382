import { join } from 'node:path';
import { connect } from '../../src/fleet/github/connect';
import { checkPins } from '../../src/fleet/pins/pins';
import { PINS } from '../../src/github/pins';
import { actionYml, sha } from '../fleet/pins/support/fake-actions';
import { INPUTS, NOW, PIN, repository, serve } from '../fleet/pins/support/world';
import { command, folderWith, holding, put, read } from '../fleet/support/commands';

const FILE = 'src/github/pins.json';
const newer = repository({
  tags: { 'v1.3.0': { commit: sha('2'), objects: [sha('7')], released: '2026-09-01T00:00:00Z' } },
  files: { [`${sha('2')}:action.yml`]: actionYml(INPUTS) },
});

/** A checkout of this package with a table of one pin, and a GitHub that has its action. */
async function world(there = newer) {
  const { fake, url } = await serve({ 'acme/build': there });
  const folder = folderWith({ [FILE]: `${JSON.stringify([PIN], undefined, 2)}\n` });
  const env = { GITHUB_API_URL: url, GITHUB_TOKEN: 'secret-token' };
  const pins = (...argv: string[]) => command(folder, ['pins', ...argv], { env, now: NOW });
  return { fake, folder, pins };
}

test('check reads the table that is named, with the token, and exits 2 where a version is newer', async () => {
  const { fake, pins } = await world();
  const { code, output, errors } = await pins('check', '--file', FILE);
  expect({ code, errors }).toEqual({ code: 2, errors: '' });
  expect(output).toBe(
    'newer     acme/build v1.3.0 was released on 2026-09-01: projen-fleet pins update acme/build.\n1 of 1 pins to look at.\n',
  );
  expect(new Set(fake.authorizations)).toEqual(new Set(['token secret-token']));
});

test('check --json is for programs', async () => {
  const { pins } = await world();
  const parsed: unknown = JSON.parse((await pins('check', '--file', FILE, '--json', 'acme/build')).output);
  const { action, version, sha: commit, released } = PIN;
  const findings = [{ problem: 'newer', message: holding('v1.3.0') }];
  expect(parsed).toEqual({
    version: 1,
    pins: [{ action, version, sha: commit, released, findings, waiting: [], error: null }],
  });
});

test('without --file, check is about the table in this package', async () => {
  const { fake, pins } = await world();
  const { code, output } = await pins('check', 'actions/checkout');
  expect({ code, output }).toEqual({ code: 2, output: holding('repository gone actions/checkout is gone') });
  expect(fake.calls).toEqual(['GET /repos/actions/checkout']);
});

test('update writes the table, and says what comes next', async () => {
  const { folder, pins } = await world();
  const { code, output } = await pins('update');
  expect({ code, output }).toEqual({ code: 0, output: holding('Next: npx projen, review the diff.\n') });
  expect(read(folder, FILE)).toContain('"version": "v1.3.0"');
});

test('take reads the versions in workflows', async () => {
  const { folder, pins } = await world();
  put(folder, { 'a.yml': `      - uses: acme/build@${sha('2')} # v1.3.0\n` });
  const { code, output } = await pins('take', 'a.yml');
  expect({ code, output }).toEqual({ code: 0, output: holding('updated   acme/build v1.2.3 → v1.3.0.\n') });
  expect(read(folder, FILE)).toContain(sha('2'));
  expect(await pins('take', 'absent.yml')).toMatchObject({ code: 1, errors: holding('absent.yml cannot be read') });
});

test('update and take are for a checkout of this package, or a table that is named', async () => {
  const { pins, folder } = await world();
  put(folder, { 'elsewhere/a.yml': `uses: acme/build@${sha('2')} # v1.3.0\n` });
  const env = { GITHUB_TOKEN: 'x' };
  for (const argv of [['update'], ['take', 'a.yml']]) {
    const { code, errors } = await command(join(folder, 'elsewhere'), ['pins', ...argv], { env });
    expect({ code, errors }).toEqual({ code: 1, errors: holding('Pins are changed in a checkout of projen-fleet') });
  }
  expect((await pins('take', 'elsewhere/a.yml', '--file', FILE)).code).toBe(0);
});

test('an action that is not in the table is refused, with those that are', async () => {
  const { pins } = await world();
  const { code, errors } = await pins('check', 'acme/unknown');
  expect({ code, errors }).toEqual({
    code: 1,
    errors: holding('The table has no acme/unknown. It has actions/attest,'),
  });
  expect(errors).toContain(PINS.at(-1)?.action);
});

test('without a token the message says which to set', async () => {
  const { code, errors } = await command(folderWith({}), ['pins', 'check'], { env: {} });
  expect({ code, errors }).toEqual({ code: 1, errors: holding('Set GITHUB_TOKEN') });
});

describe('GitHub on a bad day', () => {
  async function checkThroughFault(
    fault: (path: string, nth: number) => { status: number; headers?: Record<string, string> } | undefined,
  ) {
    const { fake, url } = await serve({ 'acme/build': newer, 'new/build': { ...newer, name: 'new/build' } });
    let nth = 0;
    fake.fault = (path) => {
      const answer = fault(path, (nth += 1));
      return answer && { body: { message: 'You have exceeded a secondary rate limit' }, ...answer };
    };
    const printed: string[] = [];
    const pace = { writeMs: 0, notifyMs: 0, secondMs: 2 };
    const tell = (sentence: string) => void printed.push(sentence);
    const api = connect({ credentials: { token: 't' }, baseUrl: url, pace, tell });
    const code = await checkPins([PIN], api, false, { now: NOW, print: tell });
    return { code, text: printed.join('\n'), calls: nth };
  }

  test.each([
    ['an error of the server', { status: 502 }],
    ['a secondary rate limit', { status: 403, headers: { 'retry-after': '1' } }],
  ])('%s is waited for', async (_, answer) => {
    const { code, text } = await checkThroughFault((_path, nth) => (nth < 3 ? answer : undefined));
    expect({ code, text }).toEqual({ code: 2, text: holding('newer     acme/build v1.3.0') });
  });

  test('an error that stays is told with its action, and exits 1', async () => {
    const { code, text } = await checkThroughFault(() => ({ status: 500 }));
    expect({ code, text }).toEqual({ code: 1, text: holding('error     acme/build: ') });
    expect(text).toContain('1 could not be looked up.');
    expect(text).not.toContain('Nothing is wrong');
  });

  test('a renamed repository, to which GitHub redirects, is told', async () => {
    const { code, text } = await checkThroughFault((path) =>
      path === '/repos/acme/build' ? { status: 301, headers: { location: '/repos/new/build' } } : undefined,
    );
    expect({ code, text }).toEqual({ code: 2, text: holding('renamed   acme/build is called new/build today.') });
  });

  test('an answer that is not GitHub’s is an error', async () => {
    const { code, text } = await checkThroughFault((path) => (path.endsWith('/tags') ? { status: 200 } : undefined));
    expect({ code, text }).toEqual({ code: 1, text: holding('is no list of the tags of acme/build') });
  });
});
