import { isOnlyCalled } from '../facts/graph';
import { writtenScopes } from '../facts/scopes';
import type { Job, Permissions, Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import type { Place } from '../read/tree';
import { link, type Link, type Report, type Rule } from '../rule';

/** A token that may do more than any step needs. */
export const D14: Rule = {
  id: 'D14',
  title: 'Permissions too wide',
  severity: 'warning',
  check(repository) {
    return repository.workflows.flatMap((workflow) => {
      const own = workflow.jobs.flatMap((job) =>
        job.permissions === undefined ? [] : reportsFor(repository, workflow, job.permissions, [job]),
      );
      const rest = workflow.jobs.filter(({ permissions }) => permissions === undefined);
      if (workflow.permissions !== undefined)
        return [...reportsFor(repository, workflow, workflow.permissions, rest), ...own];
      // What is only called has the permissions that its callers give.
      return rest.length === 0 || isOnlyCalled(workflow) ? own : [missing(workflow, rest), ...own];
    });
  },
};

function reportsFor(
  repository: Repository,
  workflow: Workflow,
  permissions: Permissions,
  jobs: readonly Job[],
): Report[] {
  const { source } = workflow;
  const all = permissions.scopes.get('*');
  if (all === 'write') {
    return [
      report(
        workflow,
        permissions,
        'The token may write to everything in the repository.',
        'Name what is needed, such as "permissions: { contents: read }".',
        [link(source, permissions, 'write-all')],
      ),
    ];
  }
  const needed = jobs.map((job) => writtenScopes(repository, job));
  const unneeded = permissions.entries.filter(({ key, value }) => {
    return (
      value.kind === 'text' &&
      value.text === 'write' &&
      needed.every((scopes) => scopes !== undefined && !scopes.has(key))
    );
  });
  const [first] = unneeded;
  if (first === undefined) return [];
  return [unneededReport(workflow, first, unneeded, jobs)];
}

function unneededReport(
  workflow: Workflow,
  place: Place,
  unneeded: Permissions['entries'],
  jobs: readonly Job[],
): Report {
  const { source } = workflow;
  const names = unneeded.map(({ key }) => `"${key}: write"`).join(' and ');
  const chain = [
    ...unneeded.map((each) => link(source, each, `${each.key}: write`)),
    ...jobs.slice(0, 3).map((job) => link(source, job.place, `job "${job.id}" needs none of it`)),
  ];
  return report(
    workflow,
    place,
    `No step needs ${names}: whatever a step runs could use it.`,
    `Remove ${names}, or move it to the one job that needs it.`,
    chain,
  );
}

function missing(workflow: Workflow, jobs: readonly Job[]): Report {
  const [first] = workflow.tree.entries;
  const place = { line: first?.line ?? 1, column: first?.column ?? 1 };
  const chain = jobs
    .slice(0, 3)
    .map((job) => link(workflow.source, job.place, `job "${job.id}" has no permissions either`));
  return report(
    workflow,
    place,
    'Neither the workflow nor every job says what its token may do: it gets the default, which may write.',
    'Write "permissions: { contents: read }" at the top and more only on the job that needs it.',
    chain,
  );
}

function report({ source }: Workflow, place: Place, message: string, fix: string, chain: readonly Link[]): Report {
  return { source, place: { line: place.line, column: place.column }, message, fix, chain };
}
