import { effectsOf, type Effect } from '../facts/effects';
import { jobsOf } from '../facts/graph';
import { stagesOf } from '../facts/reach';
import type { Job } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Report, type Rule } from '../rule';

const CLEANUP = /ROLLBACK_COMPLETE|REVIEW_IN_PROGRESS|CREATE_FAILED|ROLLBACK_FAILED/;
const CONFIRMED = /confirm|acknowledge|are[-_]?you[-_]?sure|typed|type[-_]/i;
const PREVIEW =
  /preview|ephemeral|pr[-_]?\d|pull[-_]?request|review[-_]?app|head_ref|test[-_]?stack|localstack|sandbox/i;

/** Something that cannot be brought back, without a second look. */
export const D21: Rule = {
  id: 'D21',
  title: 'Unprotected destroy',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap((job) => {
      const destroys = effectsOf(repository, job).filter(
        ({ kind, call }) => kind === 'destroy' && !CLEANUP.test(call?.surroundings.branches.join(' ') ?? ''),
      );
      const [first] = destroys;
      return first === undefined ? [] : reportsFor(repository, job, first);
    });
  },
};

function reportsFor(repository: Repository, job: Job, effect: Effect): Report[] {
  const stages = stagesOf(repository, job);
  const refused = refusesProduction(repository, job);
  const approved =
    job.environment !== undefined ||
    [...job.workflow.jobs].some(
      (each) => each.environment !== undefined && job.needs.some(({ text }) => text === each.id),
    );
  const confirmed = isConfirmed(repository, job);
  const production = stages.includes('prod') && !refused;
  if (!production && confirmed && approved) return [];
  if (!production && (stages.length > 0 || refused) && (confirmed || approved)) return [];
  // Nobody is there to confirm what a schedule or a closed pull request takes down in development.
  const person = job.workflow.triggers.some(({ key }) => key === 'workflow_dispatch');
  if (!production && (isPreview(job) || (!person && stages.length === 1 && stages[0] === 'dev'))) return [];
  if (stages.length === 0 && approved && confirmed) return [];
  const lacks = [...(approved ? [] : ['approval']), ...(confirmed ? [] : ['typed confirmation'])].join(' and no ');
  const { source } = job.workflow;
  const says = production ? 'production can be destroyed' : 'something can be destroyed';
  return [
    {
      ...{ source: effect.source, place: { line: effect.place.line, column: effect.place.column } },
      message: `In job "${job.id}" ${says}${lacks === '' ? '' : ` with no ${lacks}`}.`,
      fix: 'Refuse production in the workflow itself; for the rest ask for an environment with reviewers and the typed name of what is destroyed.',
      chain: [
        link(source, job.place, `job "${job.id}"${job.environment === undefined ? ' has no environment' : ''}`),
        link(effect.source, effect.place, effect.says),
      ],
    },
  ];
}

function refusesProduction(repository: Repository, job: Job): boolean {
  const jobs = [job, ...job.workflow.jobs.filter(({ id }) => job.needs.some(({ text }) => text === id))];
  return jobs.some((each) =>
    repository.stepsOf(each).some((step) => {
      return repository.commandsOf(step).some((call) => {
        const where = `${call.surroundings.branches.join(' ')} ${step.condition?.text ?? ''}`;
        const stops =
          (call.name === 'exit' && call.args[0] !== '0') ||
          (call.surroundings.enforced === true && /prod/i.test(call.text));
        return stops && /(=|is|\bin\b).*\bprod/i.test(`${where} ${call.text}`);
      });
    }),
  );
}

/** A condition or a script compares an input that is typed for this. */
function isConfirmed(repository: Repository, job: Job): boolean {
  const inputs = job.workflow.dispatchInputs.filter(
    ({ name, type, description }) => type !== 'boolean' && (CONFIRMED.test(name) || CONFIRMED.test(description)),
  );
  const jobs = [job, ...job.workflow.jobs.filter(({ id }) => job.needs.some(({ text }) => text === id))];
  return inputs.some(({ name }) => {
    const uses = new RegExp(`inputs\\.${name}\\b`);
    return jobs.some((each) => {
      return (
        uses.test(each.condition?.text ?? '') ||
        repository.stepsOf(each).some((step) => {
          return [
            step.condition?.text ?? '',
            step.run?.text ?? '',
            ...step.env.map(({ value }) => (value.kind === 'text' ? value.text : '')),
          ].some((text) => uses.test(text));
        })
      );
    });
  });
}

function isPreview(job: Job): boolean {
  const steps = job.steps.map(({ run, name }) => `${name} ${run?.text ?? ''}`).join(' ');
  return PREVIEW.test(`${job.id} ${job.name} ${job.environment?.text ?? ''} ${job.workflow.source.path} ${steps}`);
}
