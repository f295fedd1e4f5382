import type { Yaml } from '../github/workflow';
import type { Environment } from '../model/platform';

/** What a person types to deploy a tenant. */
export function inputsOf({ windows }: Environment): Yaml {
  const inputs = {
    tenant_id: { description: 'Name of the tenant: its folder', type: 'string', required: true },
    action: {
      description: 'plan shows, apply deploys, release-lock removes what a dead run has left',
      type: 'choice',
      options: ['plan', 'apply', 'release-lock'],
      default: 'plan',
    },
    plan_digest: {
      description: 'Digest of changes that an earlier run showed; only where data would be lost',
      type: 'string',
    },
  };
  if (windows.length === 0) return inputs;
  return {
    ...inputs,
    emergency: { description: 'Deploy outside the maintenance windows', type: 'boolean', default: false },
    incident_ticket: { description: 'Ticket of the incident, such as INC-1234; for emergencies', type: 'string' },
    reason: { description: 'What happened and who decided; for emergencies', type: 'string' },
  };
}

/** What a person typed about an emergency, for the action that checks it. */
export function typed(target: Environment): Record<string, string> {
  if (target.windows.length === 0) return {};
  return { ...lifted(target), ticket: '${{ inputs.incident_ticket }}', reason: '${{ inputs.reason }}' };
}

/** Whether the window is lifted, for the actions that enter the environment. */
export function lifted({ windows }: Environment): Record<string, string> {
  return windows.length === 0 ? {} : { emergency: '${{ inputs.emergency }}' };
}
