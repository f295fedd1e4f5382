import type { Change, Plan } from './change';
import { stateDiffers } from './change';
import { MANIFEST } from './paths';
import { noteOf } from './render-plan';
import { writerNews } from './summary';

/** One managed file that is not as it should be. */
export interface CheckFinding {
  readonly path: string;
  readonly problem: 'missing' | 'edited' | 'out of date' | 'foreign' | 'blocked';
  /** What is wrong and what to do. */
  readonly message: string;
}

/**
 * What is wrong with the managed files of a repository, by a plan of it; empty when all are as generated.
 *
 * Files that people own (if-missing, released) are not looked for: their absence is a decision.
 */
export function checkPlan(plan: Plan): CheckFinding[] {
  const findings = plan.changes.flatMap((change) => findingOf(change, plan.options.definition));
  return findings.length === 0 ? manifestFinding(plan) : findings;
}

function findingOf(change: Change, definition: string): CheckFinding[] {
  const { path, kind, managed, section, effect, refused } = change;
  const finding = (problem: CheckFinding['problem'], what: string, todo: string) => [
    { path, problem, message: `${path} ${what}. ${todo}` },
  ];
  if (refused) {
    const problem = kind === 'foreign' || kind === 'blocked' ? kind : 'edited';
    return finding(
      problem,
      noteOf(change),
      `Change ${definition} instead, or run npx projen plan to see the difference and the ways out.`,
    );
  }
  if (effect === 'none') return [];
  if (section) return finding('out of date', 'has no section of the pipelines, or an old one', 'Run npx projen.');
  if (!managed) return [];
  if (kind === 'create') return finding('missing', 'is missing', 'Run npx projen.');
  const stale = kind === 'orphan' ? 'is no longer emitted' : 'is out of date';
  return finding('out of date', change.note === '' ? stale : change.note, 'Run npx projen.');
}

/** The guard in CI reads only the manifest, so a manifest that lags behind would let an edit pass or a good file fail. */
function manifestFinding(plan: Plan): CheckFinding[] {
  const { manifest } = plan;
  if (!stateDiffers(manifest)) return [];
  const [problem, what] =
    manifest.before === undefined ? (['missing', 'is missing'] as const) : (['out of date', 'is out of date'] as const);
  return [
    {
      path: MANIFEST,
      problem,
      message: [`${MANIFEST} ${what}.`, writerNews(plan), 'Run npx projen.'].filter(Boolean).join(' '),
    },
  ];
}
