import { outputsOf } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { DESTROYED_PREFIX } from '../model/gitops';
import { INIT_TENANT } from './init-tenant';
import type { TenantModel } from './tenant-model';

export const REMOVE_TENANT = own('.github/actions/remove-tenant');

const TENANT = '${{ inputs.tenant }}';
const OUT = (name: string): string => `\${{ steps.tenant.outputs.${name} }}`;
const BUCKET = {
  STATE_BUCKET: OUT('state-bucket'),
  ARCHIVE: `${DESTROYED_PREFIX}${TENANT}/\${{ github.run_id }}/`,
  KMS_KEY: OUT('kms-key'),
};
const FACTS = { FACTS: '${{ inputs.facts }}' };

/** Key of the mark that a destroyed tenant leaves in the bucket of its state, as expressions of an action's steps. */
export const MARKER_KEY = `${DESTROYED_PREFIX}${TENANT}.json`;

/** Backs a tenant up, destroys it by the plan that was shown and no other, and archives its state. */
export function removeTenant(model: TenantModel): CompositeAction {
  return {
    folder: 'remove-tenant',
    name: 'Remove a tenant',
    description: 'Check approvals, back up, destroy by the plan that was shown, archive the state, mark the tenant.',
    about: ['For the job that carries the GitHub environment; a tenant is destroyed here and nowhere else.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read', required: true },
      tenant: { description: 'Name of the tenant', required: true },
      facts: { description: 'Digest of the plan that was shown, and what it was made with, as JSON', required: true },
      reason: { description: 'Why, and who decided', required: true },
      ticket: { description: 'Ticket of the decision', required: true },
    },
    outputs: outputsOf('tenant', { environment: 'Environment of the platform', approvers: 'Who approved the run' }),
    steps: [...guardSteps(model), ...keepSteps(model), ...destroySteps(model)],
  };
}

function guardSteps({ scripts }: TenantModel): Step[] {
  const given = { target: '${{ inputs.target }}', token: '${{ inputs.token }}', tenant: TENANT };
  const guard = { ENVIRONMENT: OUT('environment'), PRODUCTION: OUT('production') };
  const lock = { LOCKS: OUT('locks'), OWNER: OUT('owner'), ALIVE: OUT('alive'), ACTION: 'destroy' };
  return [
    { name: 'Initialize the tenant', id: 'tenant', uses: INIT_TENANT, with: given },
    runScript('Refuse production', scripts('refuse-production'), guard),
    runScript('Say who holds the lock', scripts('tell-lock'), lock, { if: "steps.tenant.outputs.held == 'true'" }),
  ];
}

/** What comes before anything is destroyed. */
function keepSteps(model: TenantModel): Step[] {
  const { scripts, tenantsFolder, backups } = model;
  const STATE_BUCKET = OUT('state-bucket');
  return [
    runScript('Fetch the plan that was shown', scripts('fetch-plan'), {
      STATE_BUCKET,
      PLAN_KEY: OUT('plan-key'),
      ...FACTS,
    }),
    runScript('Check that the plan is not stale', scripts('check-plan-fresh'), {
      FOLDER: `${tenantsFolder}/${TENANT}`,
      ...FACTS,
    }),
    runScript('Back up state and data', scripts('back-up-tenant'), {
      ...{ TENANT, ENVIRONMENT: OUT('environment'), STATE_KEY: OUT('state-key'), ...BUCKET },
      SCRIPTS: backups.map(({ script }) => script).join(' '),
    }),
    markStep('Mark the tenant, so that nothing makes it again', 'destroying', model),
  ];
}

function destroySteps(model: TenantModel): Step[] {
  const { scripts, tenantsFolder } = model;
  const FOLDER = `${tenantsFolder}/${TENANT}`;
  const STATE_BUCKET = OUT('state-bucket');
  return [
    runScript('Destroy by the plan', scripts('apply-plan'), { FOLDER, STATE_BUCKET, RUNS_PREFIX: OUT('runs-prefix') }),
    runScript('Archive the state', scripts('archive-state'), {
      ...{ FOLDER, STATE_KEY: OUT('state-key'), LOCK_TABLE: OUT('lock-table'), ...BUCKET },
    }),
    markStep('Mark it as destroyed', 'destroyed', model),
  ];
}

function markStep(name: string, STATUS: string, { scripts, tenantsFolder }: TenantModel): Step {
  return runScript(name, scripts('mark-destroyed'), {
    ...{ TENANT, ENVIRONMENT: OUT('environment'), FOLDER: `${tenantsFolder}/${TENANT}`, MARKER_KEY, ...BUCKET },
    ...{ STATUS, APPROVERS: OUT('approvers'), REASON: '${{ inputs.reason }}', TICKET: '${{ inputs.ticket }}' },
  });
}
