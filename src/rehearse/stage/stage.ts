/** A repository that delivers, on a simulated GitHub and cloud, with people who approve, and a clock. */
import type { LambdaRepo } from '../../lambda/lambda-repo';
import { withManifest } from '../../managed/rendered-manifest';
import { nameIn } from '../../model/lambda';
import { findEnvironment, type Environment } from '../../model/platform';
import { runId, runWorkflow, type RunRequest } from '../../runner/run-workflows';
import { asValue } from '../../runner/value';
import { sampleApplication, type Version } from '../application/sample-application';
import type { Commit } from '../application/workspace';
import { Account } from '../cloud/account';
import { addCommit, addRun, type WorkflowRun } from '../github';
import type { StageTools } from '../tools/stage-tools';
import { Delivery } from './delivery';
import { runEnd, type RunEnd, type RunStart } from './running';
import { copyParts, createParts, type StageParts } from './stage-parts';

export class Stage {
  /** Every run so far, in the order in which they ended. */
  readonly ends: RunEnd[] = [];
  readonly delivery: Delivery;
  private readonly accounts = new Map<string, Promise<Account>>();

  private constructor(
    readonly parts: StageParts,
    private lastRun: number,
    private newest: Commit | undefined,
  ) {
    this.delivery = new Delivery(this);
  }

  static async create(project: LambdaRepo, tools: StageTools, start: Date): Promise<Stage> {
    return new Stage(await createParts(project, tools, start), 0, undefined);
  }

  /** A stage of its own that begins where this one is. */
  async copy(): Promise<Stage> {
    return new Stage(await copyParts(this.parts), this.lastRun, this.newest);
  }

  stop(): Promise<void> {
    return this.parts.stop();
  }

  /** Commits a version of the sample application, with all that is generated. */
  version(version: Version): Commit {
    const { project, workspace } = this.parts;
    const generated = this.newest === undefined ? withManifest(project.renderFiles()) : [];
    return this.pushed(workspace.commit(sampleApplication(project.model, version), generated));
  }

  /** Commits changes of files by their path; undefined removes one. */
  change(files: Readonly<Record<string, string | undefined>>): Commit {
    return this.pushed(this.parts.workspace.commit(files));
  }

  /** The newest commit. */
  get head(): string {
    return this.newest?.sha ?? '';
  }

  private pushed(commit: Commit): Commit {
    addCommit(this.parts.repository, { sha: commit.sha });
    this.newest = commit;
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

  /** Stack, alias and first function of the repository in an environment. */
  names(environment: string): { readonly stack: string; readonly alias: string; readonly fn: string } {
    const { packaging } = this.parts.project.model;
    const [first] = packaging?.functions ?? [];
    if (packaging === undefined || first === undefined) throw new Error(`${this.parts.project.name} deploys nothing.`);
    const at = (pattern: string): string => nameIn(pattern, environment);
    return { stack: at(packaging.stack), alias: at(packaging.alias), fn: at(first.name) };
  }

  /** What callers get from the health check of an environment. */
  async release(environment: string): Promise<string> {
    const { fn, alias } = this.names(environment);
    const answer = await (await this.account(environment)).invoke(fn, alias, { path: '/health' });
    return /"release\\*": \\*"([^"\\]*)/.exec(answer)?.[1] ?? answer;
  }

  /** Version that the stack of an environment says it runs; undefined where there is none. */
  async running(environment: string): Promise<string | undefined> {
    const account = await this.account(environment);
    return (await account.stackTags(this.names(environment).stack))['version'];
  }
}

/** How GitHub's run history shows the end of a run. */
function stateOf(conclusion: RunEnd['conclusion']): { status: string; conclusion: string | null } {
  if (conclusion === 'waiting') return { status: 'waiting', conclusion: null };
  return { status: 'completed', conclusion: conclusion === 'invalid' ? 'startup_failure' : conclusion };
}
