/**
 * What GitHub knows about a job that asks for a token, in the names of its claims.
 *
 * Source: GitHub Docs, OpenID Connect reference.
 */
export interface JobClaims {
  /** `OWNER/REPOSITORY` */
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly repository_visibility: 'public' | 'private' | 'internal';
  /** `refs/heads/main` */
  readonly ref: string;
  readonly ref_type: 'branch' | 'tag';
  readonly sha: string;
  /** The GitHub environment that the job carries. */
  readonly environment?: string;
  readonly event_name: string;
  readonly actor: string;
  readonly actor_id?: string;
  readonly base_ref: string;
  readonly head_ref: string;
  readonly workflow: string;
  readonly workflow_ref: string;
  /** `OWNER/REPOSITORY/.github/workflows/FILE@REF` of the file that holds the job, which may be a called workflow. */
  readonly job_workflow_ref: string;
  readonly run_id: string;
  readonly run_number: string;
  readonly run_attempt: string;
  readonly runner_environment: 'github-hosted' | 'self-hosted';
  /** Identifies the job; records of calls name it. */
  readonly check_run_id: string;
}

/** With names only, or with ids beside them: repositories created, renamed or transferred after 2026-07-15. */
export type SubjectForm = 'classic' | 'immutable';

/** The subject of a job's token: its environment, else that it comes from a pull request, else its ref. */
export function subjectOf(claims: JobClaims, form: SubjectForm): string {
  const { repository, repository_owner, repository_owner_id, repository_id } = claims;
  const name = repository.slice(repository.indexOf('/') + 1);
  const place = form === 'classic' ? repository : `${repository_owner}@${repository_owner_id}/${name}@${repository_id}`;
  return `repo:${place}:${contextOf(claims)}`;
}

function contextOf({ environment, event_name, ref }: JobClaims): string {
  if (environment !== undefined) return `environment:${escaped(environment)}`;
  return event_name === 'pull_request' ? 'pull_request' : `ref:${escaped(ref)}`;
}

/** A colon separates the parts of a subject, so GitHub escapes those within. */
function escaped(value: string): string {
  return value.replaceAll(':', '%3A');
}
