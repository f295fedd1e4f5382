import { conditionOf } from '../facts/conditions';
import { before, hasTrigger } from '../facts/graph';
import { deploymentsOf, isRollback, type Deployment } from '../facts/reach';
import { environmentStages, stagesIn } from '../facts/stages';
import { written } from '../facts/types';
import { expandVariables } from '../facts/values';
import type { Job, Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { allTexts, textsOf } from '../read/tree';
import { link, type Link, type Report, type Rule } from '../rule';

/** Commands and actions that look up what ran before. */
const PROOF =
  /gh (run (list|view)|attestation verify|api \S*(deployments|actions\/runs|workflows|attestations))|cosign verify|actions\/runs\/|check-proof|\bprove[-_]|soak/i;
const VERSION = /version|tag|ref|sha|commit|artifact|release|image|digest|build/i;

/** Production without evidence that this version passed the environment before. */
export const D17: Rule = {
  id: 'D17',
  title: 'Production without proof',
  severity: 'error',
  check(repository) {
    const stages = new Set(
      repository.workflows.flatMap((workflow) => deploymentsOf(repository, workflow).flatMap((each) => each.stages)),
    );
    const staged = stages.has('dev') || stages.has('test');
    return repository.workflows.flatMap((workflow) => {
      if (/roll[-_ ]?back|destroy|teardown/i.test(workflow.source.path)) return [];
      const reports = deploymentsOf(repository, workflow).flatMap((deployment) =>
        reportFor(repository, workflow, deployment, staged),
      );
      return reports.slice(0, 1);
    });
  },
};

function reportFor(repository: Repository, workflow: Workflow, deployment: Deployment, staged: boolean): Report[] {
  const { job, stages, effects } = deployment;
  if (!stages.includes('prod') || isRollback(job) || effects.every(({ kind }) => kind === 'destroy')) return [];
  if (workflow.triggers.every(({ key }) => key === 'workflow_call')) return [];
  const branch = anyBranch(workflow, job);
  const unproven = staged && !passedEarlier(repository, deployment) && !isProven(repository, workflow, job);
  if (branch === undefined && !unproven) return [];
  const { source } = workflow;
  const changes = effects[0] === undefined ? [] : [link(effects[0].source, effects[0].place, effects[0].says)];
  const started = workflow.triggers[0];
  const chain = [
    ...(branch === undefined
      ? started === undefined
        ? []
        : [link(source, started, `"${started.key}" starts it`)]
      : [branch]),
    link(source, job.place, `job "${job.id}" reaches production`),
    ...changes,
  ];
  const message = unproven
    ? 'nothing shows that this version passed the environment before'
    : 'it can come from any branch';
  return [
    {
      ...{ source, place: job.place, chain },
      message: `Job "${job.id}" deploys to production, and ${message}.`,
      fix: 'Deploy only the version that the environment before runs and has proven: take it from there by digest, and refuse any other and any other branch.',
    },
  ];
}

/** A push to whichever branch. */
function anyBranch(workflow: Workflow, job: Job): Link | undefined {
  const push = workflow.triggers.find(({ key }) => key === 'push');
  if (push === undefined || restricts(job) || before(job).some(restricts)) return undefined;
  const value = push.value.kind === 'table' ? push.value : undefined;
  const filters = value?.entries.filter(({ key }) => /^(branches|tags)(-ignore)?$/.test(key)) ?? [];
  const open =
    filters.length === 0 ||
    filters.every(
      ({ key, value: list }) => key === 'branches' && textsOf(list).some(({ text }) => /^\*\*?$/.test(text)),
    );
  return open ? link(workflow.source, push, 'a push to any branch starts it') : undefined;
}

function restricts(job: Job): boolean {
  const condition = conditionOf(job.condition);
  return (
    condition !== undefined && /github\.(ref|ref_name|event\.release|event\.workflow_run)/.test(written(condition))
  );
}

/** A deployment or a test of an earlier stage comes first in the same run. */
function passedEarlier(repository: Repository, { job, stages }: Deployment): boolean {
  if (stages.length > 1) return false;
  const earlier = deploymentsOf(repository, job.workflow)
    .filter((each) => !each.stages.includes('prod') && each.stages.length > 0)
    .map((each) => each.job);
  const chain = before(job);
  return chain.some((each) => earlier.includes(each) || (each.calls !== undefined && isEarlier(each)));
}

function isEarlier(job: Job): boolean {
  const names = [job.id, job.name, ...job.with.flatMap(({ value }) => (value.kind === 'text' ? value.text : []))].join(
    ' ',
  );
  const stages = environmentStages(names);
  return (
    (stages.includes('dev') || stages.includes('test')) && /deploy|promote|release|apply|stag|sit|uat|dev/i.test(names)
  );
}

/** Something on the way looks up what the earlier environment runs, and for this very version. */
function isProven(repository: Repository, workflow: Workflow, job: Job): boolean {
  if (hasTrigger(workflow, 'workflow_run') && workflow.triggers.length === 1) return true;
  return [job, ...before(job)].some((each) => {
    const steps = repository.stepsOf(each);
    return steps.some((step) => {
      const commands = repository
        .commandsOf(step)
        .map(({ text }) => expandVariables(text, { repository, job: each, step }));
      const about = [...commands, step.uses?.text ?? ''].join('\n');
      if (PROOF.test(about)) return true;
      const given = [...step.env, ...step.with].flatMap(({ value }) => allTexts(value).map(({ text }) => text));
      const named = [...given, step.run?.text ?? ''].some((text) => usesVersion(text));
      return named && commands.some((text) => /^aws|^gh|^curl|^kubectl|^helm|^git/.test(text) && namesEarlier(text));
    });
  });
}

/** Only an earlier stage: a name made of any stage proves nothing. */
function namesEarlier(text: string): boolean {
  const stages = stagesIn(text);
  return stages.length > 0 && !stages.includes('prod');
}

function usesVersion(text: string): boolean {
  return [...text.matchAll(/\b(?:inputs|outputs)\.([\w-]+)/g)].some(([, name = '']) => VERSION.test(name));
}
