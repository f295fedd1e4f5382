/** Whether a token may do what a rollout needs, asked before anything is done. */
import { UsageError } from '../surroundings';
import type { GitHub } from './connect';
import type { Credentials } from './credentials';

/** Permissions of a GitHub App that a rollout uses, and why. */
const NEEDED = [
  ['contents', 'write', 'to push a branch'],
  ['workflows', 'write', 'to change files in .github/workflows'],
  ['pull_requests', 'write', 'to open pull requests'],
  ['checks', 'read', 'to see whether checks are green'],
  ['statuses', 'read', 'to see whether commit statuses are green'],
] as const;

/**
 * Throws UsageError with everything that is missing. Of a GitHub App the permissions of its installation are read, of a
 * classic token the scopes that GitHub tells in `x-oauth-scopes`. A fine-grained token and the token of an installation
 * tell nobody what they may do: the first refusal does.
 */
export async function checkAccess(github: GitHub, credentials: Credentials): Promise<void> {
  const missing =
    'token' in credentials
      ? await missingScopes(github, credentials.token)
      : await missingPermissions(github, credentials.installationId);
  if (missing.length > 0) throw new UsageError(missing.join('\n'));
}

/** https://docs.github.com/rest/apps/apps#get-an-installation-for-the-authenticated-app */
async function missingPermissions(github: GitHub, installation: string): Promise<string[]> {
  const path = { installation_id: Number(installation) };
  const { data } = await github.request('GET /app/installations/{installation_id}', path);
  const granted: unknown = data.permissions;
  const levelOf = (name: string): unknown =>
    typeof granted === 'object' && granted !== null ? Reflect.get(granted, name) : undefined;
  const absent = NEEDED.filter(([name, level]) => levelOf(name) !== 'write' && levelOf(name) !== level);
  return absent.map(
    ([name, level, why]) =>
      `The GitHub App lacks "${name}: ${level}", ${why}. Add it to the App, then accept it in the installation.`,
  );
}

/** https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
async function missingScopes(github: GitHub, token: string): Promise<string[]> {
  if (/^(github_pat|ghs)_/.test(token)) return [];
  const told = (await github.request('GET /')).headers['x-oauth-scopes'];
  if (told === undefined) return [];
  const scopes = told.split(/, */);
  const missing = [
    ...(scopes.includes('repo') || scopes.includes('public_repo') ? [] : ['repo']),
    ...(scopes.includes('workflow') ? [] : ['workflow']),
  ];
  const has = scopes.join(', ') === '' ? 'none' : scopes.join(', ');
  return missing.map((scope) => `The token lacks the scope "${scope}" (it has ${has}). Give it: gh auth refresh -s ${scope}, or make a new token.`); // prettier-ignore
}
