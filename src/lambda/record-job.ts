import { REQUESTS } from '../delivery/starting';
import { runScript } from '../github/script';
import { checkoutDelivery } from '../github/steps';
import type { StepsJob } from '../github/workflow';
import type { SamModel } from './sam-model';

/** The copy for people, in the release and the summary. */
export function recordJob({ scripts, platform }: SamModel): StepsJob {
  const environment = '${{ needs.deploy.outputs.environment }}';
  const wayBack =
    platform.approval === 'pull-request'
      ? `merge a pull request that changes \`${REQUESTS}/rollback.json\` to \`{"environment": "${environment}", "reason": "..."}\``
      : `\`gh workflow run rollback.yml -f environment=${environment} -f reason='...'\``;
  return {
    name: 'Record',
    needs: ['deploy'],
    if: "!cancelled() && needs.deploy.outputs.version != ''",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'write # adds the record to the notes of the release' },
    steps: [
      checkoutDelivery(),
      runScript('Record the deployment', scripts('record-deployment'), {
        GH_TOKEN: '${{ github.token }}',
        ENVIRONMENT: environment,
        ACTION: "${{ inputs.rollback && 'rollback' || 'deploy' }}",
        RESULT: '${{ needs.deploy.result }}',
        VERSION: '${{ needs.deploy.outputs.version }}',
        DIGEST: '${{ needs.deploy.outputs.digest }}',
        PREVIOUS: '${{ needs.deploy.outputs.previous }}',
        APPROVERS: '${{ needs.deploy.outputs.approvers }}',
        WAY_BACK: wayBack,
        REASON: '${{ inputs.reason }}',
      }),
    ],
  };
}
