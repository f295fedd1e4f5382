import { conditionOf, evaluate } from '../facts/conditions';
import { assumptionOf } from '../facts/credentials';
import { jobsOf } from '../facts/graph';
import { written } from '../facts/types';
import { placeOfCall, sourceOf, stepTitle, valueOf, type Job, type Step, type Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Report, type Rule } from '../rule';

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment', 'pull_request_review', 'issues'];
const HEAD =
  /github\.(head_ref|event\.pull_request\.(head\.|number)|event\.workflow_run\.(head_|pull_requests)|event\.issue\.number|event\.number)|refs\/pull\//;
const FETCH = /^gh pr checkout|^git (fetch|pull|checkout)\b.*(pull\/|head_ref|HEAD_REF|head_sha|HEAD_SHA)/;
const SAME =
  /head\.repo\.full_name|head\.repo\.fork|head_repository|workflow_run\.event|author_association|github\.event\.pull_request\.user\.login|permission/;

/** Code of strangers beside a token or a role. */
export const D18: Rule = {
  id: 'D18',
  title: 'Untrusted code near credentials',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap((job) => [...checkedOut(repository, job), ...onPullRequest(repository, job)]);
  },
};

function checkedOut(repository: Repository, job: Job): Report[] {
  const trigger = triggersOf(repository, job.workflow).find(({ key }) => PRIVILEGED.includes(key));
  if (
    trigger === undefined ||
    [job.condition?.text ?? '', ...job.steps.map(({ condition }) => condition?.text ?? '')].some((text) =>
      SAME.test(text),
    )
  )
    return [];
  for (const step of job.steps) {
    const found = headOf(step);
    if (found === undefined) continue;
    const { source } = job.workflow;
    const chain = [
      link(trigger.source, trigger, `"${trigger.key}" gives the run secrets and a token that writes`),
      link(source, found, source.line(found.line).trim()),
    ];
    return [
      {
        ...{ source, place: { line: found.line, column: found.column }, chain },
        message: 'Code of a pull request runs where secrets and a writing token are: whoever opens one can take them.',
        fix: 'Use "pull_request" for what runs the code, or check out the base only.',
      },
    ];
  }
  return [];
}

function triggersOf(
  repository: Repository,
  workflow: Workflow,
): { key: string; line: number; column: number; source: Workflow['source'] }[] {
  const callers = repository.callersOf(workflow).map((job) => job.workflow);
  return [workflow, ...callers].flatMap(({ triggers, source }) =>
    triggers.map(({ key, line, column }) => ({ key, line, column, source })),
  );
}

/** Where a step takes the head of a pull request. */
function headOf(step: Step): { line: number; column: number } | undefined {
  const { uses } = step;
  if (uses !== undefined && /^actions\/checkout@/.test(uses.text)) {
    const ref = step.with.find(
      ({ key, value }) => /^(ref|repository)$/.test(key) && value.kind === 'text' && HEAD.test(value.text),
    );
    return ref;
  }
  const call = step.commands.find(({ text }) => FETCH.test(text));
  return call === undefined ? undefined : placeOfCall(step, call.offset);
}

/** A role that a branch of a pull request can take. */
function onPullRequest(repository: Repository, job: Job): Report[] {
  const trigger = job.workflow.triggers.find(({ key }) => key === 'pull_request');
  if (trigger === undefined || !runsOn(job, 'pull_request') || environmentHolds(job)) return [];
  const step = job.steps.find((each) => assumes(repository, each) && stepRunsOn(each, 'pull_request'));
  if (step === undefined || isForReading(job, step)) return [];
  const { source } = job.workflow;
  const place = step.uses ?? step.place;
  const chain = [
    link(source, trigger, 'a pull request starts it'),
    link(source, job.place, `job "${job.id}" runs what the pull request brings`),
    link(source, place, `step "${stepTitle(step)}" takes a cloud role`),
  ];
  return [
    {
      ...{ source, place: { line: place.line, column: place.column }, chain },
      message: `A pull request gets a cloud role in job "${job.id}": its code, and its changes of this file, can use it.`,
      fix: 'Take the role only after the merge ("if: github.event_name != \'pull_request\'"), or one that can only read and is trusted for "pull_request" alone.',
    },
  ];
}

function assumes(repository: Repository, step: Step): boolean {
  const keys =
    valueOf(step.with, 'aws-access-key-id') !== undefined && /configure-aws-credentials/.test(step.uses?.text ?? '');
  return (
    keys ||
    assumptionOf(step) !== undefined ||
    (repository.actionOf(step)?.steps.some((each) => assumptionOf(each) !== undefined) ?? false)
  );
}

/** Whether a condition leaves an event in. */
export function runsOn(job: Job, event: string): boolean {
  return permits(job.condition, event);
}

function stepRunsOn(step: Step, event: string): boolean {
  return permits(step.condition, event);
}

function permits(text: Job['condition'], event: string): boolean {
  const condition = conditionOf(text);
  if (condition === undefined) return true;
  const ref = event === 'pull_request' ? 'refs/pull/1/merge' : undefined;
  const value = evaluate(condition, (path) => {
    const name = path.join('.');
    if (name === 'github.event_name') return event;
    if (name === 'github.ref') return ref;
    if (name === 'github.ref_name' && ref !== undefined) return '1/merge';
    if (name === 'github.event.pull_request.merged') return undefined;
    return (path[0] === 'inputs' || name.startsWith('github.event.inputs')) &&
      event !== 'workflow_dispatch' &&
      event !== 'workflow_call'
      ? ''
      : undefined;
  });
  const merged = /pull_request\.merged/.test(written(condition)) && event === 'pull_request';
  return (value === undefined || Boolean(value)) && !merged;
}

function environmentHolds(job: Job): boolean {
  return job.environment !== undefined && /prod|approv|review/i.test(job.environment.text);
}

function isForReading(job: Job, step: Step): boolean {
  const role = valueOf(step.with, 'role-to-assume')?.text ?? valueOf(step.with, 'service_account')?.text ?? '';
  return (
    /read|plan|[-_/](ro|pr|ci|test|lint|validate)\b|pull[-_]?request/i.test(role) ||
    (sourceOf(step.owner) !== job.workflow.source && /read/.test(role))
  );
}
