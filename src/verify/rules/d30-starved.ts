import { asksStatus, conditionOf } from '../facts/conditions';
import { effectsOf } from '../facts/effects';
import { before } from '../facts/graph';
import { isRollback } from '../facts/reach';
import { holdsIn, outcomeOf, situationsOf } from '../facts/situations';
import { referencesOf } from '../read/expression';
import type { Job } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Report } from '../rule';

const SKIPS = /skip|run[-_]|enable|no[-_]|without|with[-_]/i;

/** A job that is skipped because one that it needs is, while the run stays green. */
export function starved(repository: Repository, job: Job): Report[] {
  const own = conditionOf(job.condition);
  if (asksStatus(own) || (job.condition !== undefined && own === undefined)) return [];
  for (const needed of before(job)) {
    const condition = conditionOf(needed.condition);
    if (condition === undefined || asksStatus(condition) || !chained(job, needed)) continue;
    // One that never runs is told where its own condition stands.
    if (
      outcomeOf(repository, needed, condition) === false ||
      (own !== undefined && outcomeOf(repository, job, own) === false)
    )
      continue;
    const situations = situationsOf(repository, job, own === undefined ? [condition] : [condition, own]);
    const wanted = situations.filter((situation) => own === undefined || holdsIn(own, situation) !== false);
    const never = wanted.length > 0 && wanted.every((situation) => holdsIn(condition, situation) === false);
    if (never && own !== undefined)
      return [
        report(
          job,
          needed,
          `Job "${job.id}" can never run: whenever its condition holds, "${needed.id}", which it needs, is skipped.`,
        ),
      ];
    if (isOption(needed) && effectsOf(repository, job).length > 0 && !isRollback(job) && job.condition === undefined) {
      return [
        report(
          job,
          needed,
          `With that option "${needed.id}" is skipped, and so is "${job.id}": nothing is deployed, and the run is green.`,
        ),
      ];
    }
  }
  return [];
}

/** Nothing between the two asks how others ended. */
function chained(job: Job, needed: Job): boolean {
  if (job.needs.some(({ text }) => text === needed.id)) return true;
  return before(job).every((each) => !before(each).includes(needed) || !asksStatus(conditionOf(each.condition)));
}

/** A gate that an input switches off. */
function isOption({ condition }: Job): boolean {
  const paths = referencesOf(conditionOf(condition));
  return paths.length === 1 && paths.every((path) => path.includes('inputs') && SKIPS.test(path.at(-1) ?? ''));
}

function report(job: Job, needed: Job, message: string): Report {
  const { source } = job.workflow;
  const place = job.tree.entries.find(({ key }) => key === 'needs') ?? job.place;
  return {
    ...{ source, place: { line: place.line, column: place.column }, message },
    fix: `Say what happens then: "if: \${{ !cancelled() && (needs.${needed.id}.result == 'success' || needs.${needed.id}.result == 'skipped') }}", or do not skip "${needed.id}".`,
    chain: [
      link(source, needed.condition ?? needed.place, `job "${needed.id}" is skipped by this condition`),
      link(source, place, `job "${job.id}" needs it`),
    ],
  };
}
