import { outputsOf } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { initUnlocked } from './init-tenant';
import type { TenantModel } from './tenant-model';

export const APPLY_TENANT = own('.github/actions/apply-tenant');

const OUT = (name: string): string => `\${{ steps.tenant.outputs.${name} }}`;

/** Ten minutes: an ECS service that is not stable by then does not become so. */
const ATTEMPTS = '40';

/**
 * Applies the plan that was shown and approved, and no other, then waits until the tenant serves; or releases the lock
 * that was shown, when the run that left it is dead.
 */
export function applyTenant(model: TenantModel): CompositeAction {
  return {
    folder: 'apply-tenant',
    name: 'Apply a tenant',
    description: 'Check approvals and window, then apply the plan that was shown and verify, or release the lock.',
    about: ['For the job that carries the GitHub environment; every way to change a tenant ends here.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read', required: true },
      tenant: { description: 'Name of the tenant', required: true },
      action: { description: 'apply or release-lock', required: true },
      facts: { description: 'Digest of the plan that was shown, and what it was made with, as JSON', default: '' },
      locks: { description: 'Locks that were shown, as JSON', default: '' },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
    },
    outputs: outputsOf('tenant', { environment: 'Environment of the platform', approvers: 'Who approved the run' }),
    steps: [
      ...initUnlocked(model, { emergency: '${{ inputs.emergency }}' }),
      ...applySteps(model).map((step) => ({ ...step, if: "inputs.action == 'apply'" })),
      releaseStep(model),
    ],
  };
}

function applySteps({ scripts, tenantsFolder }: TenantModel): Step[] {
  const FOLDER = `${tenantsFolder}/\${{ inputs.tenant }}`;
  const STATE_BUCKET = OUT('state-bucket');
  return [
    runScript('Fetch the plan that was shown', scripts('fetch-plan'), {
      STATE_BUCKET,
      PLAN_KEY: OUT('plan-key'),
      FACTS: '${{ inputs.facts }}',
    }),
    runScript('Check that the plan is not stale', scripts('check-plan-fresh'), {
      FOLDER,
      FACTS: '${{ inputs.facts }}',
    }),
    runScript('Apply the plan', scripts('apply-plan'), { FOLDER, STATE_BUCKET, RUNS_PREFIX: OUT('runs-prefix') }),
    runScript('Wait until the tenant serves', scripts('verify-tenant'), {
      CLUSTER: OUT('cluster'),
      SERVICE: OUT('service'),
      TARGET_GROUP: OUT('target-group'),
      PRODUCTION: OUT('production'),
      ATTEMPTS,
    }),
  ];
}

function releaseStep({ scripts }: TenantModel): Step {
  const env = {
    STATE_BUCKET: OUT('state-bucket'),
    STATE_KEY: OUT('state-key'),
    LOCK_TABLE: OUT('lock-table'),
    LOCKS: OUT('locks'),
    SHOWN: '${{ inputs.locks }}',
    OWNER: OUT('owner'),
    ALIVE: OUT('alive'),
  };
  return runScript('Release the lock that was shown', scripts('release-lock'), env, {
    if: "inputs.action == 'release-lock'",
  });
}
