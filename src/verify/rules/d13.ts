import { jobsOf } from '../facts/graph';
import { at } from '../read/tree';
import { link, type Rule } from '../rule';

/** A job that may hang for six hours. */
export const D13: Rule = {
  id: 'D13',
  title: 'No timeout',
  severity: 'warning',
  check(repository) {
    return jobsOf(repository).flatMap((job) => {
      const limited = at(job.tree, 'timeout-minutes') !== undefined;
      const steps = job.steps.length > 0 && job.steps.every(({ tree }) => at(tree, 'timeout-minutes') !== undefined);
      if (limited || steps || job.calls !== undefined) return [];
      const { source } = job.workflow;
      return [
        {
          ...{ source, place: job.place },
          message: `Job "${job.id}" has no time limit: when it hangs it holds its runner, and what waits for it, for six hours.`,
          fix: 'Write "timeout-minutes:" on the job, a little above what it usually takes.',
          chain: [link(source, job.place, `job "${job.id}"`)],
        },
      ];
    });
  },
};
