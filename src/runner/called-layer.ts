/** What a called workflow gets from the job that calls it. */
import { callInputs } from './called-inputs';
import { resolveTexts } from './evaluate';
import type { Layer, LegPlan } from './job-plan';
import { child, plainText } from './token';
import type { Value } from './value';

/** Inputs, secrets and rights; the event is the caller's, its variables and defaults are not passed on. */
export function callLayer(
  { job, layer, scope, displayName, permissions, signal, contexts }: LegPlan,
  called: NonNullable<LegPlan['called']>,
  vars: Readonly<Record<string, string>>,
): { layer: Layer; contexts: Record<string, Value> } {
  const callee = { github: contexts['github'], vars };
  const inputs = callInputs(job.token, called.surface, { caller: scope, callee: { contexts: callee } });
  const token = child(job.token, 'secrets');
  const inherits = plainText(token) === 'inherit';
  const given = inherits ? {} : resolveTexts(token, { contexts: { ...contexts, secrets: layer.secrets } });
  return {
    layer: {
      program: called,
      inputs,
      secrets: inherits ? layer.secrets : given,
      hasAllSecrets: inherits && layer.hasAllSecrets,
      allowed: permissions,
      prefix: [displayName],
      signal,
    },
    contexts: { ...callee, inputs },
  };
}
