import { answered, fieldOf } from '../github/answered';
import { UsageError } from '../surroundings';

/** The part of GitHub's API client that pins are looked up with; an Octokit is one. */
export interface GitHubApi {
  /** `GET /repos/{owner}/{repo}/…` with what stands in the braces, and the query. Rejects with `status` where there is one. */
  request(route: string, parameters?: Readonly<Record<string, string | number>>): Promise<{ readonly data: unknown }>;
}

/** What GitHub answers; undefined where it has no such thing. */
export async function tryGet(
  api: GitHubApi,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
): Promise<unknown> {
  try {
    return (await api.request(route, parameters)).data;
  } catch (error) {
    if (answered(error)?.status === 404) return undefined;
    throw error;
  }
}

/** A text of an answer. Throws UsageError where it is absent: a proxy may answer in GitHub's place. */
export function textOf(answer: unknown, ...keys: readonly string[]): string {
  const found = fieldOf(answer, ...keys);
  if (typeof found === 'string') return found;
  throw new UsageError(
    `GitHub's answer has no ${keys.join('.')}. Is there a proxy in between, or another GITHUB_API_URL?`,
  );
}
