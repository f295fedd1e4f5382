import { ENTER, ENTER_INPUTS, guardSteps, outputsOf, sessionSteps } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript, type Script } from '../github/script';
import type { Step } from '../github/workflow';
import type { ApprovalWay } from '../model/platform-spec';

type Scripts = (name: string) => Script;

const FROM_TABLE = {
  environment: 'Environment of the platform',
  stack: 'Name of the stack',
  alias: 'Alias that callers use',
  functions: 'Functions, as id=name separated by spaces',
  tags: 'Tags of the stack',
  protection: 'Expected protection of the GitHub environments that lead there',
  'soak-hours': 'Hours that a version must run here before it goes on',
  'stability-hours': 'How far back the stability check looks',
  'error-limit': 'Errors that refuse a promotion',
  'watch-minutes': 'Minutes that a deployment is watched',
  'watch-errors': 'Errors above which a deployment is undone',
  'watch-throttles': 'Throttles above which a deployment is undone',
} as const;

const FROM_STACK = {
  version: 'Version that runs; "none" where nothing was deployed',
  digest: 'Digest of that version',
  'run-id': 'Run that deployed it',
  since: 'When that was, in seconds since 1970',
  points: 'Lambda version behind the alias of each function',
} as const;

/** The way into an environment: everything that is checked before anything is done, in one order, in one place. */
export function enterEnvironment(scripts: Scripts, approval: ApprovalWay): CompositeAction {
  return {
    folder: 'enter-environment',
    name: 'Enter an environment',
    description: 'Check approvals and window, assume the role of the table, check the account, read what runs.',
    about: [
      'Region, role and account come from scripts/environment.sh alone; the only thing given is the GitHub environment.',
    ],
    inputs: {
      ...ENTER_INPUTS,
      expected: { description: 'Version that must still run; empty: not looked at', default: '' },
      required: { description: 'Whether something must run there', default: 'false' },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
      ...(approval === 'pull-request' && {
        rollback: { description: 'Whether a rollback was asked for', default: 'false' },
      }),
    },
    outputs: {
      ...outputsOf('table', FROM_TABLE),
      approvers: { description: 'Who approved the run', value: '${{ steps.approvals.outputs.approvers }}' },
      ...outputsOf('running', FROM_STACK),
    },
    steps: [...guardSteps(scripts, approval), ...sessionSteps(scripts), read(scripts)],
  };
}

/** What runs there. */
function read(scripts: Scripts): Step {
  const running = {
    STACK: '${{ steps.table.outputs.stack }}',
    ALIAS: '${{ steps.table.outputs.alias }}',
    FUNCTIONS: '${{ steps.table.outputs.functions }}',
    EXPECTED: '${{ inputs.expected }}',
    REQUIRED: '${{ inputs.required }}',
  };
  return runScript('Read what runs', scripts('read-stack'), running, { id: 'running' });
}

/** Enters an environment by the local action and gives its outputs under `id`. */
export function enter(target: string, { id, required }: { id: string; required: boolean }): Step {
  return {
    name: `Enter ${target.startsWith('$') ? 'the environment, to read' : target}`,
    id,
    uses: ENTER,
    with: { target, token: '${{ github.token }}', ...(required && { required }) },
  };
}
