import type { Job, Step, Yaml } from './workflow';

const JOB = [
  ...['#', 'name', 'needs', 'if', 'strategy', 'runs-on', '#environment', 'environment', 'timeout-minutes'],
  ...['permissions', '#concurrency', 'concurrency', 'outputs', 'env', 'defaults', 'uses', 'with', 'secrets', 'steps'],
];

const STEP = ['#', 'name', 'id', 'if', 'continue-on-error', 'uses', 'with', 'working-directory', 'env', 'shell', 'run'];

/** The order in which a reader asks: what, after what, where, how long, with which rights, doing what. */
export function orderJob(job: Job): Yaml {
  return ordered('steps' in job ? { ...job, steps: job.steps.map(orderStep) } : job, JOB);
}

/** What, when, by which action or program, with what. */
export function orderStep(step: Step): Yaml {
  return ordered(step, STEP);
}

function ordered(fields: Readonly<Record<string, Yaml>>, keys: readonly string[]): Yaml {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b)));
}
