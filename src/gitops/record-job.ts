import { runScript } from '../github/script';
import { checkoutDelivery } from '../github/steps';
import type { StepsJob } from '../github/workflow';
import type { Environment } from '../model/platform';
import type { TenantModel } from './tenant-model';

/** The tag of a deployment, with its record, and what people read. */
export function recordJob({ scripts, tenantsFolder }: TenantModel, { name, windows }: Environment): StepsJob {
  const emergency = "${{ inputs.emergency && inputs.incident_ticket || '' }} ${{ inputs.reason }}";
  return {
    name: 'Record',
    needs: ['plan', 'apply'],
    if: "!cancelled() && inputs.action == 'apply' && needs.apply.result != 'skipped'",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'write # tags what was deployed' },
    steps: [
      checkoutDelivery(),
      runScript('Record the deployment', scripts('record-tenant'), {
        GH_TOKEN: '${{ github.token }}',
        TENANT: '${{ inputs.tenant_id }}',
        ENVIRONMENT: name,
        TENANTS: tenantsFolder,
        RESULT: '${{ needs.apply.result }}',
        FACTS: '${{ needs.plan.outputs.facts }}',
        APPROVERS: '${{ needs.apply.outputs.approvers }}',
        REASON: windows.length > 0 ? emergency : '',
      }),
    ],
  };
}
