import { connect } from '../../../src/fleet/github/connect';
import { credentialsFrom } from '../../../src/fleet/github/credentials';
import { GitHub, type Failure } from '../../../src/rehearse/github';

const pace = { writeMs: 0, notifyMs: 0, secondMs: 5 };
const told: string[] = [];
let server: GitHub;

beforeEach(async () => {
  told.length = 0;
  server = await GitHub.start({ now: () => new Date() });
  server.addRepository('acme/shop');
});

afterEach(() => server.stop());

/** The name of the repository as a client reads it whose calls meet a failure. */
async function nameRead(...failures: Failure[]): Promise<unknown> {
  server.failures = failures;
  const token = server.issueToken({ repository: 'acme/shop', permissions: { metadata: 'read' } });
  const tell = (sentence: string): void => void told.push(sentence);
  const github = connect({ credentials: { token }, baseUrl: `${server.api}/`, pace, timeoutS: 1, tell });
  const { data } = await github.request('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'shop' });
  return data.full_name;
}

const match = /^GET \/repos\/acme\/shop/;

test('A secondary rate limit is waited for, and it is said why nothing happens.', async () => {
  await expect(nameRead({ match, limit: 'secondary', retryAfter: 2, times: 2 })).resolves.toBe('acme/shop');
  expect(told[0]).toMatch(/secondary rate limit is reached at GET .*: going on in 2 s\.$/);
});

test('The hourly limit is waited for until GitHub counts anew.', async () => {
  await expect(nameRead({ match, limit: 'primary', retryAfter: 3, times: 1 })).resolves.toBe('acme/shop');
  expect(told).toHaveLength(1);
});

test('A limit that stays is not asked for ever.', async () => {
  await expect(nameRead({ match, limit: 'secondary', retryAfter: 1 })).rejects.toMatchObject({ status: 403 });
  expect(told.at(-1)).toMatch(/given up/);
});

test.each<[string, Failure]>([
  ['an error of the server', { match, status: 502, times: 2 }],
  ['a connection that breaks', { match, connection: 'reset', times: 1 }],
  ['a reply that is lost', { match, delay: 1500, times: 1 }],
])('Reading goes on after %s.', async (_, failure) => {
  await expect(nameRead(failure)).resolves.toBe('acme/shop');
});

test('A refusal is an error at once.', async () => {
  await expect(nameRead({ match, status: 404 })).rejects.toMatchObject({ status: 404 });
  expect(server.requests.filter(({ path }) => path.startsWith('/repos/acme/shop'))).toHaveLength(1);
});

describe('credentials', () => {
  const app = { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: 'key', GITHUB_APP_INSTALLATION_ID: '2' };

  test('An App goes before a token, and GITHUB_TOKEN before GH_TOKEN.', () => {
    expect(credentialsFrom({ ...app, GITHUB_TOKEN: 't' })).toEqual({
      appId: '1',
      privateKey: 'key',
      installationId: '2',
    });
    expect(credentialsFrom({ GITHUB_TOKEN: 't', GH_TOKEN: 'u' })).toEqual({ token: 't' });
    expect(credentialsFrom({ GITHUB_TOKEN: '', GH_TOKEN: 'u' })).toEqual({ token: 'u' });
  });

  test('Half an App and nobody at all are told what to set.', () => {
    expect(() => credentialsFrom({ GITHUB_APP_ID: '1' })).toThrow(
      /GITHUB_APP_PRIVATE_KEY and GITHUB_APP_INSTALLATION_ID/,
    );
    expect(() => credentialsFrom({})).toThrow(/Set GITHUB_TOKEN/);
  });
});
