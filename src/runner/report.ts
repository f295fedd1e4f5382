/** What a run did, as text for people and as JSON for programs. */
import type { JobReport } from './run-facts';
import type { RunReport } from './run-workflows';

/** The object that `projen-fleet run --json` prints for one run; with times where several run at once. */
export function toObject(report: RunReport, timed: boolean): object {
  const jobs = [...report.jobs];
  const each = <T>(of: (job: JobReport) => T): Record<string, T> =>
    Object.fromEntries(jobs.map(([name, job]) => [name, of(job)]));
  const asked = jobs.flatMap(([name, { permissions }]) =>
    permissions === undefined ? [] : [[name, permissions] as const],
  );
  return {
    version: 1,
    run: report.run,
    jobs: each(({ result }) => result),
    permissions: Object.fromEntries(asked),
    log: each(({ log }) => log.join('\n')),
    errors: report.errors,
    ...(timed && { start: report.start, end: report.end }),
  };
}

const MARKS = { success: '✓', failure: '✗', skipped: '-', cancelled: '!', waiting: '…' } as const;

/** Jobs with their steps; the log of those that failed. */
export function toLines(report: RunReport): string[] {
  const jobs = [...report.jobs].flatMap(([name, { result, records, log }]) => [
    `${MARKS[result]} ${name}: ${result}`,
    ...records.filter(({ within }) => within === '').map((step) => `    ${step.outcome.padEnd(9)} ${step.name}`),
    ...(result === 'failure' || result === 'waiting' ? log.slice(-20).map((line) => `    | ${line}`) : []),
  ]);
  const errors = report.errors.map((error) => `error: ${error}`);
  return [...jobs, ...errors, `Run: ${report.run} after ${(report.end - report.start).toFixed(1)} s`];
}
