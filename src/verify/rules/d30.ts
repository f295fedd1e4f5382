import { conditionOf } from '../facts/conditions';
import { jobsOf } from '../facts/graph';
import { isMixed, outcomeOf } from '../facts/situations';
import { stepTitle, type Action, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Text } from '../read/tree';
import { link, type Link, type Report, type Rule } from '../rule';
import { D07 } from './d07';
import { starved } from './d30-starved';
import { textAsTruth } from './d30-truth';

/** A condition that always or never holds. */
export const D30: Rule = {
  id: 'D30',
  title: 'Unreachable',
  severity: 'error',
  check(repository) {
    const types = new Set(D07.check(repository).map(({ source, place }) => `${source.path}:${place.line}`));
    const jobs = jobsOf(repository).flatMap((job) => reportsFor(repository, job));
    const actions = repository.actions.flatMap((action) =>
      action.steps.flatMap((step) => mixed(action, step.condition)),
    );
    const starving = jobsOf(repository).flatMap((job) => starved(repository, job));
    const all = [...jobs, ...actions, ...starving];
    // A comparison of the wrong type is told as such.
    return all.filter(({ source, place }) => !types.has(`${source.path}:${place.line}`));
  },
};

function reportsFor(repository: Repository, job: Job): Report[] {
  const truths = textAsTruth(repository, job).map(({ condition, input, says }) => {
    return report(
      job,
      condition,
      `"${says}" is a text, and the text "false" counts as true: what was refused happens.`,
      `Write "${says} == 'true'", or make the input a boolean and read it as "inputs.${input.name}".`,
      [link(job.workflow.source, input, `input "${input.name}" is a text here`)],
    );
  });
  const owners: (readonly [Text | undefined, string])[] = [
    [job.condition, `Job "${job.id}"`],
    ...job.steps.map((step: Step) => [step.condition, `Step "${stepTitle(step)}"`] as const),
  ];
  const constant = owners.flatMap(([condition, who]) => {
    if (condition === undefined || truths.some(({ place }) => place.line === condition.line)) return [];
    if (isMixed(condition.text)) return mixed(job, condition);
    const outcome = outcomeOf(repository, job, conditionOf(condition));
    if (outcome === undefined) return [];
    const message = outcome
      ? `The condition always holds: ${who.toLowerCase().startsWith('job') ? 'the job' : 'the step'} is never held back.`
      : `${who} can never run: its condition never holds.`;
    return [
      report(
        job,
        condition,
        message,
        'Correct the condition, or remove what cannot happen.',
        job.workflow.triggers
          .slice(0, 3)
          .map((trigger) => link(job.workflow.source, trigger, `starts on "${trigger.key}"`)),
      ),
    ];
  });
  return [...truths, ...constant];
}

/** Text around the braces: the whole is a text, and no text but the empty one is false. */
function mixed(owner: Job | Action, condition: Text | undefined): Report[] {
  if (condition === undefined || !isMixed(condition.text)) return [];
  return [
    report(
      owner,
      condition,
      'The condition always holds: outside of the braces it is text, and a text counts as true.',
      'Put the whole condition into one pair of braces, or leave the braces out.',
      [],
    ),
  ];
}

function report(
  owner: Job | Action,
  { line, column }: Text,
  message: string,
  fix: string,
  chain: readonly Link[],
): Report {
  const source = owner.kind === 'job' ? owner.workflow.source : owner.source;
  return {
    source,
    place: { line, column },
    message,
    fix,
    chain: [...chain, link(source, { line, column }, source.line(line).trim())],
  };
}
