import { generateKeyPairSync } from 'node:crypto';
import { checkAccess } from '../../../src/fleet/github/access';
import { connect, GITHUBS_PACE } from '../../../src/fleet/github/connect';
import type { Credentials } from '../../../src/fleet/github/credentials';
import { FleetGitHub } from '../../support/fleet-github';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } }); // prettier-ignore
const ALL = { contents: 'write', workflows: 'write', pull_requests: 'write', checks: 'read', statuses: 'write' };
let github: FleetGitHub;

beforeEach(async () => {
  github = await FleetGitHub.start('/nowhere');
});

afterEach(() => github.stop());

function check(credentials: Credentials): Promise<void> {
  const client = connect({ credentials, baseUrl: github.url, pace: GITHUBS_PACE, tell: () => undefined });
  return checkAccess(client, credentials);
}

describe('A GitHub App', () => {
  const app = { appId: '1', privateKey, installationId: '2' };

  test('with all permissions may begin; it is asked by its own key.', async () => {
    github.permissions = ALL;
    await expect(check(app)).resolves.toBeUndefined();
    expect(github.calls).toEqual(['GET /app/installations/2']);
  });

  test('is told every permission that it lacks.', async () => {
    github.permissions = { ...ALL, workflows: 'read', pull_requests: 'none' };
    await expect(check(app)).rejects.toThrow(
      'The GitHub App lacks "workflows: write", to change files in .github/workflows. Add it to the App, then accept it in the installation.\nThe GitHub App lacks "pull_requests: write"',
    );
  });
});

test.each(['github_pat_x', 'ghs_x'])('A token %s tells nobody what it may do, so nothing is asked.', async (token) => {
  await expect(check({ token })).resolves.toBeUndefined();
  expect(github.calls).toEqual([]);
});

test('A classic token with repo and workflow may begin, and so may one whose server tells no scopes.', async () => {
  await expect(check({ token: 'ghp_x' })).resolves.toBeUndefined();
  github.headers = { 'x-oauth-scopes': 'gist, public_repo, workflow' };
  await expect(check({ token: 'ghp_x' })).resolves.toBeUndefined();
});
