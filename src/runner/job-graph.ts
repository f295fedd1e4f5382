/** The jobs of one workflow: each begins when those that it needs have ended, and its condition holds. */
import { setMaxListeners } from 'node:events';
import { anyOf } from './any-of';
import { holds, resolveBoolean, type Scope, type Standing } from './evaluate';
import { reasonOf } from './failure';
import { inParallel } from './in-parallel';
import { sumUp, type JobResult, type Layer, type LegPlan, type Outcome } from './job-plan';
import { fullName, legName, permissionsOf, placeOf, readStrategy, strategyContext } from './leg-plans';
import type { Leg } from './matrix';
import type { RunFacts } from './run-facts';
import { child } from './token';
import type { Value } from './value';
import type { Job } from './workflow-file';

type Contexts = Readonly<Record<string, Value>>;

type Contextual = Scope & { readonly contexts: Contexts };

interface Node extends Outcome {
  /** Results of all jobs on which this one depends, directly or not. */
  readonly before: ReadonlyMap<string, JobResult>;
}

/** A job whose time has come. */
interface Start {
  readonly known: Contexts;
  readonly scope: Scope;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
}

export class JobGraph {
  private readonly nodes = new Map<string, Promise<Node>>();

  constructor(
    private readonly run: RunFacts,
    private readonly layer: Layer,
    private readonly runLeg: (plan: LegPlan) => Promise<Outcome>,
  ) {}

  /** All jobs, with how they ended. */
  async finish(): Promise<Map<string, Outcome>> {
    const { jobs } = this.layer.program.file;
    const done = await Promise.all(jobs.map(async (job) => [job.id, await this.node(job)] as const));
    return new Map(done);
  }

  private node(job: Job): Promise<Node> {
    const known = this.nodes.get(job.id);
    if (known !== undefined) return known;
    const node = this.decide(job);
    this.nodes.set(job.id, node);
    return node;
  }

  private async decide(job: Job): Promise<Node> {
    const needed = await this.needsOf(job);
    const before = new Map([...needed.values()].flatMap((node) => [...node.before]));
    for (const [id, { result }] of needed) before.set(id, result);
    const end = (result: JobResult, reason?: string): Node => {
      this.run.journal.record(fullName(this.layer, job.label), placeOf(this.layer, job), result, reason);
      return { result, outputs: {}, before };
    };
    if ([...needed.values()].some(({ result }) => result === 'waiting')) return end('waiting');
    const known = this.contextsFor(job, needed);
    const cancelled = this.layer.signal.aborted;
    const scope = { contexts: known, standing: standingAfter(before, cancelled) };
    try {
      if (holds(job.if, scope)) {
        const signal = this.signalFor(job, { contexts: known, standing: standingAfter(before, true) });
        return { ...(await this.runLegs(job, { known, scope, signal })), before };
      }
    } catch (error) {
      return end('failure', reasonOf(error));
    }
    const allWell = [...before.values()].every((result) => result === 'success');
    return end(cancelled && allWell ? 'cancelled' : 'skipped');
  }

  private async needsOf(job: Job): Promise<Map<string, Node>> {
    const needed = new Map<string, Node>();
    const wanted = job.needs.map((need) => need.toLowerCase());
    for (const other of this.layer.program.file.jobs)
      if (wanted.includes(other.id.toLowerCase())) needed.set(other.id, await this.node(other));
    return needed;
  }

  private contextsFor(job: Job, needed: ReadonlyMap<string, Outcome>): Contexts {
    const needs = [...needed].map(([id, { result, outputs }]) => [id, { result, outputs }] as const);
    const github = this.run.githubFor(job.id);
    return { github, inputs: this.layer.inputs, vars: this.run.vars, needs: Object.fromEntries(needs) };
  }

  /** A job whose condition holds for a cancelled run, such as `always()`, is not cancelled with it. */
  private signalFor(job: Job, whenCancelled: Scope): AbortSignal {
    const own = new AbortController();
    const { signal } = this.layer;
    setMaxListeners(0, signal); // one for each job
    const judge = (): void => {
      if (!holds(job.if, whenCancelled)) own.abort();
    };
    if (signal.aborted) judge();
    else signal.addEventListener('abort', judge);
    return own.signal;
  }

  private async runLegs(job: Job, { known, scope, signal: own }: Start): Promise<Outcome> {
    const strategy = readStrategy(job, scope);
    const stop = new AbortController();
    const signal = anyOf(own, stop.signal);
    const run = async (leg: Leg, index: number): Promise<Outcome> => {
      const contexts = { ...known, matrix: leg.matrix, strategy: strategyContext(strategy, index) };
      const plan = { ...this.plan(job, leg, { ...scope, contexts }), signal };
      const { tolerated, ...outcome } = await this.runOne(plan);
      if (outcome.result !== 'failure') return outcome;
      if (tolerated) return { ...outcome, result: 'success' };
      if (strategy.failFast) stop.abort();
      return outcome;
    };
    const done = await inParallel(strategy.legs, strategy.maxParallel, run);
    const outputs = Object.fromEntries(done.flatMap((leg) => Object.entries(leg.outputs)));
    return { result: sumUp(done.map(({ result }) => result)), outputs };
  }

  /** One leg; what is wrong with it alone does not touch the others. */
  private async runOne(plan: LegPlan): Promise<Outcome & { readonly tolerated: boolean }> {
    try {
      const tolerated = resolveBoolean(child(plan.job.token, 'continue-on-error'), plan.scope) === true;
      return { ...(await this.runLeg(plan)), tolerated };
    } catch (error) {
      this.run.journal.record(plan.displayName, placeOf(plan.layer, plan.job), 'failure', reasonOf(error));
      return { result: 'failure', outputs: {}, tolerated: false };
    }
  }

  private plan(job: Job, leg: Leg, scope: Contextual): Omit<LegPlan, 'signal'> {
    const { layer, run } = this;
    const policy = run.world.options.settings.defaultTokenPermissions;
    const permissions = run.limit(permissionsOf(layer, job, policy));
    const called = layer.program.calls.get(job.id);
    const { contexts } = scope;
    return { layer, job, called, contexts, scope, displayName: legName(layer, job, leg, scope), permissions };
  }
}

function standingAfter(before: ReadonlyMap<string, JobResult>, cancelled: boolean): Standing {
  const results = [...before.values()];
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  };
}
