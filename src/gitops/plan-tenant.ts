import { outputsOf } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { checkDestroyed, findRemains } from './destroyed-steps';
import { initUnlocked } from './init-tenant';
import type { TenantModel } from './tenant-model';

export const PLAN_TENANT = own('.github/actions/plan-tenant');

const OUT = (name: string): string => `\${{ steps.tenant.outputs.${name} }}`;
const TENANT = '${{ inputs.tenant }}';
/** What was deployed before a destruction is gone, whether that was recorded or not. */
const TAG_OF_LIFE = "${{ steps.mark.outputs.destroyed != 'true' && steps.newest.outputs.tag || '' }}";

/** A step that is for plans only. */
function planning(step: Step): Step {
  const when = "inputs.action != 'release-lock'";
  return { ...step, if: step.if === undefined ? when : `${when} && ${step.if}` };
}

/** Plans one tenant with a role that only reads, shows the plan, and keeps it for the job that applies. */
export function planTenant(model: TenantModel): CompositeAction {
  return {
    folder: 'plan-tenant',
    name: 'Plan a tenant',
    description: 'Look at the locks, plan without taking one, show the plan, check that it is safe, keep it.',
    about: ['For jobs in a GitHub environment for reading: nothing is written but the plan.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read and contents: read', required: true },
      tenant: { description: 'Name of the tenant', required: true },
      action: {
        description:
          'plan, apply (a loss of data that nobody has seen is refused) or release-lock (only the lock is looked at)',
        required: true,
      },
      seen: { description: 'Digest of changes that an earlier run showed', default: '' },
      mode: { description: 'destroy: plans to remove everything; empty: what the code says', default: '' },
    },
    outputs: {
      ...outputsOf('tenant', { environment: 'Environment of the platform', locks: 'Each lock, as JSON' }),
      ...outputsOf('plan', { changes: 'Whether there is anything to apply' }),
      ...outputsOf('remains', { left: 'Whether anything is left to destroy; empty: that was not asked' }),
      ...outputsOf('facts', { facts: 'Digests of plan and changes, and what it was made with, as JSON' }),
    },
    steps: [...initUnlocked(model), ...[...planSteps(model), ...checkSteps(model), findRemains(model)].map(planning)],
  };
}

function planSteps(model: TenantModel): Step[] {
  const { scripts, tenantsFolder, statefulTypes } = model;
  const FOLDER = `${tenantsFolder}/${TENANT}`;
  const ENVIRONMENT = OUT('environment');
  return [
    runScript(
      'Find its newest deployment',
      scripts('newest-tag'),
      { GH_TOKEN: '${{ inputs.token }}', TENANT, ENVIRONMENT },
      { id: 'newest' },
    ),
    checkDestroyed(model),
    runScript(
      'Find whether it is there',
      scripts('find-tenant'),
      { CLUSTER: OUT('cluster'), SERVICE: OUT('service'), TAG: TAG_OF_LIFE },
      { id: 'found' },
    ),
    runScript('Plan', scripts('make-plan'), { FOLDER, ENVIRONMENT, MODE: '${{ inputs.mode }}' }, { id: 'plan' }),
    runScript(
      'Note what the plan is made of',
      scripts('plan-facts'),
      { FOLDER, TENANT, ENVIRONMENT, STATEFUL: statefulTypes.join(' ') },
      { id: 'facts' },
    ),
  ];
}

function checkSteps({ scripts, tenantsFolder, tenants: { fields } }: TenantModel): Step[] {
  return [
    runScript('Show the plan', scripts('summarize-plan'), { LIMIT: '50' }),
    runScript('Check that the plan is safe', scripts('check-plan-safety'), {
      GH_TOKEN: '${{ inputs.token }}',
      FOLDER: `${tenantsFolder}/${TENANT}`,
      MODE: '${{ inputs.mode }}',
      ACTION: '${{ inputs.action }}',
      SEEN: '${{ inputs.seen }}',
      EXISTS: '${{ steps.found.outputs.exists }}',
      PRODUCTION: OUT('production'),
      TENANT_FIELD: fields.tenant,
      ENVIRONMENT_FIELD: fields.environment,
    }),
    runScript('Keep the plan', scripts('store-plan'), {
      STATE_BUCKET: OUT('state-bucket'),
      PLAN_KEY: OUT('plan-key'),
      KMS_KEY: OUT('kms-key'),
    }),
  ];
}
