import { runScript } from '../github/script';
import { checkout } from '../github/steps';
import type { StepsJob } from '../github/workflow';
import type { TenantModel } from './tenant-model';

const TENANT = '${{ inputs.tenant_id }}';
const ENVIRONMENT = '${{ inputs.environment }}';

/** The branch that takes a destroyed tenant out of main, the tag with the record, and what people read. */
export function recordDestruction({ scripts, tenantsFolder }: TenantModel): StepsJob {
  const shared = { GH_TOKEN: '${{ github.token }}', TENANT, ENVIRONMENT, TICKET: '${{ inputs.ticket }}' };
  return {
    '#': 'Also where nothing was left to destroy: the run before may have ended before this job.',
    name: 'Record',
    needs: ['plan', 'destroy'],
    if: "!cancelled() && (needs.destroy.result == 'success' || needs.plan.outputs.left == 'false')",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'write # pushes the branch, and tags what was destroyed' },
    steps: [
      {
        ...checkout({ 'sparse-checkout': `.github\n${tenantsFolder}/${TENANT}\n` }),
        name: 'Check out the tenant',
      },
      runScript(
        'Push a branch without it',
        scripts('push-removal'),
        { ...shared, TENANTS: tenantsFolder },
        { id: 'branch' },
      ),
      runScript('Record the destruction', scripts('record-destruction'), {
        ...shared,
        LEFT: '${{ needs.plan.outputs.left }}',
        APPROVERS: '${{ needs.destroy.outputs.approvers }}',
        REASON: '${{ inputs.reason }}',
        BRANCH: '${{ steps.branch.outputs.branch }}',
        GONE: '${{ steps.branch.outputs.gone }}',
      }),
    ],
  };
}
