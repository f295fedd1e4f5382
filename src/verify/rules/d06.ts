import { conditionOf, evaluate } from '../facts/conditions';
import { effectsOf } from '../facts/effects';
import { before } from '../facts/graph';
import { deploymentsOf, isRollback, stagesOf, type Deployment } from '../facts/reach';
import type { Job } from '../read/model';
import type { Repository } from '../read/repository';
import { at, type Place } from '../read/tree';
import { link, type Link, type Report, type Rule } from '../rule';

/** An approval that does not hold what it should. */
export const D06: Rule = {
  id: 'D06',
  title: 'Approval not bound to the deployment',
  severity: 'error',
  check(repository) {
    return repository.workflows.flatMap((workflow) => {
      return deploymentsOf(repository, workflow).flatMap((deployment) => reportsFor(repository, deployment));
    });
  },
};

function reportsFor(repository: Repository, { job, effects, stages }: Deployment): Report[] {
  if (job.environment !== undefined || isRollback(job) || effects.every(({ kind }) => kind === 'destroy')) return [];
  if (waitsInside(job) || !(stages.includes('prod') || stages.includes('test'))) return [];
  const approvals = job.workflow.jobs.filter(
    (each) => isApproval(repository, each) && concerns(repository, each, stages),
  );
  const needed = before(job).filter((each) => approvals.includes(each));
  const changes = effects[0] === undefined ? [] : [link(effects[0].source, effects[0].place, effects[0].says)];
  if (needed.length > 0) {
    const skipped = needed.find((approval) => runsWithout(job, approval));
    return skipped === undefined ? [] : [bypassed(job, skipped, changes)];
  }
  if (approvals[0] !== undefined) return [unbound(job, approvals[0], changes)];
  const approvedByCaller = repository
    .callersOf(job.workflow)
    .some((caller) => [...before(caller)].some((each) => each.environment !== undefined));
  return stages.includes('prod') && !approvedByCaller ? [missing(job, changes)] : [];
}

/** An environment in front of nothing but words, or a person asked by name. */
function isApproval(repository: Repository, job: Job): boolean {
  if (job.calls !== undefined || effectsOf(repository, job).length > 0) return false;
  return job.environment !== undefined ? !/read|plan|drift/i.test(job.environment.text) : waitsInside(job);
}

function waitsInside(job: Job): boolean {
  return job.steps.some(({ uses }) => /^trstringer\/manual-approval@/.test(uses?.text ?? ''));
}

function concerns(repository: Repository, approval: Job, stages: Deployment['stages']): boolean {
  const own = stagesOf(repository, approval);
  return own.length === 0 || own.some((stage) => stages.includes(stage));
}

/** Whether a job runs though one that it needs has failed: a refused approval fails. */
export function runsWithout(job: Job, needed: Job, result = 'failure'): boolean {
  const condition = conditionOf(job.condition);
  if (condition === undefined) return false;
  const lookup = (path: readonly string[]): string | undefined => {
    if (path[0] !== 'needs' || path[2] !== 'result') return undefined;
    return path[1]?.toLowerCase() === needed.id.toLowerCase() ? result : 'success';
  };
  const direct = job.needs.some(({ text }) => text.toLowerCase() === needed.id.toLowerCase());
  const states: Readonly<Record<string, boolean>> = { always: true, failure: true, success: false, cancelled: false };
  const held = evaluate(condition, lookup, (name) => states[name]);
  return (
    held === true ||
    (held === undefined &&
      direct &&
      /always\(\)|cancelled\(\)|failure\(\)/.test(job.condition?.text ?? '') &&
      !(job.condition?.text ?? '').includes(`needs.${needed.id}.`))
  );
}

function report(job: Job, place: Place, message: string, fix: string, chain: readonly Link[]): Report {
  return { source: job.workflow.source, place: { line: place.line, column: place.column }, message, fix, chain };
}

function bypassed(job: Job, approval: Job, changes: readonly Link[]): Report {
  const { source } = job.workflow;
  const chain = [
    link(source, approval.place, `job "${approval.id}" waits for approval`),
    link(source, job.condition ?? job.place, 'this condition holds also when that was refused'),
    ...changes,
  ];
  return report(
    job,
    job.condition ?? job.place,
    `Job "${job.id}" deploys also when the approval "${approval.id}" was refused or failed.`,
    `Ask for it: "needs.${approval.id}.result == 'success'", or put the environment on job "${job.id}" itself.`,
    chain,
  );
}

function unbound(job: Job, approval: Job, changes: readonly Link[]): Report {
  const { source } = job.workflow;
  const place =
    at(job.tree, 'needs') === undefined
      ? job.place
      : (job.tree.entries.find(({ key }) => key === 'needs') ?? job.place);
  const chain = [
    link(source, approval.place, `job "${approval.id}" waits for approval`),
    link(source, place, `job "${job.id}" does not wait for it`),
    ...changes,
  ];
  return report(
    job,
    place,
    `Job "${job.id}" deploys without waiting for the approval "${approval.id}".`,
    `Add "${approval.id}" to its needs, or put the environment on job "${job.id}" itself.`,
    chain,
  );
}

function missing(job: Job, changes: readonly Link[]): Report {
  const chain = [
    link(job.workflow.source, job.place, `job "${job.id}" reaches production and has no environment`),
    ...changes,
  ];
  return report(
    job,
    job.place,
    `Job "${job.id}" deploys to production and nobody is asked: it has no environment with reviewers.`,
    'Write "environment: prod" on the job, and give that environment reviewers.',
    chain,
  );
}
