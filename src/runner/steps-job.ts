/** A job with steps within its run: its GitHub environment is asked first, then it runs, and the journal has how it ended. */
import { findEnvironment, type GateAnswer } from './environment-gate';
import { resolveValue } from './evaluate';
import { NotModelledError, reasonOf } from './failure';
import type { JobFacts } from './host';
import type { LegPlan, Outcome } from './job-plan';
import { runJob, type JobEnd } from './job-run';
import { placeOf } from './leg-plans';
import type { RunFacts } from './run-facts';
import { child } from './token';
import { toTable } from './value';

export async function runStepsJob(plan: LegPlan, run: RunFacts): Promise<Outcome> {
  const { displayName, permissions } = plan;
  const ended = await run.world.move(async (): Promise<JobEnd> => {
    try {
      return await enter(plan, run);
    } catch (error) {
      const reason = reasonOf(error);
      run.journal.errors.push(error instanceof NotModelledError ? reason : `${displayName}: ${reason}`);
      return { result: 'failure', outputs: {}, log: [`##[error]${reason}`], records: [], summary: '' };
    }
  });
  run.journal.report(displayName, { ...ended, permissions, place: placeOf(plan.layer, plan.job) });
  return ended;
}

/** What an environment holds is not known before it is entered. */
async function enter(plan: LegPlan, run: RunFacts): Promise<JobEnd> {
  const { options } = run.world;
  const facts = factsOf(plan, run);
  const { environment } = facts;
  if (environment !== undefined) {
    const gate = { environment, event: run.event, triggeringActor: run.identity.triggeringActor, job: facts };
    const answer = await options.host.judge(gate);
    if (answer.answer !== 'open') return stay(answer, plan.signal, run);
  }
  const rules = environment === undefined ? undefined : findEnvironment(options.settings, environment);
  // A called workflow gets secrets of an environment only with all others, and a fork gets none.
  const more = run.event.fork || !plan.layer.hasAllSecrets ? {} : rules?.secrets;
  const variables = run.withholdsVariables ? {} : rules?.vars;
  const request = { plan, facts, vars: { ...run.vars, ...variables }, secrets: { ...plan.layer.secrets, ...more } };
  return runJob(request, run.world);
}

/** Refused, or waiting for people until the run is cancelled or everything else has ended. */
async function stay(
  { answer, reason }: Exclude<GateAnswer, { answer: 'open' }>,
  signal: AbortSignal,
  { world }: RunFacts,
): Promise<JobEnd> {
  const ends = { outputs: {}, log: [reason], records: [], summary: '' };
  return { ...ends, result: answer === 'closed' ? 'failure' : await world.park(signal) };
}

function factsOf({ job, layer, scope, displayName, permissions }: LegPlan, run: RunFacts): JobFacts {
  const said = resolveValue(child(job.token, 'environment'), scope);
  const name = typeof said === 'string' ? said : toTable(said)['name'];
  return {
    run: run.identity,
    event: run.event,
    repository: run.world.options.settings.repository,
    displayName,
    workflowPath: layer.program.file.path,
    rootPath: run.program.file.path,
    workflowName: run.program.file.name,
    root: run.root,
    environment: typeof name === 'string' && name !== '' ? name : undefined,
    permissions,
  };
}
