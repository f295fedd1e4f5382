/** Who calls GitHub: read from what the command line was started with. */
import { UsageError } from '../surroundings';

/** A token (a personal one, or that of a workflow), or an installed GitHub App, whose tokens are made as they are needed. */
export type Credentials =
  { readonly token: string } | { readonly appId: string; readonly privateKey: string; readonly installationId: string };

const APP = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_INSTALLATION_ID'] as const;

/**
 * `GITHUB_TOKEN` or `GH_TOKEN`, or all three of `GITHUB_APP_ID`, `GITHUB_APP_PRIVATE_KEY` and `GITHUB_APP_INSTALLATION_ID`.
 * The App goes first where both are there: it has limits of its own. Throws UsageError when there is neither.
 */
export function credentialsFrom(env: Readonly<Record<string, string | undefined>>): Credentials {
  const [appId = '', privateKey = '', installationId = ''] = APP.map((name) => env[name] ?? '');
  const absent = APP.filter((name) => (env[name] ?? '') === '');
  if (absent.length === 0) return { appId, privateKey, installationId };
  if (absent.length < APP.length) throw new UsageError(`A GitHub App needs ${absent.join(' and ')} too. Set it.`);
  const token = [env['GITHUB_TOKEN'], env['GH_TOKEN']].find((value) => value !== undefined && value !== '');
  if (token !== undefined) return { token };
  throw new UsageError(
    `Nobody is signed in to GitHub. Set GITHUB_TOKEN (for people: export GITHUB_TOKEN=$(gh auth token)), or ${APP.join(', ')}.`,
  );
}
