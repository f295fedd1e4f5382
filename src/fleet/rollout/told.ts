/** A rollout for a terminal, and for the summary of a workflow. */
import { exitOfRollout, type Rollout } from './open';
import type { Result, State } from './result';

/** What it came to, and what to do next. */
export function toldOf(rollout: Rollout): string {
  const { results, stopped, next } = rollout;
  const lines = stopped.map(({ repository, why, url }) => `held by   ${repository} ${url}: ${why}`);
  return [...lines, countsOf(results), nextStep(rollout, next)].join('\n');
}

function countsOf(results: readonly Result[]): string {
  const count = new Map<State, number>();
  for (const { state } of results) count.set(state, (count.get(state) ?? 0) + 1);
  const parts = [...count].sort(([a], [b]) => (a < b ? -1 : 1)).map(([state, times]) => `${times} ${state}`);
  return `${results.length} repositories: ${parts.join(', ')}.`;
}

function nextStep({ results, stopped }: Rollout, next: string | undefined): string {
  if (results.some(({ state }) => state === 'failed')) return 'Stopped: some failed. Remove the cause and run the same command again.'; // prettier-ignore
  const to = next ?? 'the next wave';
  if (stopped.some(({ verdict }) => verdict === 'red')) return `Stopped before ${to}: checks are red. Fix the definition, or close the pull request.`; // prettier-ignore
  if (stopped.length > 0) return `Stopped before ${to}: checks are not done. Run the same command again, or give --wait MINUTES.`; // prettier-ignore
  return next === undefined ? 'No wave is left.' : `Next is ${next}, once these are green.`;
}

/** Markdown for `$GITHUB_STEP_SUMMARY`. */
export function markdownOf(rollout: Rollout): string {
  const { results, stopped, next } = rollout;
  const shown = results.filter(({ state }) => state !== 'unchanged' && state !== 'current');
  const rows = shown.map(({ wave, repository, state, number, url, notes }) => {
    const pull = number === undefined ? '' : `[#${number}](${url ?? ''})`;
    return `| ${wave} | ${repository} | ${state} | ${pull} | ${notes.join('; ').replaceAll('|', '\\|').replaceAll('\n', ' ')} |`;
  });
  const held = stopped.map(({ repository, why, url }) => `- held by [${repository}](${url}): ${why}`);
  const heading = exitOfRollout(rollout, false) === 0 ? 'Rollout' : 'Rollout: somebody has to look';
  const table = rows.length === 0 ? [] : ['| wave | repository | state | pull request | |', '| --- | --- | --- | --- | --- |', ...rows, '']; // prettier-ignore
  return [`### ${heading}`, '', ...table, ...held, countsOf(results), '', nextStep(rollout, next), ''].join('\n');
}
