import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { deployTenant } from '../model/gitops-deliveries';
import type { TenantModel } from './tenant-model';

export const CHECK_TENANT = own('.github/actions/check-tenant');

const TOKEN = { GH_TOKEN: '${{ inputs.token }}' };
const TENANT = '${{ inputs.tenant }}';
const WAY = (name: string): string => `\${{ steps.way.outputs.${name} }}`;

/** Everything that must be true before a job has credentials or a person is asked. */
export function checkTenant(model: TenantModel): CompositeAction {
  return {
    folder: 'check-tenant',
    name: 'Check a tenant',
    description:
      'Check what was typed, the configuration of the tenant, the way in, and what the environment before ran.',
    about: [
      'For jobs without credentials: whatever a person typed comes through here before anything is done with it.',
    ],
    inputs: {
      tenant: { description: 'What a person typed as name of the tenant', required: true },
      action: { description: 'plan, apply or release-lock', required: true },
      target: { description: 'GitHub environment that it would be deployed through', required: true },
      token: { description: 'Token with actions: read and contents: read', required: true },
      seen: { description: 'Digest of changes that an earlier run showed', default: '' },
      source: { description: 'Environment that must have applied its code before; empty: none', default: '' },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
      ticket: { description: 'Ticket of the incident; for emergencies', default: '' },
      reason: { description: 'What happened and who decided; for emergencies', default: '' },
    },
    outputs: {},
    steps: [...typedSteps(model), ...waySteps(model), ...proofSteps(model)],
  };
}

function typedSteps({ scripts, tenants, tenantsFolder }: TenantModel): Step[] {
  const typed = {
    VERSION: '',
    REASON: '${{ inputs.reason }}',
    REASON_FOR: "${{ inputs.emergency == 'true' && 'an emergency' || '' }}",
    TICKET: '${{ inputs.ticket }}',
  };
  const named = { TENANT, PATTERN: tenants.tenantName, TENANTS: tenantsFolder, DIGEST: '${{ inputs.seen }}' };
  return [
    runScript('Check the inputs', scripts('check-inputs'), typed),
    runScript('Check the name of the tenant', scripts('check-tenant'), named),
  ];
}

function waySteps({ scripts, tenantsFolder }: TenantModel): Step[] {
  const rules = { TENANT, TENANTS: tenantsFolder, ENVIRONMENT: WAY('environment') };
  const window = {
    WINDOWS: WAY('windows'),
    TIMEZONE: WAY('timezone'),
    ZONE_LABEL: WAY('zone-label'),
    RESERVE: WAY('reserve'),
    ENFORCE: 'false',
    EMERGENCY: '${{ inputs.emergency }}',
  };
  return [
    runScript('Look up the way in', scripts('environment'), { TARGET: '${{ inputs.target }}' }, { id: 'way' }),
    runScript('Check its configuration', scripts('check-tenant-config'), rules, {
      if: "inputs.action != 'release-lock'",
    }),
    runScript('Check the protection', scripts('check-protection'), { ...TOKEN, PROTECTION: WAY('protection') }),
    {
      '#': 'Approvals can be collected before a window opens; it is enforced after them.',
      ...runScript('Tell the next maintenance window', scripts('check-window'), window, {
        if: "inputs.action != 'plan' && steps.way.outputs.windows != ''",
      }),
    },
  ];
}

function proofSteps({ scripts, tenantsFolder, modulesFolder }: TenantModel): Step[] {
  const SOURCE = '${{ inputs.source }}';
  const proof = {
    ...{ SOURCE, WORKFLOW: `${deployTenant(SOURCE)}.yml`, RUN: '${{ steps.proof.outputs.run }}' },
    ...{ TENANTS: tenantsFolder, MODULES: modulesFolder },
  };
  const applied = { if: "inputs.action == 'apply' && inputs.source != ''" };
  return [
    runScript(
      'Find its newest deployment to the environment before',
      scripts('newest-tag'),
      { ...TOKEN, TENANT, ENVIRONMENT: SOURCE },
      { id: 'proof', ...applied },
    ),
    runScript(
      'Check that the environment before has applied its code',
      scripts('check-modules-proven'),
      { ...TOKEN, TENANT, ...proof },
      applied,
    ),
  ];
}
