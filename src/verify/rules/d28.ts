import { before, jobsOf } from '../facts/graph';
import { environmentStages } from '../facts/stages';
import { possibleTexts } from '../facts/values';
import { sourceOf, valueOf, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Report, type Rule } from '../rule';

/** An approval may take this long. */
const DAYS = 30;

/** What waits for an approval is gone before that. */
export const D28: Rule = {
  id: 'D28',
  title: 'Artifact shorter than its approval',
  severity: 'warning',
  check(repository) {
    return jobsOf(repository).flatMap((job) => {
      return job.steps.flatMap((step) => (isUpload(step) ? reportFor(repository, job, step) : []));
    });
  },
};

function isUpload(step: Step): boolean {
  return /^actions\/upload-artifact@/.test(step.uses?.text ?? '');
}

function reportFor(repository: Repository, job: Job, upload: Step): Report[] {
  const days = valueOf(upload.with, 'retention-days');
  if (days === undefined || !(Number(days.text) > 0 && Number(days.text) < DAYS)) return [];
  const name = valueOf(upload.with, 'name')?.text ?? 'artifact';
  for (const other of job.workflow.jobs) {
    const download = other.steps.find((step) => takes(step, name));
    const approval = download === undefined ? undefined : approvalOf(repository, job, other);
    if (download === undefined || approval === undefined) continue;
    const source = sourceOf(job);
    return [
      {
        ...{ source, place: { line: days.line, column: days.column } },
        message: `Artifact "${name}" is deleted after ${days.text} days, but the approval of job "${approval.id}" may come after ${DAYS}: then there is nothing to deploy, and a re-run finds nothing either.`,
        fix: `Keep it for more than ${DAYS} days, or in a store of its own: a release, or a bucket by digest.`,
        chain: [
          link(source, days, `kept for ${days.text} days`),
          link(source, approval.environment ?? approval.place, `job "${approval.id}" waits for approval`),
          link(source, download.place, `job "${other.id}" takes it after that`),
        ],
      },
    ];
  }
  return [];
}

function takes(step: Step, name: string): boolean {
  if (!/^actions\/download-artifact@/.test(step.uses?.text ?? '') || valueOf(step.with, 'run-id') !== undefined)
    return false;
  const wanted = valueOf(step.with, 'name')?.text;
  const pattern = valueOf(step.with, 'pattern')?.text;
  if (pattern !== undefined)
    return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);
  return wanted === undefined || wanted === name;
}

/** A job between upload and download, or the downloading one, that waits for people. */
function approvalOf(repository: Repository, upload: Job, download: Job): Job | undefined {
  return [download, ...before(download)].find((job) => {
    if (job === upload || job.environment === undefined || !(before(job).includes(upload) || job === download))
      return false;
    const stages = possibleTexts(job.environment.text, { repository, job }).flatMap(environmentStages);
    return (
      (stages.includes('prod') || stages.includes('test') || /approv/i.test(job.environment.text)) &&
      !/read|plan/i.test(job.environment.text)
    );
  });
}
