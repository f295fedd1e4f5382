import type { CompositeAction } from '../github/composite-action';
import { runScript, type Script } from '../github/script';
import { action, own } from '../github/steps';
import type { Step } from '../github/workflow';

export const ENTER = own('.github/actions/enter-environment');

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
export function enterEnvironment(scripts: Scripts): CompositeAction {
  return {
    folder: 'enter-environment',
    name: 'Enter an environment',
    description: 'Check approvals and window, assume the role of the table, check the account, read what runs.',
    about: [
      'Region, role and account come from scripts/environment.sh alone; the only thing given is the GitHub environment.',
    ],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read', required: true },
      expected: { description: 'Version that must still run; empty: not looked at', default: '' },
      required: { description: 'Whether something must run there', default: 'false' },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
    },
    outputs: {
      ...outputsOf('table', FROM_TABLE),
      approvers: { description: 'Who approved the run', value: '${{ steps.approvals.outputs.approvers }}' },
      ...outputsOf('running', FROM_STACK),
    },
    steps: [...guards(scripts), ...session(scripts)],
  };
}

function outputsOf(step: string, names: Readonly<Record<string, string>>): CompositeAction['outputs'] {
  return Object.fromEntries(
    Object.entries(names).map(([name, description]) => [
      name,
      { description, value: `\${{ steps.${step}.outputs.${name} }}` },
    ]),
  );
}

/** What needs no credentials: the table, the people, the clock. */
function guards(scripts: Scripts): Step[] {
  const approvals = {
    GH_TOKEN: '${{ inputs.token }}',
    APPROVALS: '${{ steps.table.outputs.approvals }}',
    APPROVAL_CHAIN: '${{ steps.table.outputs.chain }}',
    TRIGGERING_ACTOR: '${{ github.triggering_actor }}',
  };
  const window = {
    WINDOWS: '${{ steps.table.outputs.windows }}',
    TIMEZONE: '${{ steps.table.outputs.timezone }}',
    ZONE_LABEL: '${{ steps.table.outputs.zone-label }}',
    RESERVE: '${{ steps.table.outputs.reserve }}',
    ENFORCE: 'true',
    EMERGENCY: '${{ inputs.emergency }}',
  };
  return [
    runScript('Look up the table', scripts('environment'), { TARGET: '${{ inputs.target }}' }, { id: 'table' }),
    runScript('Count the approvals', scripts('check-approvals'), approvals, {
      id: 'approvals',
      if: "steps.table.outputs.approvals != '0'",
    }),
    runScript('Check the maintenance window', scripts('check-window'), window, {
      if: "steps.table.outputs.windows != ''",
    }),
  ];
}

/** The role of the table, the account behind it, and what runs there. */
function session(scripts: Scripts): Step[] {
  const running = {
    STACK: '${{ steps.table.outputs.stack }}',
    ALIAS: '${{ steps.table.outputs.alias }}',
    FUNCTIONS: '${{ steps.table.outputs.functions }}',
    EXPECTED: '${{ inputs.expected }}',
    REQUIRED: '${{ inputs.required }}',
  };
  const explained = { ROLE: '${{ steps.table.outputs.role }}', TARGET: '${{ inputs.target }}' };
  return [
    action(
      'Assume the role of the environment',
      'aws-actions/configure-aws-credentials',
      {
        'aws-region': '${{ steps.table.outputs.region }}',
        'role-to-assume': '${{ steps.table.outputs.role }}',
        'role-session-name': 'github-${{ github.run_id }}-${{ github.run_attempt }}',
        'allowed-account-ids': '${{ steps.table.outputs.account }}',
        'inline-session-policy': '${{ steps.table.outputs.policy }}',
      },
      { id: 'role' },
    ),
    runScript('Say what the role may lack', scripts('explain-role'), explained, {
      if: "failure() && steps.role.outcome == 'failure'",
    }),
    runScript('Check the account', scripts('check-account'), { ACCOUNT: '${{ steps.table.outputs.account }}' }),
    runScript('Read what runs', scripts('read-stack'), running, { id: 'running' }),
  ];
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
