import { WAITS } from '../delivery/approval-jobs';
import { checkout } from '../github/steps';
import type { Permissions, StepsJob, Workflow, Yaml } from '../github/workflow';
import { readGate } from '../model/deliveries';
import { DESTROY_TENANT } from '../model/gitops-deliveries';
import { CHECK_DESTRUCTION } from './check-destruction';
import { checkoutTenant } from './deploy-tenant';
import { PLAN_TENANT } from './plan-tenant';
import { recordDestruction } from './record-destruction';
import { REMOVE_TENANT } from './remove-tenant';
import type { TenantModel } from './tenant-model';

const TENANT = '${{ inputs.tenant_id }}';
const ENVIRONMENT = '${{ inputs.environment }}';
const TOKEN = '${{ github.token }}';
const RIGHTS: Permissions = {
  actions: 'read # reads approvals and runs',
  contents: 'read',
  'id-token': 'write # assumes the role of the environment',
};

/** Takes one tenant out of an environment for good, never out of production. Emits `destroy-tenant.yml`. */
export function destroyTenant(model: TenantModel): Workflow {
  const places = model.destroyable.map((name) => name.toUpperCase()).join(' or ');
  return {
    file: `${DESTROY_TENANT}.yml`,
    name: 'Destroy tenant',
    about: [
      `Takes one tenant out of ${places} for good: plans it, asks people, keeps its state and data, destroys by that plan.`,
      'Interrupted anywhere, it can be started again. Production is no choice here, and no role of it trusts this.',
    ],
    'run-name': 'Destroy ${{ inputs.tenant_id }} in ${{ inputs.environment }}',
    overlaps: WAITS,
    on: { workflow_dispatch: { inputs: inputsOf(model.destroyable) } },
    jobs: {
      validate: validateJob(),
      plan: planJob(model),
      destroy: destroyJob(model),
      record: recordDestruction(model),
    },
  };
}

function inputsOf(destroyable: readonly string[]): Yaml {
  return {
    tenant_id: { description: 'Name of the tenant: its folder', type: 'string', required: true },
    environment: { description: 'Where it is destroyed', type: 'choice', options: destroyable, required: true },
    confirmation: {
      description: 'Write this sentence: destroy tenant TENANT in ENVIRONMENT',
      type: 'string',
      required: true,
    },
    reason: { description: 'Why, and who decided', type: 'string', required: true },
    ticket: { description: 'Ticket of the decision, such as OPS-1234', type: 'string', required: true },
  };
}

function validateJob(): StepsJob {
  return {
    '#': 'No credentials: what a person typed is checked first.',
    name: 'Validate',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { actions: 'read # reads environments', contents: 'read' },
    outputs: { gate: '${{ steps.check.outputs.gate }}' },
    steps: [
      checkout(),
      {
        name: 'Check that it is meant',
        id: 'check',
        uses: CHECK_DESTRUCTION,
        with: {
          ...{ tenant: TENANT, environment: ENVIRONMENT, confirmation: '${{ inputs.confirmation }}' },
          ...{ reason: '${{ inputs.reason }}', ticket: '${{ inputs.ticket }}', token: TOKEN },
        },
      },
    ],
  };
}

function planJob(model: TenantModel): StepsJob {
  const gate = readGate(ENVIRONMENT);
  const out = (name: string): string => `\${{ steps.plan.outputs.${name} }}`;
  return {
    name: 'Plan',
    needs: ['validate'],
    'runs-on': 'ubuntu-24.04',
    environment: { name: gate, deployment: false },
    'timeout-minutes': 30,
    permissions: RIGHTS,
    outputs: { facts: out('facts'), left: out('left') },
    steps: [
      checkoutTenant(model, TENANT),
      {
        name: 'Plan what is destroyed',
        id: 'plan',
        uses: PLAN_TENANT,
        with: { target: gate, token: TOKEN, tenant: TENANT, action: 'destroy', mode: 'destroy' },
      },
    ],
  };
}

function destroyJob(model: TenantModel): StepsJob {
  const gate = '${{ needs.validate.outputs.gate }}';
  const said = { reason: '${{ inputs.reason }}', ticket: '${{ inputs.ticket }}' };
  return {
    name: 'Destroy',
    needs: ['validate', 'plan'],
    if: "needs.plan.outputs.left == 'true'",
    'runs-on': 'ubuntu-24.04',
    environment: gate,
    'timeout-minutes': 120,
    permissions: RIGHTS,
    outputs: { approvers: '${{ steps.remove.outputs.approvers }}' },
    steps: [
      checkoutTenant(model, TENANT),
      {
        name: 'Back up, then destroy by the plan that was shown',
        id: 'remove',
        uses: REMOVE_TENANT,
        with: { target: gate, token: TOKEN, tenant: TENANT, facts: '${{ needs.plan.outputs.facts }}', ...said },
      },
    ],
  };
}
