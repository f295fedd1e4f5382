/** What CloudWatch is told of what callers meet in an environment. */
import type { Environment } from '../../model/platform';
import type { Stage } from './stage';

export type Metric = 'Errors' | 'Throttles';

/** Counts something behind the alias of the first function, at a time. */
export async function count(
  stage: Stage,
  { name }: Environment,
  metric: Metric,
  value: number,
  at: Date,
): Promise<void> {
  const { fn, alias } = stage.names(name);
  const dimensions = { FunctionName: fn, Resource: `${fn}:${alias}` };
  await (await stage.account(name)).putMetric(metric, value, at.toISOString(), dimensions);
}

/** Lets callers meet it every minute of the hour that comes. */
export async function countEachMinute(
  stage: Stage,
  environment: Environment,
  metric: Metric,
  value: number,
): Promise<void> {
  const now = stage.parts.clock.now().getTime();
  for (let minute = 1; minute <= 60; minute += 1)
    await count(stage, environment, metric, value, new Date(now + minute * 60_000));
}
