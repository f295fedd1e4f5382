/** A repository on a simulated GitHub and cloud, with people who approve, and a clock: what runs need, whatever it delivers. */
import { findEnvironment, type Environment } from '../../model/platform';
import { runId, runWorkflow, type RunRequest } from '../../runner/run-workflows';
import { asValue } from '../../runner/value';
import type { Commit } from '../application/workspace';
import { Account } from '../cloud/account';
import { addCommit, addRun, type WorkflowRun } from '../github';
import { runEnd, type RunEnd, type RunStart } from './running';
import type { RehearsedRepo, StageParts } from './stage-parts';

export abstract class RepositoryStage<P extends RehearsedRepo = RehearsedRepo> {
  /** Every run so far, in the order in which they ended. */
  readonly ends: RunEnd[] = [];
  private readonly accounts = new Map<string, Promise<Account>>();

  protected constructor(
    readonly parts: StageParts<P>,
    protected lastRun: number,
    protected newest: Commit | undefined,
  ) {
    if (newest !== undefined) this.parts.host.commits.set(newest.sha, newest.root);
  }

  stop(): Promise<void> {
    return this.parts.stop();
  }

  /** Commits changes of files by their path; undefined removes one. */
  change(files: Readonly<Record<string, string | undefined>>): Commit {
    return this.pushed(this.parts.workspace.commit(files), files);
  }

  /** The newest commit. */
  get head(): string {
    return this.newest?.sha ?? '';
  }

  /** `files` is what the API of GitHub shows of the commit, besides what it showed before. */
  protected pushed(commit: Commit, files: Readonly<Record<string, string | undefined>> = {}): Commit {
    const shown = Object.entries(files).map(([path, text]) => [path, text ?? null] as const);
    addCommit(this.parts.repository, { sha: commit.sha, files: Object.fromEntries(shown) });
    this.newest = commit;
    this.parts.host.commits.set(commit.sha, commit.root);
    return commit;
  }

  /** Starts a workflow, such as `rollback.yml`, and waits for its end. */
  async run(workflow: string, start: RunStart = {}): Promise<RunEnd> {
    const { world, host, clock } = this.parts;
    const request = this.request(`.github/workflows/${workflow}`, start);
    host.starts.set(request.id, start);
    const record = this.register(request);
    const end = runEnd(request.id, await runWorkflow(request, world, () => clock.seconds));
    Object.assign(record, { ...stateOf(end.conclusion), updatedAt: this.parts.repository.time() });
    this.ends.push(end);
    return end;
  }

  private request(workflow: string, start: RunStart): RunRequest & Commit {
    const {
      event = 'workflow_dispatch',
      ref = 'refs/heads/main',
      actor = 'alice',
      attempt = 1,
      inputs,
      payload,
    } = start;
    const commit = start.commit ?? this.newest;
    if (commit === undefined) throw new Error('Commit a version first: stage.version({ release: "1.0.0" }).');
    const number = (this.lastRun += 1);
    const given = asValue({ ...payload, ...(inputs && { inputs }) });
    const who = { actor, triggeringActor: start.triggeringActor ?? actor };
    const when = { startAfterSeconds: 0, number, attempt, id: runId(number) };
    return { ...when, ...who, ...commit, event, ref, payload: given, workflow };
  }

  /** GitHub shows the run while it goes on. */
  private register({
    id,
    workflow,
    event,
    ref,
    sha,
    number,
    attempt = 1,
    actor = '',
    triggeringActor = actor,
  }: RunRequest & Commit): WorkflowRun {
    const branch = (ref ?? '').replace(/^refs\/heads\//, '');
    const run = {
      id: Number(id),
      path: workflow,
      event,
      branch,
      sha,
      runNumber: number,
      attempt,
      actor,
      triggeringActor,
    };
    return addRun(this.parts.repository, run);
  }

  environment(name: string): Environment {
    return findEnvironment(this.parts.project.model.platform, name);
  }

  /** The account of an environment, as an administrator sees it. */
  account(environment: string): Promise<Account> {
    const { account, region } = this.environment(environment);
    const known = this.accounts.get(account) ?? Account.of(this.parts.cloud, account, region);
    this.accounts.set(account, known);
    return known;
  }
}

/** How GitHub's run history shows the end of a run. */
function stateOf(conclusion: RunEnd['conclusion']): { status: string; conclusion: string | null } {
  if (conclusion === 'waiting') return { status: 'waiting', conclusion: null };
  return { status: 'completed', conclusion: conclusion === 'invalid' ? 'startup_failure' : conclusion };
}
