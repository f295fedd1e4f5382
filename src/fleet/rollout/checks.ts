/** Whether the checks of a commit are green: check runs, and the older commit statuses. */
import type { GitHub } from '../github/connect';
import type { Member } from './waves';

export type Verdict = 'green' | 'red' | 'pending' | 'none';

export interface Checks {
  readonly verdict: Verdict;
  /** Names of those that are red, or not done yet. */
  readonly named: readonly string[];
}

const GREEN = new Set(['success', 'neutral', 'skipped']);

/** Red where anything is; `none` where GitHub knows of no check: they may not have begun. */
export async function checksOf(github: GitHub, { owner, name }: Member, sha: string): Promise<Checks> {
  const at = { owner, repo: name, ref: sha, per_page: 100 };
  const runs = await github.paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', at);
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits/{ref}/status', at);
  const all = [
    ...runs.map((run) => ({ name: run.name, verdict: verdictOf(run.conclusion) })),
    ...data.statuses.map(({ context, state }) => ({ name: context, verdict: STATES.get(state) ?? 'red' })),
  ];
  const verdict = (['red', 'pending', 'green'] as const).find((each) => all.some((check) => check.verdict === each));
  const named = all.filter((check) => check.verdict === verdict && verdict !== 'green').map((check) => check.name);
  return { verdict: verdict ?? 'none', named: [...new Set(named)] };
}

function verdictOf(conclusion: string | null): Verdict {
  if (conclusion === null) return 'pending';
  return GREEN.has(conclusion) ? 'green' : 'red';
}

const STATES = new Map<string, Verdict>([
  ['success', 'green'],
  ['pending', 'pending'],
]);
