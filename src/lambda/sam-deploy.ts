import { runScript } from '../github/script';
import { action, checkout, checkoutDelivery } from '../github/steps';
import type { Step, StepsJob, Workflow } from '../github/workflow';
import { approvalRights } from './deploy-first';
import { DEPLOY, recordsReason } from './deploy-release';
import { recordJob } from './record-job';
import { INPUTS, OUTPUTS } from './sam-deploy-inputs';
import type { SamModel } from './sam-model';

/** The one way into every environment: build for the first, and deploy by digest for all. */
export function samDeploy(model: SamModel): Workflow {
  return {
    file: 'sam-deploy.yml',
    name: 'SAM build and deploy',
    about: [
      `Called by deploy-${model.first}, the promotions and rollback; it has no trigger of its own. With a version it takes that`,
      'release by digest. Without one it builds first, which only the first environment allows.',
    ],
    on: { workflow_call: { inputs: INPUTS, outputs: OUTPUTS } },
    jobs: {
      build: buildJob(model),
      store: storeJob(model),
      deploy: deployJob(model),
      record: recordJob(model),
    },
  };
}

/** Runs code that comes from the repository and from package indexes, so it has no rights at all. */
function buildJob({ python, packaging, scripts, firstGate: { name: only }, functions }: SamModel): StepsJob {
  const requirements = python.services.flatMap(({ path, requirements: [first] }) =>
    first === undefined ? [] : [path === '.' ? first : `${path}/${first}`],
  );
  return {
    '#': 'Runs code of the repository and of package indexes: no credentials, no cache that others could fill.',
    name: 'Build',
    if: "inputs.version == ''",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    permissions: { contents: 'read' },
    outputs: { version: '${{ steps.build.outputs.version }}', digest: '${{ steps.build.outputs.digest }}' },
    steps: [
      {
        name: `Refuse to build for anything but ${only}`,
        if: `inputs.environment != '${only}'`,
        run: `echo "::error::Only ${only} builds. Give the version that was tested before." && exit 1`,
      },
      checkout(),
      action('Set up Python', 'actions/setup-python', { 'python-version': python.version }),
      runScript(
        'Build the artifact',
        scripts('build-artifact'),
        {
          TEMPLATE: packaging.template,
          FUNCTIONS: functions,
          REQUIREMENTS: requirements.join('\n'),
          ARTIFACT: 'artifact',
        },
        { id: 'build' },
      ),
      action('Hand the artifact over', 'actions/upload-artifact', {
        name: 'artifact',
        path: 'artifact/',
        'if-no-files-found': 'error',
        'retention-days': 1,
      }),
    ],
  };
}

/** Writes the release, so it runs nothing of the application. */
function storeJob({ scripts }: SamModel): StepsJob {
  return {
    '#': 'A release outlives approvals and serves rollbacks months later; the workflow artifact only carries it here.',
    name: 'Store',
    needs: ['build'],
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { contents: 'write # creates the release' },
    steps: [
      checkoutDelivery(),
      action('Take the artifact', 'actions/download-artifact', { name: 'artifact', path: 'artifact' }),
      runScript('Store it as a release', scripts('store-artifact'), {
        GH_TOKEN: '${{ github.token }}',
        ARTIFACT: 'artifact',
        VERSION: '${{ needs.build.outputs.version }}',
        DIGEST: '${{ needs.build.outputs.digest }}',
      }),
    ],
  };
}

const VERSION = '${{ needs.build.outputs.version || inputs.version }}';
const DIGEST = '${{ needs.build.outputs.digest || inputs.digest }}';
/** Holds the role and carries the environment. */
function deployJob(model: SamModel): StepsJob {
  return {
    '#': 'No concurrency: a job that waits for review would hold its group. CloudFormation has its own lock.',
    name: 'Deploy',
    needs: ['build', 'store'],
    if: "!cancelled() && (needs.store.result == 'success' || inputs.version != '')",
    'runs-on': 'ubuntu-24.04',
    environment: '${{ inputs.environment }}',
    'timeout-minutes': 60,
    permissions: {
      ...approvalRights(model.platform),
      contents: 'read',
      'id-token': 'write # assumes the role of the environment',
    },
    outputs: {
      environment: '${{ steps.deploy.outputs.environment }}',
      version: VERSION,
      digest: DIGEST,
      previous: '${{ steps.deploy.outputs.previous }}',
      approvers: '${{ steps.deploy.outputs.approvers }}',
    },
    steps: [checkoutDelivery(), deployStep(model)],
  };
}

function deployStep(model: SamModel): Step {
  return {
    name: 'Deploy the release',
    id: 'deploy',
    uses: DEPLOY,
    with: {
      target: '${{ inputs.environment }}',
      token: '${{ github.token }}',
      version: VERSION,
      digest: DIGEST,
      expected: '${{ inputs.expected }}',
      rollback: '${{ inputs.rollback }}',
      emergency: '${{ inputs.emergency }}',
      ...(recordsReason(model) && { reason: '${{ inputs.reason }}' }),
    },
  };
}
