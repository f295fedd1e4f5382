import { approvalJobs } from '../delivery/approval-jobs';
import { startOf, type Start } from '../delivery/starting';
import { runScript } from '../github/script';
import { checkoutDelivery, own } from '../github/steps';
import type { Job, StepsJob, Workflow } from '../github/workflow';
import { readGate } from '../model/deliveries';
import { deployGate, type Environment, type GitHubEnvironment } from '../model/platform';
import { deliveryRights } from './deploy-first';
import { enter } from './enter-environment';
import { fieldsOf, typed, versionInput } from './promote-inputs';
import { PROVE } from './prove-version';
import type { SamModel } from './sam-model';

/** Brings what one environment has proven to the next, by digest. Emits `promote-to-<target>.yml`. */
export function promote(model: SamModel, source: Environment, target: Environment): Workflow {
  const workflow = `promote-to-${target.name}`;
  const gate = deployGate(model.platform, target.name, workflow);
  const approvals = approvalJobs(gate, ['preflight', 'target']);
  const start = startOf(model.platform, fieldsOf(model, source, target), target.name, model.scripts);
  const [from, to] = [source.name.toUpperCase(), target.name.toUpperCase()];
  return {
    file: `${workflow}.yml`,
    name: `Promote to ${to}`,
    about: about(from, to, gate, model),
    ...(start.needs.length === 0 && {
      'run-name': `Promote \${{ inputs.${versionInput(model, source)} || 'what ${from} runs' }} to ${to}`,
    }),
    overlaps: start.overlaps,
    on: start.on,
    jobs: {
      ...start.jobs,
      preflight: preflightJob(model, source, target, { gate, start }),
      target: targetJob(target, start),
      ...approvals,
      deploy: deployJob(model, target, { gate, start, approvals: Object.keys(approvals) }),
    },
  };
}

/** How a promotion begins, and by whose approval it goes on. */
interface Way {
  readonly gate: GitHubEnvironment;
  readonly start: Start;
}

function about(from: string, to: string, gate: GitHubEnvironment, { platform }: SamModel): string[] {
  const asked = gate.approvals === 1 ? '1 person approves' : `${gate.approvals} different people approve`;
  const where =
    platform.approval === 'pull-request' ? 'the pull request that asks for it' : `in ${gate.chain.join(', then ')}`;
  const people = gate.approvals === 0 ? 'Nobody has to approve' : `${asked} ${where}`;
  return [
    `Takes what ${from} runs and has proven, by digest, to ${to}. ${people}.`,
    `The first promotion needs nothing special: where ${to} runs nothing yet, the stack is created.`,
  ];
}

/** Looks, in the source, at everything that must be true before people are asked. */
function preflightJob(model: SamModel, source: Environment, target: Environment, { gate, start }: Way): StepsJob {
  const deployed = source.name === model.first ? `deploy-${source.name}.yml` : `promote-to-${source.name}.yml`;
  return {
    name: 'Preflight',
    ...after(start),
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
      runScript('Check the inputs', model.scripts('check-inputs'), typed(model, source, target, start)),
      {
        name: `Prove what ${source.name.toUpperCase()} runs`,
        id: 'proof',
        uses: PROVE,
        with: {
          source: readGate(source.name),
          target: gate.name,
          token: '${{ github.token }}',
          requested: `\${{ ${start.text(versionInput(model, source))} }}`,
          workflows: `${deployed} rollback.yml`,
          ...(target.windows.length > 0 && { emergency: `\${{ ${start.flag('emergency')} }}` }),
        },
      },
    ],
  };
}

/** Jobs of a workflow that begins with a request come behind it. */
function after({ needs }: Start): Pick<Job, 'needs'> {
  return needs.length === 0 ? {} : { needs };
}

/** Notes what the target runs now, so that the deployment can refuse when that changed while people were asked. */
function targetJob(target: Environment, start: Start): StepsJob {
  return {
    name: 'Target',
    ...after(start),
    'runs-on': 'ubuntu-24.04',
    environment: { name: readGate(target.name), deployment: false },
    'timeout-minutes': 10,
    permissions: { contents: 'read', 'id-token': 'write # assumes the role for reading' },
    outputs: { version: '${{ steps.target.outputs.version }}' },
    steps: [checkoutDelivery(), enter(readGate(target.name), { id: 'target', required: false })],
  };
}

function deployJob(
  { platform }: SamModel,
  target: Environment,
  { gate, start, approvals }: Way & { readonly approvals: readonly string[] },
): Job {
  const { text, flag } = start;
  const ticket = `\${{ ${flag('emergency')} && ${text('incident_ticket')} || '' }}`;
  const lifted: Record<string, string> = {
    emergency: `\${{ ${flag('emergency')} }}`,
    reason: `${ticket} \${{ ${text('reason')} }}`,
  };
  return {
    name: `Deploy ${target.name}`,
    needs: [...start.needs, 'preflight', 'target', ...approvals.slice(-1)],
    permissions: deliveryRights(platform),
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
