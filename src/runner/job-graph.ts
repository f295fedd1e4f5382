/** The jobs of one workflow: each begins when those that it needs have ended, and its condition holds. */
import { holds, resolve, resolveText, resolveValue, type Scope, type Standing } from './evaluate';
import { NotModelledError, reasonOf } from './failure';
import { sumUp, type JobResult, type Layer, type LegPlan, type Outcome } from './job-plan';
import { expandMatrix, displayName, type Leg } from './matrix';
import { defaultPermissions, readPermissions, type Level, type Permissions } from './permissions';
import { child } from './token';
import { toTable, type Value } from './value';
import type { Job } from './workflow-file';

/** What the graph needs of the run that it is part of. */
export interface GraphRun {
  readonly policy: Level;
  readonly vars: Value;
  githubFor(job: string): Value;
  /** Takes note of how a job ended that never began. */
  record(displayName: string, result: JobResult, reason?: string): void;
  /** Runs one leg to its end. */
  runLeg(plan: LegPlan): Promise<Outcome>;
  /** Rights after what the event forbids. */
  limit(permissions: Permissions): Permissions;
}

type Contexts = Readonly<Record<string, Value>>;

interface Node extends Outcome {
  /** Results of all jobs on which this one depends, directly or not. */
  readonly before: ReadonlyMap<string, JobResult>;
}

export class JobGraph {
  private readonly nodes = new Map<string, Promise<Node>>();

  constructor(
    private readonly run: GraphRun,
    private readonly layer: Layer,
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
    const needed = new Map<string, Node>();
    for (const other of this.layer.program.file.jobs) {
      const id = job.needs.find((need) => need.toLowerCase() === other.id.toLowerCase());
      if (id !== undefined) needed.set(other.id, await this.node(other));
    }
    const before = new Map([...needed.values()].flatMap((node) => [...node.before]));
    for (const [id, { result }] of needed) before.set(id, result);
    const end = (result: JobResult, reason?: string): Node => {
      this.run.record(this.fullName(job.label), result, reason);
      return { result, outputs: {}, before };
    };
    if ([...needed.values()].some(({ result }) => result === 'waiting')) return end('waiting');
    const known = this.contextsFor(job, needed);
    const scope = { contexts: known, standing: standingAfter(before, this.layer.signal.aborted) };
    try {
      if (holds(job.if, scope))
        return {
          ...(await this.runLegs(job, { scope, known, signal: this.signalFor(job, { known, before }) })),
          before,
        };
    } catch (error) {
      if (error instanceof NotModelledError) throw error;
      return end('failure', reasonOf(error));
    }
    const allWell = [...before.values()].every((result) => result === 'success');
    return end(this.layer.signal.aborted && allWell ? 'cancelled' : 'skipped');
  }

  /** A job whose condition holds for a cancelled run, such as `always()`, is not cancelled with it. */
  private signalFor(job: Job, { known, before }: { known: Contexts; before: Node['before'] }): AbortSignal {
    const own = new AbortController();
    const { signal } = this.layer;
    const judge = (): void => {
      if (!holds(job.if, { contexts: known, standing: standingAfter(before, true) })) own.abort();
    };
    if (signal.aborted) judge();
    else signal.addEventListener('abort', judge);
    return own.signal;
  }

  private fullName(name: string): string {
    return [...this.layer.prefix, name].join(' / ');
  }

  private contextsFor(job: Job, needed: ReadonlyMap<string, Outcome>): Contexts {
    const needs = Object.fromEntries([...needed].map(([id, { result, outputs }]) => [id, { result, outputs }]));
    return { github: this.run.githubFor(job.id), inputs: this.layer.inputs, vars: this.run.vars, needs };
  }

  private async runLegs(
    job: Job,
    { scope, known, signal: own }: { scope: Scope; known: Contexts; signal: AbortSignal },
  ): Promise<Outcome> {
    const strategy = child(job.token, 'strategy');
    const settings = toTable(resolveValue(strategy, scope));
    const { matrix } = settings;
    const found: Leg[] = matrix === undefined || matrix === null ? [] : expandMatrix(matrix);
    const legs = found.length > 0 ? found : [{ matrix: null, segments: [] }];
    const failFast = settings['fail-fast'] !== false && settings['fail-fast'] !== 'false';
    const most = Number(settings['max-parallel'] ?? 0) || legs.length;
    const stop = new AbortController();
    const signal = AbortSignal.any([own, stop.signal]);
    const run = async (leg: Leg, index: number): Promise<Outcome & { counts: JobResult }> => {
      const facts = { 'fail-fast': failFast, 'job-index': index, 'job-total': legs.length, 'max-parallel': most };
      const contexts = { ...known, matrix: leg.matrix, strategy: facts };
      const inner = { ...scope, contexts };
      const outcome = await this.run.runLeg({ ...this.plan(job, leg, inner), contexts, signal });
      const tolerated = resolveText(child(job.token, 'continue-on-error'), inner) === 'true';
      if (outcome.result === 'failure' && !tolerated && failFast) stop.abort();
      return { ...outcome, counts: outcome.result === 'failure' && tolerated ? 'success' : outcome.result };
    };
    const done = await inParallel(legs, most, run);
    const outputs = Object.assign({}, ...done.map((leg) => leg.outputs));
    return { result: sumUp(done.map(({ counts }) => counts)), outputs };
  }

  private plan(job: Job, leg: Leg, scope: Scope): Omit<LegPlan, 'contexts' | 'signal'> {
    const { layer } = this;
    const called = layer.program.calls.get(job.id);
    const name = this.fullName(legName(job, leg, scope));
    return { layer, job, scope, called, displayName: name, permissions: this.permissionsOf(job) };
  }

  /** The job's own words, else those of its file, else what a caller allows, else what the repository gives. */
  private permissionsOf({ token }: Job): Permissions {
    const { program, allowed } = this.layer;
    const said =
      readPermissions(child(token, 'permissions')) ?? readPermissions(child(program.file.token, 'permissions'));
    return this.run.limit(said ?? allowed ?? defaultPermissions(this.run.policy));
  }
}

/** A name with expressions stands as it is; any other gets the values of its leg. */
function legName(job: Job, leg: Leg, scope: Scope): string {
  const name = child(job.token, 'name');
  if (name?.isExpression !== true) return displayName(job.label, leg.segments);
  return displayName(resolve(name, scope).coerceString(), []) || displayName(job.id, leg.segments);
}

function standingAfter(before: ReadonlyMap<string, JobResult>, cancelled: boolean): Standing {
  const results = [...before.values()];
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  };
}

/** Results in the order in which the legs ended, so that the last one to write an output wins. */
async function inParallel<T, R>(
  all: readonly T[],
  most: number,
  run: (each: T, index: number) => Promise<R>,
): Promise<R[]> {
  const ended: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      const each = all[index];
      if (each !== undefined) ended.push(await run(each, index));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  return ended;
}
