import { effectOfCall, effectsOf } from '../facts/effects';
import { isGateCall, isGateJob, isGateStep } from '../facts/gates';
import { after, before, jobsOf, stepsIn, usesOf } from '../facts/graph';
import { isRollback } from '../facts/reach';
import { placeOfCall, sourceOf, stepTitle, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import { at, type Place } from '../read/tree';
import { link, type Link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';
import { runsWithout } from './d06';
import { toldOnly } from './d10-told';
import { isDriftCheck } from './d22';

/** A gate whose failure changes nothing. */
export const D10: Rule = {
  id: 'D10',
  title: 'Swallowed failure',
  severity: 'error',
  check(repository) {
    const steps = stepsIn(repository).flatMap((step) => [
      ...tolerated(step),
      ...swallowed(repository, step),
      ...toldOnly(step),
    ]);
    const jobs = jobsOf(repository).flatMap((job) => [...toleratedJob(job), ...regardless(repository, job)]);
    return [...steps, ...jobs];
  },
};

function tolerated(step: Step): Report[] {
  const { continueOnError: flag, owner } = step;
  const matters = isGateStep(step) || step.commands.some((call) => effectOfCall(call) !== undefined);
  if (flag?.text !== 'true' || !matters || isRead(step)) return [];
  const place = entryPlace(step.tree.entries, flag);
  return [
    report(
      sourceOf(owner),
      place,
      `Step "${stepTitle(step)}" may fail and the job goes on as if it had passed.`,
      'Remove "continue-on-error", or ask for "steps.<id>.outcome" in a later step that fails.',
      [],
    ),
  ];
}

/** A later step asks how this one ended. */
function isRead({ id, owner }: Step): boolean {
  if (id === undefined) return false;
  return usesOf(owner).some(({ text }) => new RegExp(`steps\\.${id.text}\\.(outcome|conclusion)`).test(text));
}

function entryPlace(entries: readonly (Place & { readonly key: string })[], fallback: Place): Place {
  const { line, column } = entries.find(({ key }) => key === 'continue-on-error') ?? fallback;
  return { line, column };
}

function toleratedJob(job: Job): Report[] {
  const flag = at(job.tree, 'continue-on-error');
  if (flag?.kind !== 'text' || flag.text !== 'true' || !isGateJob(job)) return [];
  const place = entryPlace(job.tree.entries, flag);
  return [
    report(
      job.workflow.source,
      place,
      `Job "${job.id}" is a gate, but its failure leaves the run green.`,
      'Remove "continue-on-error" from the job.',
      [link(job.workflow.source, job.place, `job "${job.id}" is a gate`)],
    ),
  ];
}

function swallowed(repository: Repository, step: Step): Report[] {
  return step.commands.flatMap((call) => {
    const { swallowed: offset } = call.surroundings;
    const matters =
      isGateCall(call) || effectOfCall(call) !== undefined || /^(terraform|tofu)\b.* (plan|init)\b/.test(call.text);
    if (offset === undefined || !matters || isDriftCheck(repository, step, call) || isLookup(call)) return [];
    const source = sourceOf(step.owner);
    const chain = [link(source, placeOfCall(step, call.offset), call.text.slice(0, 100))];
    return [
      report(
        source,
        placeOfCall(step, offset),
        `When "${call.text.slice(0, 60)}" fails, what stands behind "||" succeeds instead.`,
        'Let it fail: remove what stands behind "||", or end that with "exit 1".',
        chain,
      ),
    ];
  });
}

/** A command that only asks whether something is there. */
function isLookup({ surroundings, text }: Call): boolean {
  return surroundings.nested && !isEnforcing(text);
}

function isEnforcing(text: string): boolean {
  return /\b(pytest|ruff|mypy|bandit|test|audit|apply|deploy|validate)\b/.test(text);
}

/** A job on the way to an environment that runs whatever its gates said. */
function regardless(repository: Repository, job: Job): Report[] {
  const onTheWay = [job, ...after(job)].some((each) => !isRollback(each) && effectsOf(repository, each).length > 0);
  if (!onTheWay || isRollback(job) || job.condition === undefined || isAfterDeployment(repository, job)) return [];
  const gate = before(job).find(
    (each) =>
      each.environment === undefined &&
      isNeededGate(job, each) &&
      (runsWithout(job, each) || runsWithout(job, each, 'cancelled')),
  );
  if (gate === undefined) return [];
  const { source } = job.workflow;
  const chain = [
    link(source, gate.place, `job "${gate.id}" is a gate`),
    link(source, job.condition, `the condition of job "${job.id}" holds though it has not passed`),
  ];
  return [
    report(
      source,
      job.condition,
      `Job "${job.id}" runs although the gate "${gate.id}" did not pass.`,
      `Ask for it: "needs.${gate.id}.result == 'success'".`,
      chain,
    ),
  ];
}

function isNeededGate(job: Job, gate: Job): boolean {
  return isGateJob(gate) && job.needs.some(({ text }) => text.toLowerCase() === gate.id.toLowerCase());
}

/** What comes after the deployment verifies or reports it. */
function isAfterDeployment(repository: Repository, job: Job): boolean {
  return effectsOf(repository, job).length === 0 && before(job).some((each) => effectsOf(repository, each).length > 0);
}

export function report(source: Source, place: Place, message: string, fix: string, chain: readonly Link[]): Report {
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [...chain, link(source, place, source.line(place.line).trim())],
  };
}
