/** The `github` context and the variables that the runner sets, of one job. */
import { createHash } from 'node:crypto';
import type { Event } from './event';
import { asText, type Value } from './value';

export interface RunIdentity {
  readonly id: string;
  readonly number: string;
  readonly attempt: string;
  /** Who started it, and who started this attempt. */
  readonly actor: string;
  readonly triggeringActor: string;
}

export interface GitHubFacts {
  readonly event: Event;
  readonly run: RunIdentity;
  readonly repository: string;
  readonly workflow: { readonly name: string; readonly path: string };
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly token: string;
  readonly job: string;
  readonly workspace: string;
}

/** Everything but what changes from step to step. */
export function githubContext(facts: GitHubFacts): Record<string, Value> {
  const { event, run, repository, workflow, apiUrl, serverUrl } = facts;
  const [owner = ''] = repository.split('/');
  const { ref } = event;
  return {
    actor: run.actor,
    actor_id: idOf(run.actor),
    api_url: apiUrl,
    base_ref: event.baseRef,
    event: event.payload,
    event_name: event.name,
    graphql_url: `${apiUrl}/graphql`,
    head_ref: event.headRef,
    job: facts.job,
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_id: idOf(repository),
    repository_owner: owner,
    repository_owner_id: idOf(owner),
    repositoryUrl: `git://github.com/${repository}.git`,
    retention_days: '90',
    run_attempt: run.attempt,
    run_id: run.id,
    run_number: run.number,
    secret_source: event.fork ? 'None' : 'Actions',
    server_url: serverUrl,
    sha: event.sha,
    token: facts.token,
    triggering_actor: run.triggeringActor,
    workflow: workflow.name,
    workflow_ref: `${repository}/${workflow.path}@${ref}`,
    workflow_sha: event.sha,
    workspace: facts.workspace,
  };
}

/** GitHub knows a number for each; here it follows from the name. */
function idOf(name: string): string {
  return String(Number.parseInt(createHash('sha1').update(name).digest('hex').slice(0, 7), 16));
}

/** Members of the context that steps get as `GITHUB_…`; they win over what a workflow sets. */
const EXPORTED = [
  ...['action', 'action_path', 'action_ref', 'action_repository', 'actor', 'actor_id', 'api_url', 'base_ref', 'env'],
  ...['event_name', 'repository_id', 'repository_owner_id'],
  ...['event_path', 'graphql_url', 'head_ref', 'job', 'output', 'path', 'ref', 'ref_name', 'ref_protected', 'ref_type'],
  ...['repository', 'repository_owner', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url', 'sha'],
  ...['state', 'step_summary', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace'],
];

export function githubVariables(context: Readonly<Record<string, Value>>): Record<string, string> {
  const set = EXPORTED.filter((name) => context[name] !== undefined);
  return Object.fromEntries(set.map((name) => [`GITHUB_${name.toUpperCase()}`, asText(context[name])]));
}
