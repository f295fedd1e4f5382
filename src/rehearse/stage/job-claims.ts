/** What GitHub's token says of a job. */
import type { JobFacts } from '../../runner/host';
import type { Repository } from '../github';
import type { JobClaims } from '../identity/claims';

/** GitHub's id of the owner. */
export const OWNER_ID = '1';

export function claimsOf(job: JobFacts, repository: Repository): JobClaims {
  const { event, run, environment, displayName } = job;
  const [owner = ''] = repository.fullName.split('/');
  const at = (path: string): string => `${repository.fullName}/${path}@${event.ref}`;
  return {
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: owner,
    repository_owner_id: OWNER_ID,
    repository_visibility: repository.visibility,
    ref: event.ref,
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: event.sha,
    ...(environment !== undefined && { environment }),
    event_name: event.name,
    actor: run.actor,
    base_ref: event.baseRef,
    head_ref: event.headRef,
    workflow: job.workflowName,
    workflow_ref: at(job.rootPath),
    job_workflow_ref: at(job.workflowPath),
    run_id: run.id,
    run_number: run.number,
    run_attempt: run.attempt,
    runner_environment: 'github-hosted',
    check_run_id: `${run.id} ${displayName}`,
  };
}
