import { hasTrigger, jobsOf } from '../facts/graph';
import { environmentStages } from '../facts/stages';
import { possibleTexts } from '../facts/values';
import { placeOfCall, sourceOf, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';
import { runsOn } from './d18';

const PLAN =
  /^(terraform|tofu|terragrunt)\b.* plan\b|^(npx )?cdk diff\b|detect-stack-drift|^driftctl\b|^pulumi preview\b/;
const TELLS =
  /^gh (issue|pr|api)|^curl\b.*(-X POST|-d |--data)|sns publish|GITHUB_STEP_SUMMARY|::(error|warning)|^exit [1-9]|^mail\b|ses send/;
const TELLING_ACTIONS = /github-script|slack|issue|teams|discord|notify|pagerduty|mail/i;

/** A check for drift that cannot run, or that tells nobody. */
export const D22: Rule = {
  id: 'D22',
  title: 'Drift check that cannot run or report',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap((job) =>
      isScheduledPlan(repository, job) ? [...waits(repository, job), ...judged(repository, job)] : [],
    );
  },
};

function isScheduledPlan(repository: Repository, job: Job): boolean {
  if (!hasTrigger(job.workflow, 'schedule') || !runsOn(job, 'schedule')) return false;
  const commands = repository.stepsOf(job).flatMap((step) => repository.commandsOf(step));
  return (
    commands.some(({ text }) => PLAN.test(text)) &&
    !commands.some(({ text }) => /^(terraform|tofu|terragrunt)\b.* apply\b/.test(text))
  );
}

/** Whether a command is the question of a drift check, whose exit code is judged here. */
export function isDriftCheck(repository: Repository, step: Step, call: Call): boolean {
  return step.owner.kind === 'job' && PLAN.test(call.text) && isScheduledPlan(repository, step.owner);
}

function report(job: Job, place: Place, message: string, fix: string, says: string): Report {
  const { source } = job.workflow;
  const schedule = job.workflow.triggers.find(({ key }) => key === 'schedule') ?? job.place;
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [link(source, schedule, 'a schedule starts it'), link(source, place, says)],
  };
}

function waits(repository: Repository, job: Job): Report[] {
  const { environment } = job;
  if (environment === undefined || /read|plan|drift|[-_]ro\b/i.test(environment.text)) return [];
  const stages = possibleTexts(environment.text, { repository, job }).flatMap(environmentStages);
  if (!stages.includes('prod') && !stages.includes('test')) return [];
  return [
    report(
      job,
      environment,
      `The check waits for a reviewer of "${environment.text}" each time, and is given up after 30 days.`,
      'Use an environment without reviewers and a role that can only read.',
      `job "${job.id}" waits in environment "${environment.text}"`,
    ),
  ];
}

function judged(repository: Repository, job: Job): Report[] {
  const steps = repository.stepsOf(job);
  for (const step of steps) {
    const call = step.commands.find(({ text }) => PLAN.test(text));
    if (call === undefined) continue;
    const place = placeOfCall(step, call.surroundings.swallowed ?? call.offset);
    const confused = confuses(step, call);
    if (confused !== undefined)
      return [
        report(
          job,
          confused === 'here' ? place : placeOfCall(step, confused),
          'An error of the plan (exit code 1) and drift (exit code 2) are taken for the same.',
          'Keep the code ("code=0; terraform plan -detailed-exitcode … || code=$?") and tell 0, 1 and 2 apart.',
          sourceOf(step.owner).line(place.line).trim(),
        ),
      ];
    if (!tells(repository, job, call))
      return [
        report(
          job,
          placeOfCall(step, call.offset),
          'Drift is found and nobody hears of it: the run is green and nothing is sent.',
          'Use "-detailed-exitcode" and open an issue, or fail the run, when the code is 2.',
          call.text.slice(0, 100),
        ),
      ];
  }
  return [];
}

function confuses(step: Step, call: Call): number | 'here' | undefined {
  const script = step.run?.text ?? '';
  if (!call.text.includes('-detailed-exitcode')) return undefined;
  if (call.surroundings.swallowed !== undefined) return 'here';
  if (step.continueOnError?.text === 'true' && !/\$\?|PIPESTATUS/.test(script)) return 'here';
  const test = /\[\[?\s*"?\$(\?|\{?\w*(code|exit|rc|status|result)\w*\}?)"?\s*(-ne|!=)\s*0/i.exec(
    script.slice(call.offset),
  );
  const split = /(-eq|==|-ne|=)\s*"?[12]\b|\b[12]\)/.test(script.slice(call.offset));
  return test !== null && !split ? call.offset + test.index : undefined;
}

/** Something says what was found: a message, an issue, or a run that turns red. */
function tells(repository: Repository, job: Job, call: Call): boolean {
  const jobs = [job, ...job.workflow.jobs.filter(({ needs }) => needs.some(({ text }) => text === job.id))];
  const told = jobs.some((each) =>
    repository.stepsOf(each).some((step) => {
      return (
        TELLING_ACTIONS.test(step.uses?.text ?? '') ||
        repository
          .commandsOf(step)
          .some(
            (one) =>
              TELLS.test(one.text) ||
              one.redirects.some(({ target }) =>
                target.parts.some((part) => part.kind === 'variable' && part.name === 'GITHUB_STEP_SUMMARY'),
              ),
          )
      );
    }),
  );
  return (
    told ||
    (call.text.includes('-detailed-exitcode') &&
      !call.surroundings.condition &&
      !repository.stepsOf(job).some(({ run }) => run?.text.includes('set +e') === true))
  );
}
