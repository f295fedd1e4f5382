/** What surrounds rehearsed runs: the simulated GitHub decides, and jobs get its tokens, identities and a cloud. */
import type { StandIn } from '../../runner/actions';
import type { GateAnswer, GateRequest } from '../../runner/environment-gate';
import type { RunIdentity } from '../../runner/github-context';
import type { Host, JobFacts, JobServices } from '../../runner/host';
import type { JobPlace, Outcome } from '../../runner/job-plan';
import { matchesPolicy } from '../../runner/pattern';
import { standInsFor, type ArtifactStore } from '../../runner/stand-ins';
import { CLOUD_SETTINGS } from '../cloud/credentials';
import { addEnvironment, findEnvironment, type Environment, type GitHub, type Repository } from '../github';
import type { Identity, JobIdentity } from '../identity/identity';
import type { StageClock } from './clock';
import { claimsOf } from './job-claims';
import { decisionFor, type RunStart } from './running';
import { stageActions, type StagePrograms } from './stage-actions';

export interface HostParts extends StagePrograms {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly identity: Identity;
  readonly clock: StageClock;
  readonly artifacts: ArtifactStore;
}

export class StageHost implements Host {
  /** What was asked for each run, by its id. */
  readonly starts = new Map<string, RunStart>();
  /** Folders of commits that jobs may check out beside that of their event. */
  readonly commits = new Map<string, string>();
  private readonly identities = new Map<string, JobIdentity>();

  constructor(private readonly parts: HostParts) {}

  async judge({ environment, event, job }: GateRequest & { readonly job: JobFacts }): Promise<GateAnswer> {
    const { repository } = this.parts;
    const start = this.starts.get(job.run.id) ?? {};
    await start.meanwhile?.[environment]?.();
    // GitHub creates an environment that does not exist, without any protection.
    const rules = findEnvironment(repository, environment) ?? addEnvironment(repository, environment);
    const name = event.ref.replace(/^refs\/(heads|tags)\//, '');
    if (typeof rules.branches !== 'string' && !rules.branches.some((policy) => matchesPolicy(policy.name, name)))
      return {
        answer: 'closed',
        reason: `Branch "${name}" is not allowed to deploy to ${environment} due to environment protection rules.`,
      };
    const answer = rules.reviewers.length === 0 ? open : this.review(rules, start, job);
    if (answer.answer === 'open' && rules.wait > 0) this.parts.clock.pass(0, rules.wait);
    return answer;
  }

  private review(rules: Environment, { approve = {} }: RunStart, { run }: JobFacts): GateAnswer {
    const decision = decisionFor(approve, rules.name);
    const waiting: GateAnswer = { answer: 'waiting', reason: `${rules.name} waits for a review.` };
    if (decision === undefined) return waiting;
    if ('bypass' in decision) return open;
    const known = this.parts.repository.runs.find(({ id }) => String(id) === run.id);
    const may = decision.by.filter((user) => !rules.preventSelfReview || user !== run.triggeringActor);
    for (const user of may) known?.reviews.push({ state: decision.state, user, environments: [rules.name] });
    if (may.length === 0) return waiting;
    return decision.state === 'approved' ? open : { answer: 'closed', reason: `${may.join()} rejected ${rules.name}.` };
  }

  readonly given = ({ id }: RunIdentity, { job }: JobPlace): Outcome | undefined => {
    const outputs = this.starts.get(id)?.given?.[job];
    return outputs && { result: 'success', outputs };
  };

  openJob(job: JobFacts): Promise<JobServices> {
    const { github, identity, repository } = this.parts;
    const claims = claimsOf(job, repository);
    const said = this.starts.get(job.run.id)?.claims?.(claims) ?? claims;
    const entered = identity.enter(said, job.permissions);
    this.identities.set(claims.check_run_id, entered);
    const token = github.issueToken({
      repository: repository.fullName,
      permissions: job.permissions,
      job: claims.check_run_id,
    });
    const env = { ...CLOUD_SETTINGS, SAM_CLI_POLL_DELAY: '0.2', ...entered.env };
    const lost = this.deathOf(job, claims.check_run_id);
    return Promise.resolve({ token, apiUrl: github.api, env, ...(lost && { lost }) });
  }

  /** Aborted at the call to the cloud at which the machine of the job is to die. */
  private deathOf({ run, displayName }: JobFacts, job: string): AbortSignal | undefined {
    const { dies } = this.starts.get(run.id) ?? {};
    if (dies === undefined || !displayName.endsWith(dies.job)) return undefined;
    const { action, nth = 1, done } = dies;
    const machine = new AbortController();
    const then = (): void => {
      machine.abort();
    };
    this.parts.identity.front.inject({ job, action, from: nth, effect: done ? 'lost' : 'reset', then });
    return machine.signal;
  }

  closeJob(job: JobFacts): Promise<void> {
    const id = claimsOf(job, this.parts.repository).check_run_id;
    this.identities.get(id)?.end();
    this.identities.delete(id);
    return Promise.resolve();
  }

  standIns(job: JobFacts): Readonly<Record<string, StandIn>> {
    const { event, root, repository, run, permissions } = job;
    const kept = (sha: string): string | undefined => this.commits.get(sha);
    const readable = ['read', 'write'].includes(permissions['contents'] ?? 'none');
    const source = { root, repository, ref: event.ref, sha: event.sha, kept, readable };
    return { ...standInsFor(source, run.id, this.parts.artifacts), ...stageActions(this.parts) };
  }
}

const open: GateAnswer = { answer: 'open' };
