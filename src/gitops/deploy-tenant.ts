import { approvalJobs, WAITS } from '../delivery/approval-jobs';
import { checkout } from '../github/steps';
import type { Permissions, Step, StepsJob, Workflow } from '../github/workflow';
import { readGate } from '../model/deliveries';
import { deployTenant } from '../model/gitops-deliveries';
import { deployGate, type Environment, type GitHubEnvironment } from '../model/platform';
import { APPLY_TENANT } from './apply-tenant';
import { CHECK_TENANT } from './check-tenant';
import { inputsOf, lifted, typed } from './deploy-tenant-inputs';
import { PLAN_TENANT } from './plan-tenant';
import { recordJob } from './record-job';
import type { TenantModel } from './tenant-model';

const TENANT = '${{ inputs.tenant_id }}';
const ACTION = '${{ inputs.action }}';
const TOKEN = '${{ github.token }}';
const RIGHTS: Permissions = {
  actions: 'read # reads approvals and runs',
  contents: 'read',
  'id-token': 'write # assumes the role of the environment',
};

/** Brings one tenant to an environment: plan, approval, apply of that plan. Emits `deploy-tenant-<target>.yml`. */
export function deployTenantTo(model: TenantModel, target: Environment): Workflow {
  const workflow = deployTenant(target.name);
  const gate = deployGate(model.platform, target.name, workflow);
  const approvals = approvalJobs(gate, ['plan'], "inputs.action != 'plan'");
  const place = target.name.toUpperCase();
  return {
    file: `${workflow}.yml`,
    name: `Deploy tenant to ${place}`,
    about: [
      `Plans one tenant with a role that only reads, shows the plan, asks people, and applies that plan to ${place}.`,
      'To go back: revert the change on main, then start this again. Nothing here destroys a tenant.',
    ],
    'run-name': `\${{ inputs.action }} \${{ inputs.tenant_id }} in ${place}`,
    overlaps: WAITS,
    on: { workflow_dispatch: { inputs: inputsOf(target) } },
    jobs: {
      validate: validateJob(model, target, gate),
      plan: planJob(model, target),
      ...approvals,
      apply: applyJob(model, target, gate, Object.keys(approvals)),
      record: recordJob(model, target),
    },
  };
}

/** What Terraform reads of one tenant, and nothing of the others. */
export function checkoutTenant({ tenantsFolder, modulesFolder }: TenantModel, tenant: string): Step {
  const folders = ['.github', `${tenantsFolder}/${tenant}`, modulesFolder];
  return {
    ...checkout({ 'sparse-checkout': `${folders.join('\n')}\n` }),
    name: 'Check out the tenant and its modules',
  };
}

function validateJob({ platform }: TenantModel, target: Environment, gate: GitHubEnvironment): StepsJob {
  const before = platform.environments.find(({ name }) => name === target.follows);
  // Where the environment before is deployed to by hand, nothing there can prove a tenant.
  const proven: Record<string, string> = before?.follows === undefined ? {} : { source: before.name };
  return {
    '#': 'No credentials: what a person typed is checked first.',
    name: 'Validate',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { actions: 'read # reads environments and runs', contents: 'read' },
    steps: [
      checkout(),
      {
        name: 'Check the tenant',
        uses: CHECK_TENANT,
        with: {
          ...{ tenant: TENANT, action: ACTION, target: gate.name, token: TOKEN, seen: '${{ inputs.plan_digest }}' },
          ...proven,
          ...typed(target),
        },
      },
    ],
  };
}

function planJob(model: TenantModel, target: Environment): StepsJob {
  const gate = readGate(target.name);
  const out = (name: string): string => `\${{ steps.plan.outputs.${name} }}`;
  return {
    name: 'Plan',
    needs: ['validate'],
    'runs-on': 'ubuntu-24.04',
    environment: { name: gate, deployment: false },
    'timeout-minutes': 30,
    permissions: RIGHTS,
    outputs: Object.fromEntries(['facts', 'locks'].map((name) => [name, out(name)])),
    steps: [
      checkoutTenant(model, TENANT),
      {
        name: 'Plan the tenant, or look at its lock',
        id: 'plan',
        uses: PLAN_TENANT,
        with: { target: gate, token: TOKEN, tenant: TENANT, action: ACTION, seen: '${{ inputs.plan_digest }}' },
      },
    ],
  };
}

function applyJob(
  model: TenantModel,
  target: Environment,
  gate: GitHubEnvironment,
  approvals: readonly string[],
): StepsJob {
  return {
    name: `Apply to ${target.name.toUpperCase()}`,
    needs: ['plan', ...approvals.slice(-1)],
    if: "inputs.action != 'plan'",
    'runs-on': 'ubuntu-24.04',
    environment: gate.name,
    'timeout-minutes': 55,
    permissions: RIGHTS,
    outputs: { approvers: '${{ steps.apply.outputs.approvers }}' },
    steps: [
      checkoutTenant(model, TENANT),
      {
        name: 'Apply the plan, or release the lock, that was shown',
        id: 'apply',
        uses: APPLY_TENANT,
        with: {
          ...{ target: gate.name, token: TOKEN, tenant: TENANT, action: ACTION, ...lifted(target) },
          ...{ facts: '${{ needs.plan.outputs.facts }}', locks: '${{ needs.plan.outputs.locks }}' },
        },
      },
    ],
  };
}
