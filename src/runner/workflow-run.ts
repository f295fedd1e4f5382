/** One run of a workflow: its jobs, and those of the workflows that it calls. */
import { anyOf } from './any-of';
import { callLayer } from './called-layer';
import { resolveValue, type Scope } from './evaluate';
import { inGroup } from './group-turn';
import { JobGraph } from './job-graph';
import { sumUp, type JobResult, type Layer, type LegPlan, type Outcome } from './job-plan';
import { fullName, placeOf } from './leg-plans';
import type { RunFacts } from './run-facts';
import { runStepsJob } from './steps-job';
import { child, entries } from './token';
import type { Value } from './value';

/** A layer with how each of its jobs ended, unless it never began. */
type LayerOutcome = Outcome & { readonly nodes?: ReadonlyMap<string, Outcome> };

export class WorkflowRun {
  private readonly controller = new AbortController();

  constructor(private readonly facts: RunFacts) {}

  /** Ends the run as GitHub's button does. */
  cancel(reason: string): void {
    this.facts.journal.errors.push(`Cancelled: ${reason}.`);
    this.controller.abort();
  }

  /** Runs all jobs; `inputs` are those that a person gave. */
  async finish(inputs: Readonly<Record<string, Value>>): Promise<Outcome> {
    const { program, secrets, vars } = this.facts;
    const { signal } = this.controller;
    const layer: Layer = { program, inputs, secrets, hasAllSecrets: true, allowed: undefined, prefix: [], signal };
    return this.runLayer(layer, { contexts: { github: this.facts.githubFor(''), inputs, vars } });
  }

  private async runLayer(layer: Layer, scope: Scope): Promise<LayerOutcome> {
    const { world, identity, journal } = this.facts;
    const { file } = layer.program;
    const cancel = (reason: string): void => {
      this.cancel(reason);
    };
    const go = async (): Promise<LayerOutcome> => {
      const nodes = await new JobGraph(this.facts, layer, (plan) => this.runLeg(plan)).finish();
      return { result: sumUp([...nodes.values()].map(({ result }) => result)), outputs: {}, nodes };
    };
    const not = (result: JobResult, reason: string): LayerOutcome => {
      journal.errors.push(reason);
      for (const job of file.jobs) journal.record(fullName(layer, job.label), placeOf(layer, job), result, reason);
      return { result, outputs: {} };
    };
    const asker = { run: identity.id, signal: layer.signal, cancel };
    return inGroup(world, { token: child(file.token, 'concurrency'), scope }, asker, { go, not });
  }

  private async runLeg(plan: LegPlan): Promise<Outcome> {
    const { job, scope, displayName } = plan;
    const { world, identity, journal } = this.facts;
    const own = new AbortController();
    const signal = anyOf(plan.signal, own.signal);
    const not = (result: 'cancelled' | 'waiting', reason: string): Outcome => {
      journal.record(displayName, placeOf(plan.layer, job), result, reason);
      return { result, outputs: {} };
    };
    if (signal.aborted) return not('cancelled', 'Cancelled before it began.');
    const given = world.options.host.given?.(identity, placeOf(plan.layer, job));
    if (given !== undefined) {
      journal.record(displayName, placeOf(plan.layer, job), given.result);
      return given;
    }
    const cancel = (): void => {
      own.abort();
    };
    const cancellable = { ...plan, signal };
    const go = (): Promise<Outcome> =>
      plan.called === undefined ? runStepsJob(cancellable, this.facts) : this.runCall(cancellable, plan.called);
    const asker = { run: `${identity.id} ${displayName}`, signal, cancel };
    return inGroup(world, { token: child(job.token, 'concurrency'), scope }, asker, { go, not });
  }

  private async runCall(plan: LegPlan, called: NonNullable<LegPlan['called']>): Promise<Outcome> {
    const { layer, contexts } = callLayer(plan, called, this.facts.vars);
    const done = await this.runLayer(layer, { contexts });
    const jobs = [...(done.nodes ?? [])].map(([id, { result, outputs }]) => [id, { result, outputs }] as const);
    const scope = { contexts: { ...contexts, jobs: Object.fromEntries(jobs) } };
    const outputs = entries(called.surface.outputs).map(([name, spec]) => {
      const value = resolveValue(child(spec, 'value'), scope);
      return [name, typeof value === 'object' ? '' : String(value)] as const;
    });
    return { result: done.result, outputs: Object.fromEntries(outputs) };
  }
}
