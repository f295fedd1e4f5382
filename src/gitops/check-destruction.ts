import { outputsOf } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { DESTROY_TENANT } from '../model/gitops-deliveries';
import { deployGate } from '../model/platform';
import type { TenantModel } from './tenant-model';

export const CHECK_DESTRUCTION = own('.github/actions/check-destruction');

const TENANT = '${{ inputs.tenant }}';

/** Everything that must be true of a destruction before a job has credentials or a person is asked. */
export function checkDestruction(model: TenantModel): CompositeAction {
  return {
    folder: 'check-destruction',
    name: 'Check a destruction',
    description: 'Check what was typed to destroy a tenant, and how the environment is guarded.',
    about: ['For jobs without credentials: whatever a person typed comes through here before anything is destroyed.'],
    inputs: {
      tenant: { description: 'What a person typed as name of the tenant', required: true },
      environment: { description: 'Environment that a person chose', required: true },
      confirmation: { description: 'Sentence that a person typed to confirm it', required: true },
      reason: { description: 'Why, and who decided', required: true },
      ticket: { description: 'Ticket of the decision', required: true },
      token: { description: 'Token with actions: read', required: true },
    },
    outputs: outputsOf('meant', { gate: 'GitHub environment that guards it' }),
    steps: [...typedSteps(model), ...waySteps(model)],
  };
}

function typedSteps({ scripts, platform, destroyable, tenants, tenantsFolder }: TenantModel): Step[] {
  const typed = { VERSION: '', REASON: '${{ inputs.reason }}', REASON_FOR: 'a destruction', TICKET: '' };
  const named = { TENANT, PATTERN: tenants.tenantName, TENANTS: tenantsFolder, DIGEST: '' };
  const gates = destroyable.map((name) => `${name}=${deployGate(platform, name, DESTROY_TENANT).name}`);
  const meant = {
    ...{ TENANT, TENANTS: tenantsFolder, ENVIRONMENT: '${{ inputs.environment }}', GATES: gates.join(' ') },
    ...{ SENTENCE: '${{ inputs.confirmation }}', TICKET: '${{ inputs.ticket }}' },
  };
  return [
    runScript('Check the inputs', scripts('check-inputs'), typed),
    runScript('Check the name of the tenant', scripts('check-tenant'), named),
    runScript('Check that it is meant', scripts('check-destroy'), meant, { id: 'meant' }),
  ];
}

function waySteps({ scripts }: TenantModel): Step[] {
  const target = { TARGET: '${{ steps.meant.outputs.gate }}' };
  const protection = { GH_TOKEN: '${{ inputs.token }}', PROTECTION: '${{ steps.way.outputs.protection }}' };
  return [
    runScript('Look up the way in', scripts('environment'), target, { id: 'way' }),
    runScript('Check the protection', scripts('check-protection'), protection),
  ];
}
