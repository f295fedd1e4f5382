import { assumptionOf } from '../facts/credentials';
import { jobsOf } from '../facts/graph';
import type { Job } from '../read/model';
import type { Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import { accountMismatches } from './d19-accounts';
import { crossed } from './d19-crossed';
import { regionMismatches } from './d19-regions';

/** One environment's job with another's account, region or state. */
export const D19: Rule = {
  id: 'D19',
  title: 'Wrong account, region or state',
  severity: 'error',
  check(repository) {
    const jobs = jobsOf(repository).flatMap((job) => [...independent(job), ...crossed(repository, job)]);
    return [...jobs, ...regionMismatches(repository), ...accountMismatches(repository)];
  },
};

/** Environment and role typed apart from each other: any mixture is possible. */
function independent(job: Job): Report[] {
  const environment = /inputs\.(\w+)/.exec(job.environment?.text ?? '')?.[1];
  if (environment === undefined) return [];
  return job.steps.flatMap((step) => {
    const found = [assumptionOf(step)?.role, assumptionOf(step)?.region].find((text) => {
      const name = /^\s*\$\{\{\s*(?:github\.event\.)?inputs\.(\w+)\s*\}\}\s*$/.exec(text?.text ?? '')?.[1];
      return (
        name !== undefined && name !== environment && job.workflow.dispatchInputs.some((input) => input.name === name)
      );
    });
    if (found === undefined) return [];
    return [
      report(
        job,
        found,
        `The environment comes from input "${environment}", and "${found.text}" from another one: whoever starts the run can mix them.`,
        'Derive account, role and region from the environment alone, from one table.',
        [],
      ),
    ];
  });
}

export function report(job: Job, place: Place, message: string, fix: string, before: readonly Place[]): Report {
  const { source } = job.workflow;
  const lines = [...before, place].map((each) => link(source, each, source.line(each.line).trim()));
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [link(source, job.place, `job "${job.id}"`), ...lines],
  };
}
