/** A workflow run as answers show it. */
import { author, treeSha } from './commit-shape';
import { commitOf } from './commits';
import { idOf, nodeId } from './names';
import type { Repository } from './repository';
import { minimalRepository } from './repository-shape';
import type { WorkflowRun } from './runs';
import type { Schema } from './schemas';
import { userShape } from './users';
import { workflowOf } from './workflows';

function addresses({ url, html }: Repository, { id, path, attempt }: WorkflowRun, workflow: number) {
  const run = `${url}/actions/runs/${id}`;
  return {
    ...{ url: run, html_url: `${html}/actions/runs/${id}`, jobs_url: `${run}/jobs`, logs_url: `${run}/logs` },
    ...{ artifacts_url: `${run}/artifacts`, cancel_url: `${run}/cancel`, rerun_url: `${run}/rerun` },
    check_suite_url: `${url}/check-suites/${idOf(`${path} ${id}`)}`,
    previous_attempt_url: attempt > 1 ? `${run}/attempts/${attempt - 1}` : null,
    workflow_url: `${url}/actions/workflows/${workflow}`,
  };
}

/** Null where the repository does not have the commit: it may be of a fork. */
function headCommit(repository: Repository, sha: string): Schema<'nullable-simple-commit'> {
  const commit = commitOf(repository, sha);
  if (commit === undefined) return null;
  const { name, email } = author(commit);
  const person = { name, email };
  const { message, date: timestamp } = commit;
  return { id: sha, tree_id: treeSha(commit), message, timestamp, author: person, committer: person };
}

/** Another repository that the commit came from: a fork. */
function head(repository: Repository, fullName: string) {
  return fullName === repository.fullName
    ? minimalRepository(repository)
    : { ...minimalRepository(repository), id: idOf(fullName), full_name: fullName, fork: true };
}

export function runShape(repository: Repository, run: WorkflowRun) {
  const { id, name, branch: head_branch, sha: head_sha, path, event, status, conclusion, headRepository } = run;
  const workflow_id = workflowOf(repository, path).id;
  return {
    ...{ id, name, node_id: nodeId('WFR', id), head_branch, head_sha, path, display_title: run.displayTitle },
    ...{ run_number: run.runNumber, run_attempt: run.attempt, event, status, conclusion, workflow_id },
    ...{ check_suite_id: idOf(`${path} ${id}`), check_suite_node_id: nodeId('CS', id), pull_requests: [] },
    ...{ created_at: run.createdAt, updated_at: run.updatedAt, run_started_at: run.createdAt },
    ...{ actor: userShape(repository, run.actor), triggering_actor: userShape(repository, run.triggeringActor) },
    ...addresses(repository, run, workflow_id),
    head_commit: headCommit(repository, head_sha),
    repository: minimalRepository(repository),
    head_repository: headRepository === null ? null : head(repository, headRepository),
    // The repository of a fork may be gone, which the description does not say.
  } satisfies Omit<Schema<'workflow-run'>, 'head_repository'> & { head_repository: unknown };
}
