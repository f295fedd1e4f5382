/** One run of a workflow: its jobs, and those of the workflows that it calls. */
import { callInputs } from './called-inputs';
import { findEnvironment, type GateAnswer } from './environment-gate';
import { resolveTexts, resolveValue, type Scope } from './evaluate';
import type { Event } from './event';
import { NotModelledError, reasonOf } from './failure';
import { githubContext, type RunIdentity } from './github-context';
import { inGroup } from './group-turn';
import type { JobFacts } from './host';
import { JobGraph, type GraphRun } from './job-graph';
import { sumUp, type JobResult, type Layer, type LegPlan, type Outcome } from './job-plan';
import { runJob, type JobEnd } from './job-run';
import { forFork, type Level, type Permissions } from './permissions';
import type { Program } from './program';
import { child, entries, plainText } from './token';
import { toTable, type Value } from './value';
import type { World } from './world';

/** How a job ended, for people and programs. */
export interface JobReport extends JobEnd {
  readonly permissions: Permissions | undefined;
}

export class WorkflowRun implements GraphRun {
  readonly jobs = new Map<string, JobReport>();
  readonly errors: string[] = [];
  private readonly controller = new AbortController();

  constructor(
    private readonly world: World,
    private readonly program: Program,
    private readonly event: Event,
    private readonly identity: RunIdentity,
  ) {}

  /** Ends the run as GitHub's button does. */
  cancel(reason: string): void {
    this.errors.push(`Cancelled: ${reason}.`);
    this.controller.abort();
  }

  /** Runs all jobs; `inputs` are those that a person gave. */
  async finish(inputs: Readonly<Record<string, Value>>): Promise<Outcome> {
    const { signal } = this.controller;
    const layer: Layer = {
      program: this.program,
      inputs,
      secrets: this.repositorySecrets,
      hasAllSecrets: true,
      allowed: undefined,
      prefix: [],
      signal,
    };
    const contexts = { github: this.githubFor(''), inputs, vars: this.vars };
    return this.runLayer(layer, { contexts }, signal);
  }

  private async runLayer(
    layer: Layer,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<Outcome & { nodes?: Map<string, Outcome> }> {
    const token = child(layer.program.file.token, 'concurrency');
    const cancel = (reason: string): void => {
      this.cancel(reason);
    };
    const stop = (result: JobResult, reason: string): Outcome => {
      this.errors.push(reason);
      for (const { label } of layer.program.file.jobs)
        this.record([...layer.prefix, label].join(' / '), result, reason);
      return { result, outputs: {} };
    };
    return inGroup(
      this.world,
      { token, scope },
      { run: this.identity.id, signal, cancel },
      {
        go: async () => {
          const nodes = await new JobGraph(this, layer).finish();
          return { result: sumUp([...nodes.values()].map(({ result }) => result)), outputs: {}, nodes };
        },
        not: stop,
      },
    );
  }

  get policy(): Level {
    return this.world.options.settings.defaultTokenPermissions;
  }

  get vars(): Value {
    return this.world.options.settings.vars;
  }

  /** None for code of a fork. */
  private get repositorySecrets(): Readonly<Record<string, string>> {
    return this.event.fork ? {} : this.world.options.settings.secrets;
  }

  limit(permissions: Permissions): Permissions {
    return this.event.fork ? forFork(permissions) : permissions;
  }

  githubFor(job: string): Value {
    const { settings } = this.world.options;
    const { name, path } = this.program.file;
    const places = { apiUrl: 'https://api.github.com', serverUrl: 'https://github.com', token: '', workspace: '' };
    const facts = {
      event: this.event,
      run: this.identity,
      repository: settings.repository,
      workflow: { name, path },
      job,
    };
    return githubContext({ ...facts, ...places });
  }

  record(displayName: string, result: JobResult, reason?: string): void {
    const log = reason === undefined ? [] : [`##[error]${reason}`];
    if (result === 'failure' && reason !== undefined) this.errors.push(`${displayName}: ${reason}`);
    this.report(displayName, { result, outputs: {}, log, records: [], summary: '', permissions: undefined });
  }

  /** Two jobs may have one name on GitHub; here the second gets a number. */
  private report(displayName: string, report: JobReport): void {
    let name = displayName;
    for (let i = 2; this.jobs.has(name); i += 1) name = `${displayName} #${i}`;
    this.jobs.set(name, report);
  }

  async runLeg(plan: LegPlan): Promise<Outcome> {
    const { job, scope, signal, displayName } = plan;
    const own = new AbortController();
    const both = AbortSignal.any([signal, own.signal]);
    const not = (result: 'cancelled' | 'waiting', reason: string): Outcome => {
      this.record(displayName, result, reason);
      return { result, outputs: {} };
    };
    if (signal.aborted) return not('cancelled', 'Cancelled before it began.');
    const settings = { token: child(job.token, 'concurrency'), scope };
    const cancel = (): void => {
      own.abort();
    };
    const asker = { run: `${this.identity.id} ${displayName}`, signal: both, cancel };
    const go = (): Promise<Outcome> =>
      plan.called === undefined ? this.runSteps({ ...plan, signal: both }) : this.runCall({ ...plan, signal: both });
    return inGroup(this.world, settings, asker, { go, not });
  }

  private async runCall(plan: LegPlan): Promise<Outcome> {
    const { job, layer, called, scope, displayName, permissions, signal } = plan;
    if (called === undefined) throw new Error(`${displayName} calls nothing.`);
    const callee = { contexts: { github: plan.contexts['github'], vars: this.vars } };
    const inputs = callInputs(job.token, called.surface, { caller: scope, callee });
    const token = child(job.token, 'secrets');
    const given = resolveTexts(token, { contexts: { ...plan.contexts, secrets: layer.secrets } });
    const inherits = plainText(token) === 'inherit';
    const secrets = inherits ? layer.secrets : given;
    const hasAllSecrets = inherits && layer.hasAllSecrets;
    const inner: Layer = {
      program: called,
      inputs,
      secrets,
      hasAllSecrets,
      allowed: permissions,
      prefix: [displayName],
      signal,
    };
    const done = await this.runLayer(inner, { contexts: { ...callee.contexts, inputs } }, signal);
    const jobs = Object.fromEntries(
      [...(done.nodes ?? [])].map(([id, { result, outputs }]) => [id, { result, outputs }]),
    );
    const outcome = { contexts: { ...callee.contexts, inputs, jobs } };
    const outputs = entries(called.surface.outputs).map(([name, spec]) => [
      name,
      String(resolveValue(child(spec, 'value'), outcome) ?? ''),
    ]);
    return { result: done.result, outputs: Object.fromEntries(outputs) };
  }

  private async runSteps(plan: LegPlan): Promise<Outcome> {
    const { displayName, permissions } = plan;
    const ended = await this.world.move(async (): Promise<JobEnd> => {
      try {
        return await this.enter(plan);
      } catch (error) {
        const reason = reasonOf(error);
        this.errors.push(error instanceof NotModelledError ? reason : `${displayName}: ${reason}`);
        return { result: 'failure', outputs: {}, log: [`##[error]${reason}`], records: [], summary: '' };
      }
    });
    this.report(displayName, { ...ended, permissions });
    return ended;
  }

  /** Asks for its environment first: what that holds is not known before. */
  private async enter(plan: LegPlan): Promise<JobEnd> {
    const { options } = this.world;
    const facts = this.factsOf(plan);
    const { environment } = facts;
    if (environment !== undefined) {
      const gate = { environment, event: this.event, triggeringActor: this.identity.triggeringActor, job: facts };
      const answer = await options.host.judge(gate);
      if (answer.answer !== 'open') return this.stay(answer, plan.signal);
    }
    const rules = environment === undefined ? undefined : findEnvironment(options.settings, environment);
    // A called workflow gets secrets of an environment only with all others.
    const secrets = { ...plan.layer.secrets, ...(this.event.fork || !plan.layer.hasAllSecrets ? {} : rules?.secrets) };
    return runJob({ plan, facts, vars: { ...options.settings.vars, ...rules?.vars }, secrets }, this.world);
  }

  /** Refused, or waiting for people until the run is cancelled or everything else has ended. */
  private async stay(answer: Exclude<GateAnswer, { answer: 'open' }>, signal: AbortSignal): Promise<JobEnd> {
    const ends = { outputs: {}, log: [answer.reason], records: [], summary: '' };
    if (answer.answer === 'closed') return { ...ends, result: 'failure' };
    return { ...ends, result: await this.world.park(signal) };
  }

  private factsOf({ job, layer, scope, displayName, permissions }: LegPlan): JobFacts {
    const said = resolveValue(child(job.token, 'environment'), scope);
    const name = typeof said === 'string' ? said : String(toTable(said)['name'] ?? '');
    return {
      run: this.identity,
      event: this.event,
      repository: this.world.options.settings.repository,
      displayName,
      workflowPath: layer.program.file.path,
      rootPath: this.program.file.path,
      workflowName: this.program.file.name,
      environment: name === '' ? undefined : name,
      permissions,
    };
  }
}
