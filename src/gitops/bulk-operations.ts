import { WAITS } from '../delivery/approval-jobs';
import { runScript } from '../github/script';
import { checkout } from '../github/steps';
import type { Permissions, Step, StepsJob, Workflow, Yaml } from '../github/workflow';
import { BULK_OPERATIONS, bulkEnvironments } from '../model/gitops-deliveries';
import { deployGate } from '../model/platform';
import { selectStep, TAKE_TENANTS } from './take-tenants';
import type { TenantModel } from './tenant-model';

const OPERATION = '${{ inputs.operation }}';
const TARGET = '${{ inputs.environment }}';
const DIGEST = '${{ inputs.list_digest }}';
const RIGHTS: Permissions = {
  actions: 'read # reads approvals and runs',
  contents: 'read',
  'id-token': 'write # assumes the role of the environment',
};
/** Minutes: three sessions, in each of which tenants are begun for so long that the last one ends in time. */
const LIMIT = 180;

/** One operation on many tenants: a list that people have seen, one approval, waves. Emits `bulk-operations.yml`. */
export function bulkOperations(model: TenantModel): Workflow {
  return {
    file: `${BULK_OPERATIONS}.yml`,
    name: 'Bulk operations',
    about: [
      'Does one operation to many tenants, never in production. What changes tenants needs the digest of the list that an',
      'earlier run has shown. The first wave is a single tenant; nothing is begun behind a wave with a red one.',
    ],
    'run-name': '${{ inputs.operation }} ${{ inputs.tenants }} in ${{ inputs.environment }}',
    overlaps: WAITS,
    on: { workflow_dispatch: { inputs: inputsOf(model) } },
    jobs: {
      preview: previewJob(model),
      validate: validateJob(model),
      plan: planJob(model),
      change: changeJob(model),
    },
  };
}

function inputsOf({ platform }: TenantModel): Yaml {
  const gates = bulkEnvironments(platform).map((name) => deployGate(platform, name, BULK_OPERATIONS).name);
  return {
    environment: { description: 'Where', type: 'choice', options: gates, default: gates[0] },
    operation: {
      description: 'plan shows the list and its digest, which apply, restart-service and release-lock need',
      type: 'choice',
      options: ['validate', 'plan', 'apply', 'restart-service', 'release-lock'],
      default: 'plan',
    },
    tenants: {
      description: 'all, names or patterns such as shop*; separated by spaces or commas',
      type: 'string',
      required: true,
    },
    list_digest: { description: 'Digest of the list that an earlier run has shown', type: 'string' },
  };
}

function previewJob({ scripts }: TenantModel): StepsJob {
  const protection = { GH_TOKEN: '${{ github.token }}', PROTECTION: '${{ steps.list.outputs.protection }}' };
  return {
    '#': 'No credentials: what a person typed is checked first, and the list is shown.',
    name: 'Check and preview',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { actions: 'read # reads environments', contents: 'read' },
    outputs: { environment: '${{ steps.list.outputs.environment }}' },
    steps: [
      checkout(),
      selectStep({ target: TARGET, digest: DIGEST, show: 'true' }),
      runScript('Check the protection', scripts('check-protection'), protection),
    ],
  };
}

function validateJob(model: TenantModel): StepsJob {
  const ENVIRONMENT = '${{ needs.preview.outputs.environment }}';
  return {
    name: 'Validate',
    needs: ['preview'],
    if: "inputs.operation == 'validate'",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    permissions: { contents: 'read' },
    steps: [
      checkout(),
      selectStep({ target: TARGET }),
      runScript('Validate the tenants', model.scripts('validate-tenants'), { ENVIRONMENT }),
      runScript('Tell what came of each', model.scripts('report-bulk'), { OPERATION, ENVIRONMENT, LIMIT: '1000' }),
    ],
  };
}

function planJob(model: TenantModel): StepsJob {
  const gate = '${{ needs.preview.outputs.environment }}-read';
  return {
    name: 'Plan',
    needs: ['preview'],
    if: "inputs.operation == 'plan'",
    'runs-on': 'ubuntu-24.04',
    environment: { name: gate, deployment: false },
    'timeout-minutes': LIMIT,
    permissions: RIGHTS,
    steps: takeSteps(model, gate),
  };
}

function changeJob(model: TenantModel): StepsJob {
  return {
    '#': 'Each job of this environment would ask people again, so all waves are in this one.',
    name: 'Change',
    needs: ['preview'],
    if: "inputs.operation != 'validate' && inputs.operation != 'plan'",
    'runs-on': 'ubuntu-24.04',
    environment: TARGET,
    'timeout-minutes': LIMIT,
    permissions: RIGHTS,
    steps: takeSteps(model, TARGET),
  };
}

function takeSteps({ tenantsFolder, modulesFolder }: TenantModel, target: string): Step[] {
  return [
    {
      ...checkout({ 'sparse-checkout': `.github\n${tenantsFolder}\n${modulesFolder}\n` }),
      name: 'Check out the tenants and their modules',
    },
    {
      name: 'Take the tenants, wave after wave',
      uses: TAKE_TENANTS,
      with: {
        ...{ target, environment: TARGET, token: '${{ github.token }}', operation: OPERATION },
        ...{ tenants: '${{ inputs.tenants }}', digest: DIGEST },
      },
    },
  ];
}
