import { WAITS } from '../delivery/approval-jobs';
import { REQUESTS } from '../delivery/starting';
import { runScript } from '../github/script';
import { checkout, own } from '../github/steps';
import type { Permissions, StepsJob, Workflow } from '../github/workflow';
import type { Platform } from '../model/platform';
import type { SamModel } from './sam-model';

/** What reading the approvals needs. */
export function approvalRights({ approval }: Platform): Permissions {
  return approval === 'pull-request'
    ? { 'pull-requests': 'read # reads who approved the request' }
    : { actions: 'read # reads who approved this run' };
}

/** What a called workflow may ask for: every job inside takes only its own part. */
export function deliveryRights(platform: Platform): Permissions {
  return {
    ...approvalRights(platform),
    contents: 'write # stores the release and its record',
    'id-token': 'write # assumes the role of the environment',
  };
}

/** What a change on main goes through: gates, then the first environment. Emits `deploy-<first>.yml`. */
export function deployFirst({ first, firstGate, scripts, platform }: SamModel): Workflow {
  const waits = firstGate.reviewers.length > 0 || firstGate.waitMinutes > 0;
  return {
    file: `deploy-${first}.yml`,
    name: `Deploy ${first.toUpperCase()}`,
    about: [`Every change on main passes the gates, is built once and deployed to ${first.toUpperCase()}.`],
    on: {
      push: { branches: ['main'], ...(platform.approval === 'pull-request' && notRequests) },
      workflow_dispatch: null,
    },
    ...(waits ? { overlaps: WAITS } : oneAtATime(first)),
    jobs: {
      changes: changesJob(scripts),
      'quality-gates': {
        name: 'Quality gates',
        needs: ['changes'],
        if: "needs.changes.outputs.code == 'true'",
        permissions: { contents: 'read', 'id-token': 'write # uploads coverage to Codecov' },
        uses: own('.github/workflows/quality-gates.yml'),
      },
      deploy: {
        name: `Deploy ${first}`,
        needs: ['quality-gates'],
        permissions: deliveryRights(platform),
        uses: own('.github/workflows/sam-deploy.yml'),
        with: { environment: firstGate.name },
      },
    },
  };
}

/** What is only asked for changes nothing that is built. */
const notRequests = { 'paths-ignore': [`${REQUESTS}/**`] };

function oneAtATime(first: string): Pick<Workflow, '#concurrency' | 'concurrency'> {
  return {
    '#concurrency': 'A newer push replaces one that still waits; what runs is never cut off.',
    concurrency: { group: `deploy-${first}`, 'cancel-in-progress': false },
  };
}

/** Documents need no deployment: such a push ends early, and green. Compared is with what was deployed last. */
function changesJob(scripts: SamModel['scripts']): StepsJob {
  return {
    name: 'Changes',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { actions: 'read # reads what was deployed last', contents: 'read' },
    outputs: { code: '${{ steps.changes.outputs.code }}' },
    steps: [
      checkout({ 'fetch-depth': 0 }),
      runScript(
        'Look for more than documents',
        scripts('detect-changes'),
        { GH_TOKEN: '${{ github.token }}' },
        { id: 'changes' },
      ),
    ],
  };
}
