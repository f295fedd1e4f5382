import type { JobClaims } from '../../../src/rehearse/identity/claims';

/** The claims of a job of one repository that deploys from main; `changes` say what is special about it. */
export function jobClaims(changes: Partial<JobClaims> = {}): JobClaims {
  const file = 'acme/orders/.github/workflows/deploy.yml@refs/heads/main';
  return {
    ...{ repository: 'acme/orders', repository_id: '456789', repository_owner: 'acme', repository_owner_id: '123456' },
    ...{ repository_visibility: 'private', ref: 'refs/heads/main', ref_type: 'branch', sha: 'a'.repeat(40) },
    ...{ event_name: 'push', actor: 'ada', actor_id: '7', base_ref: '', head_ref: '', workflow: 'Deploy' },
    ...{ workflow_ref: file, job_workflow_ref: file, run_id: '1001', run_number: '12', run_attempt: '1' },
    ...{ runner_environment: 'github-hosted', check_run_id: '77' },
    ...changes,
  };
}
