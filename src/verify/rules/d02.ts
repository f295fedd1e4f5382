import { assumptionOf } from '../facts/credentials';
import { jobsOf } from '../facts/graph';
import { stepTitle, type Job, type Permissions, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Link, type Report, type Rule } from '../rule';

/** A role is assumed where the run may not ask for an identity token. */
export const D02: Rule = {
  id: 'D02',
  title: 'The identity token is missing',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap((job) => {
      const step = job.steps.find((each) => assumes(repository, each));
      return step === undefined ? [] : reportsFor(repository, job, step);
    });
  },
};

function assumes(repository: Repository, step: Step, depth = 0): boolean {
  if (assumptionOf(step) !== undefined) return true;
  const action = depth < 4 ? repository.actionOf(step) : undefined;
  return action?.steps.some((each) => assumes(repository, each, depth + 1)) ?? false;
}

function reportsFor(repository: Repository, job: Job, step: Step): Report[] {
  const { workflow } = job;
  const own = job.permissions ?? workflow.permissions;
  const at = step.uses ?? step.place;
  const assumed = link(workflow.source, at, `step "${stepTitle(step)}" assumes a role by OIDC`);
  if (own !== undefined && !grants(own))
    return [report(workflow, at, [link(workflow.source, own, 'these permissions have no "id-token: write"'), assumed])];
  const callers = repository.callersOf(workflow);
  const started = workflow.triggers.some(({ key }) => key !== 'workflow_call');
  if (own === undefined && started) {
    return [
      report(workflow, at, [
        link(
          workflow.source,
          job.place,
          `job "${job.id}" has no permissions of its own, and neither has the workflow: the default has no id-token`,
        ),
        assumed,
      ]),
    ];
  }
  return callers.flatMap((caller) => {
    const cap = caller.permissions ?? caller.workflow.permissions;
    if (cap !== undefined && grants(cap)) return [];
    // The caller may itself be called, and get its permissions there.
    if (cap === undefined && caller.workflow.triggers.every(({ key }) => key === 'workflow_call')) return [];
    const place = cap ?? caller.place;
    return [
      report(caller.workflow, caller.calls ?? caller.place, [
        link(caller.workflow.source, place, `job "${caller.id}" gives what it calls no id-token`),
        assumed,
      ]),
    ];
  });
}

function grants({ scopes }: Permissions): boolean {
  return scopes.get('id-token') === 'write' || scopes.get('*') === 'write';
}

function report({ source }: Job['workflow'], place: { line: number; column: number }, chain: readonly Link[]): Report {
  return {
    ...{ source, place: { line: place.line, column: place.column }, chain },
    message: 'A role is assumed by OIDC, but the job may not ask for an identity token: the step fails.',
    fix: 'Write "permissions: { contents: read, id-token: write }" on the job; for a called workflow, on the job that calls it too.',
  };
}
