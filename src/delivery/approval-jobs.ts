import type { Job } from '../github/workflow';
import type { GitHubEnvironment } from '../model/platform';

/** GitHub counts a job that waits for review as running: a group would be held for up to 30 days. */
export const WAITS = 'a run that waits for approval must hold no lock';

/**
 * GitHub asks one person per environment: who comes before the last one gets a job, each after the other, behind `needs`
 * and where `condition` holds.
 */
export function approvalJobs(
  gate: GitHubEnvironment,
  needs: readonly string[],
  condition?: string,
): Record<string, Job> {
  const before = gate.chain.slice(0, -1);
  const ids = before.map((_, i) => (i === 0 ? 'approval' : `approval-${i + 1}`));
  const jobs = before.map((name, i): Job => ({
    '#': 'GitHub takes one approval for each environment, so each further person has an environment of their own.',
    name: i === 0 ? 'First approval' : 'Further approval',
    needs: [...needs, ...ids.slice(Math.max(0, i - 1), i)],
    ...(condition !== undefined && { if: condition }),
    'runs-on': 'ubuntu-24.04',
    environment: { name, deployment: false },
    'timeout-minutes': 5,
    permissions: {},
    steps: [
      {
        name: 'Say who comes next',
        run: `echo "Approved in ${name}. Next is ${gate.chain[i + 1] ?? gate.name}, by someone else."`,
      },
    ],
  }));
  return Object.fromEntries(jobs.map((job, i) => [ids[i] ?? '', job]));
}
