import { before } from '../facts/graph';
import { deploymentsOf, isRollback, type Deployment } from '../facts/reach';
import { placeOfCall, sourceOf, type Job, type Step, type Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Report, type Rule } from '../rule';

const BUILD =
  /^sam build\b|^(npm|yarn|pnpm|bun)( run)? (build|package|bundle)\S*|^(docker|podman)( buildx)? build\b|^(\.\/)?(mvn|mvnw|gradle|gradlew)\b.{0,80}? (package|build|install|assemble|bootJar)\b|^pip3? install\b.{0,200}? (-t|--target)[ =]|^(go|cargo|dotnet) (build|publish)\b|^zip\b|^(\.\/|\S*\/)?(build|package)[\w-]*\.sh\b|^make (-\S+ )*(build|package)\S*|^(python3? -m|poetry|uv) build\b/;
const BUILDERS = /^docker\/build-push-action@/;

/** What was tested before is not what goes to the later environment. */
export const D11: Rule = {
  id: 'D11',
  title: 'Rebuilt on promotion',
  severity: 'error',
  check(repository) {
    const earlier = repository.workflows
      .flatMap((workflow) => deploymentsOf(repository, workflow))
      .filter(({ stages, job }) => !isRollback(job) && stages.includes('dev'));
    return repository.workflows.flatMap((workflow) => {
      const reports = deploymentsOf(repository, workflow).flatMap((deployment) =>
        reportFor(repository, workflow, deployment, earlier),
      );
      // A build that several jobs of a run rely on is one defect.
      return reports.filter(({ place }, i) => reports.findIndex((other) => other.place.line === place.line) === i);
    });
  },
};

function reportFor(
  repository: Repository,
  workflow: Workflow,
  { job, stages }: Deployment,
  earlier: readonly Deployment[],
): Report[] {
  if (stages.length === 0 || stages.includes('dev') || isRollback(job)) return [];
  const lower = earlierIn(repository, workflow, stages, earlier);
  if (lower === undefined && !/promot/i.test(`${workflow.source.path} ${job.id} ${job.name}`)) return [];
  const chain = before(job);
  const builders = [job, ...chain].filter(
    (each) => each === job || !sharedWithEarlier(repository, workflow, each, job, stages),
  );
  for (const each of builders) {
    const step = each.steps.find((one) => buildOf(repository, one) !== undefined);
    if (step !== undefined) return [report(step, job, lower)];
  }
  return [];
}

function earlierIn(
  repository: Repository,
  workflow: Workflow,
  stages: readonly string[],
  earlier: readonly Deployment[],
): Deployment | undefined {
  const test = deploymentsOf(repository, workflow).find(
    (each) => each.stages.includes('test') && !stages.includes('test'),
  );
  return earlier.find(({ job }) => job.workflow === workflow) ?? earlier[0] ?? test;
}

/** Built once in this run, for the earlier stage as well. */
function sharedWithEarlier(
  repository: Repository,
  workflow: Workflow,
  build: Job,
  job: Job,
  stages: readonly string[],
): boolean {
  return deploymentsOf(repository, workflow).some((other) => {
    return (
      other.job !== job &&
      before(other.job).includes(build) &&
      other.stages.some((stage) => !stages.includes(stage) && stage !== 'prod')
    );
  });
}

function buildOf(repository: Repository, step: Step): number | undefined {
  if (BUILDERS.test(step.uses?.text ?? '')) return 0;
  return (
    step.commands.find(({ text }) => BUILD.test(text))?.offset ??
    (repository.actionOf(step)?.steps.some(({ commands }) => commands.some(({ text }) => BUILD.test(text))) === true
      ? 0
      : undefined)
  );
}

function report(step: Step, job: Job, lower: Deployment | undefined): Report {
  const source = sourceOf(step.owner);
  const call = step.commands.find(({ text }) => BUILD.test(text));
  const place = call === undefined ? (step.uses ?? step.place) : placeOfCall(step, call.offset);
  const before =
    lower === undefined
      ? []
      : [
          link(
            lower.job.workflow.source,
            lower.job.place,
            `job "${lower.job.id}" deploys to the earlier environment what it got elsewhere`,
          ),
        ];
  return {
    ...{ source, place: { line: place.line, column: place.column } },
    message: `Job "${job.id}" deploys what is built anew from source: dependencies and tools may have changed since the tests.`,
    fix: 'Build once, keep the artifact with its digest, and take that one for every environment.',
    chain: [
      ...before,
      link(source, place, source.line(place.line).trim()),
      link(source, job.place, `job "${job.id}" deploys it`),
    ],
  };
}
