import type { Surroundings } from '../surroundings';
import { connect, GITHUBS_PACE, type GitHub, type Pace } from './connect';
import { credentialsFrom, type Credentials } from './credentials';

export interface SignedIn {
  readonly github: GitHub;
  readonly credentials: Credentials;
}

/** A client for the API that `GITHUB_API_URL` names, as whoever the environment says. Throws UsageError where it names nobody. */
export function signIn(
  { env, printError }: Pick<Surroundings, 'env' | 'printError'>,
  pace: Pace = GITHUBS_PACE,
): SignedIn {
  const credentials = credentialsFrom(env);
  const baseUrl = env['GITHUB_API_URL'] ?? '';
  const github = connect({ credentials, pace, tell: printError, ...(baseUrl !== '' && { baseUrl }) });
  return { github, credentials };
}
