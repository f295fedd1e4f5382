import type { Effect } from '../facts/effects';
import { deploymentsOf, type Deployment } from '../facts/reach';
import type { Job, Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { at, entryOf, textAt, type Entry } from '../read/tree';
import { link, type Report, type Rule } from '../rule';

/** Two deployments at the same time, or one that is cut off in the middle. */
export const D12: Rule = {
  id: 'D12',
  title: 'Deployments overlap or are cut off',
  severity: 'error',
  check(repository) {
    return repository.workflows.flatMap((workflow) => {
      const deployments = deploymentsOf(repository, workflow);
      return [...cut(workflow, deployments), ...overlapping(repository, workflow, deployments)];
    });
  },
};

function cut(workflow: Workflow, deployments: readonly Deployment[]): Report[] {
  if (deployments.length === 0 && !workflow.jobs.some(({ calls }) => /deploy|promote|release/i.test(calls?.text ?? '')))
    return [];
  const own = deployments.map(({ job }) => job.concurrency);
  return [workflow.concurrency, ...own].flatMap((concurrency) => {
    const flag = entryOf(concurrency?.value, 'cancel-in-progress');
    if (flag?.value.kind !== 'text' || flag.value.text !== 'true') return [];
    const { source } = workflow;
    const job = deployments[0]?.job ?? workflow.jobs.find(({ calls }) => calls !== undefined);
    const place = { line: flag.line, column: flag.column };
    return [
      {
        ...{ source, place },
        message:
          'A newer run cancels a deployment that is under way: it ends half done, perhaps with a lock that stays.',
        fix: 'Write "cancel-in-progress: false".',
        chain: [
          link(source, flag, 'cancels what runs'),
          ...(job === undefined ? [] : [link(source, job.place, `job "${job.id}" deploys`)]),
        ],
      },
    ];
  });
}

function overlapping(repository: Repository, workflow: Workflow, deployments: readonly Deployment[]): Report[] {
  const open = deployments.flatMap(({ job, effects }) => {
    const effect = effects.find((each) => !hasLock(repository, each) && !isRestart(repository, workflow, each));
    // A stack that refuses a second change holds all else of the job, too.
    const stack = effects.some(({ tool }) => tool === 'stack');
    return effect !== undefined && !stack && !isSerial(repository, job) ? [{ job, effect }] : [];
  });
  const [first] = open;
  if (first === undefined) return [];
  const { source } = workflow;
  return [
    {
      ...{ source, place: first.job.place },
      message: `Two runs can deploy at the same time: job "${first.job.id}" has no concurrency group, and "${first.effect.says.slice(0, 50)}" no lock of its own.`,
      fix: 'Write "concurrency: { group: deploy-<environment>, cancel-in-progress: false }" on the workflow or the job.',
      chain: open.map(({ job, effect }) => link(effect.source, effect.place, `job "${job.id}": ${effect.says}`)),
    },
  ];
}

/**
 * What runs is started anew, as it is: the order of two such restarts changes nothing. Where the workflow pushes an image,
 * a restart is how that gets there.
 */
function isRestart(repository: Repository, workflow: Workflow, { call }: Effect): boolean {
  const text = call?.text ?? '';
  const same =
    /ecs update-service\b.* --force-new-deployment\b/.test(text) && !/ --(task-definition|desired-count)\b/.test(text);
  return same && !workflow.jobs.some((job) => pushesImage(repository, job));
}

function pushesImage(repository: Repository, job: Job): boolean {
  const called = repository.calledBy(job)?.jobs ?? [];
  return [job, ...called]
    .flatMap((each) => repository.stepsOf(each))
    .some(
      (step) =>
        /^docker\/build-push-action/.test(step.uses?.text ?? '') ||
        repository.commandsOf(step).some(({ text }) => /^(docker|podman|crane|skopeo)\b.*\b(push|copy)\b/.test(text)),
    );
}

/** CloudFormation refuses a second change. Terraform does where its state has a lock. */
function hasLock(repository: Repository, { tool, call }: Effect): boolean {
  if (tool === 'stack') return true;
  if (tool !== 'terraform' || call?.text.includes('-lock=false') === true) return false;
  return [...repository.files].some(({ content }) =>
    /dynamodb_table|use_lockfile|-lock-timeout|backend\s+"(remote|gcs|azurerm|http|consul|pg|kubernetes)"|cloud\s*\{/.test(
      content,
    ),
  );
}

function isSerial(repository: Repository, job: Job): boolean {
  if (serializes(job.concurrency) || serializes(job.workflow.concurrency)) return true;
  if (job.steps.some(({ uses }) => /turnstyle|mutex|lock/i.test(uses?.text ?? ''))) return true;
  if (Number(textAt(at(job.tree, 'strategy'), 'max-parallel')) > 1) return false;
  const callers = repository.callersOf(job.workflow);
  return (
    callers.length > 0 &&
    callers.every((caller) => serializes(caller.concurrency) || serializes(caller.workflow.concurrency))
  );
}

/** A group that is another one for each run holds nobody back. */
function serializes(concurrency: Entry | undefined): boolean {
  if (concurrency === undefined) return false;
  const group = concurrency.value.kind === 'text' ? concurrency.value.text : (textAt(concurrency.value, 'group') ?? '');
  return !/github\.(run_id|run_number|sha)\b/.test(group.replace(/github\.event\.pull_request\.number \|\|/, ''));
}
