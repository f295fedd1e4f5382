import { approvalJobs, WAITS } from '../delivery/approval-jobs';
import { runScript } from '../github/script';
import { checkoutDelivery, own } from '../github/steps';
import type { Job, StepsJob, Workflow } from '../github/workflow';
import { readGate } from '../model/deliveries';
import { deployGate, type Environment, type GitHubEnvironment } from '../model/platform';
import { DELIVERY_RIGHTS } from './deploy-first';
import { enter } from './enter-environment';
import { inputsOf, typed, versionInput } from './promote-inputs';
import { PROVE } from './prove-version';
import type { SamModel } from './sam-model';

/** Brings what one environment has proven to the next, by digest. Emits `promote-to-<target>.yml`. */
export function promote(model: SamModel, source: Environment, target: Environment): Workflow {
  const workflow = `promote-to-${target.name}`;
  const gate = deployGate(model.platform, target.name, workflow);
  const approvals = approvalJobs(gate, ['preflight', 'target']);
  const [from, to] = [source.name.toUpperCase(), target.name.toUpperCase()];
  return {
    file: `${workflow}.yml`,
    name: `Promote to ${to}`,
    about: about(from, to, gate),
    'run-name': `Promote \${{ inputs.${versionInput(model, source)} || 'what ${from} runs' }} to ${to}`,
    overlaps: WAITS,
    on: { workflow_dispatch: { inputs: inputsOf(model, source, target) } },
    jobs: {
      preflight: preflightJob(model, source, target, gate),
      target: targetJob(target),
      ...approvals,
      deploy: deployJob(target, gate, Object.keys(approvals)),
    },
  };
}

function about(from: string, to: string, gate: GitHubEnvironment): string[] {
  const asked = gate.approvals === 1 ? '1 person approves' : `${gate.approvals} different people approve`;
  const people = gate.approvals === 0 ? 'Nobody has to approve' : `${asked} in ${gate.chain.join(', then ')}`;
  return [
    `Takes what ${from} runs and has proven, by digest, to ${to}. ${people}.`,
    `The first promotion needs nothing special: where ${to} runs nothing yet, the stack is created.`,
  ];
}

/** Looks, in the source, at everything that must be true before people are asked. */
function preflightJob(model: SamModel, source: Environment, target: Environment, gate: GitHubEnvironment): StepsJob {
  const deployed = source.name === model.first ? `deploy-${source.name}.yml` : `promote-to-${source.name}.yml`;
  return {
    name: 'Preflight',
    'runs-on': 'ubuntu-24.04',
    environment: { name: readGate(source.name), deployment: false },
    'timeout-minutes': 15,
    permissions: {
      actions: 'read # reads environments and runs',
      contents: 'read',
      'id-token': 'write # assumes the role for reading',
    },
    outputs: { version: '${{ steps.proof.outputs.version }}', digest: '${{ steps.proof.outputs.digest }}' },
    steps: [
      checkoutDelivery(),
      runScript('Check the inputs', model.scripts('check-inputs'), typed(model, source, target)),
      {
        name: `Prove what ${source.name.toUpperCase()} runs`,
        id: 'proof',
        uses: PROVE,
        with: {
          source: readGate(source.name),
          target: gate.name,
          token: '${{ github.token }}',
          requested: `\${{ inputs.${versionInput(model, source)} }}`,
          workflows: `${deployed} rollback.yml`,
          ...(target.windows.length > 0 && { emergency: '${{ inputs.emergency }}' }),
        },
      },
    ],
  };
}

/** Notes what the target runs now, so that the deployment can refuse when that changed while people were asked. */
function targetJob(target: Environment): StepsJob {
  return {
    name: 'Target',
    'runs-on': 'ubuntu-24.04',
    environment: { name: readGate(target.name), deployment: false },
    'timeout-minutes': 10,
    permissions: { contents: 'read', 'id-token': 'write # assumes the role for reading' },
    outputs: { version: '${{ steps.target.outputs.version }}' },
    steps: [checkoutDelivery(), enter(readGate(target.name), { id: 'target', required: false })],
  };
}

function deployJob(target: Environment, gate: GitHubEnvironment, approvals: readonly string[]): Job {
  const ticket = "${{ inputs.emergency && inputs.incident_ticket || '' }}";
  const lifted: Record<string, string> = {
    emergency: '${{ inputs.emergency }}',
    reason: `${ticket} \${{ inputs.reason }}`,
  };
  return {
    name: `Deploy ${target.name}`,
    needs: ['preflight', 'target', ...approvals.slice(-1)],
    permissions: DELIVERY_RIGHTS,
    uses: own('.github/workflows/sam-deploy.yml'),
    with: {
      environment: gate.name,
      version: '${{ needs.preflight.outputs.version }}',
      digest: '${{ needs.preflight.outputs.digest }}',
      expected: '${{ needs.target.outputs.version }}',
      ...(target.windows.length > 0 && lifted),
    },
  };
}
