import type { CompositeAction } from '../github/composite-action';
import { runScript, type Script } from '../github/script';
import { action, own } from '../github/steps';
import type { Step } from '../github/workflow';
import type { ApprovalWay } from '../model/platform-spec';
import { REQUESTS } from './starting';

/** The local action by which a job enters an environment; each kind of repository has its own. */
export const ENTER = own('.github/actions/enter-environment');

type Scripts = (name: string) => Script;

/** Inputs that every kind of this action has. */
export const ENTER_INPUTS = {
  target: { description: 'GitHub environment that the job carries', required: true },
  token: { description: 'Token with actions: read', required: true },
} as const;

/** Outputs of a step, under the same names. */
export function outputsOf(step: string, names: Readonly<Record<string, string>>): CompositeAction['outputs'] {
  return Object.fromEntries(
    Object.entries(names).map(([name, description]) => [
      name,
      { description, value: `\${{ steps.${step}.outputs.${name} }}` },
    ]),
  );
}

/** Reads who approved, where the platform lets people do that. The request of a rollback has a name of its own. */
function approvalStep(scripts: Scripts, approval: ApprovalWay): Step {
  const count = { GH_TOKEN: '${{ inputs.token }}', APPROVALS: '${{ steps.table.outputs.approvals }}' };
  const starter = { TRIGGERING_ACTOR: '${{ github.triggering_actor }}' };
  const request = `${REQUESTS}/\${{ inputs.rollback == 'true' && 'rollback' || steps.table.outputs.environment }}.json`;
  const [script, env] =
    approval === 'pull-request'
      ? (['check-pull-request', { REQUEST: request, PAUSE: '${{ steps.table.outputs.pause }}' }] as const)
      : (['check-approvals', { APPROVAL_CHAIN: '${{ steps.table.outputs.chain }}' }] as const);
  return runScript(
    'Count the approvals',
    scripts(script),
    { ...count, ...env, ...starter },
    {
      id: 'approvals',
      if: "steps.table.outputs.approvals != '0'",
    },
  );
}

/** What needs no credentials: the table, the people, the clock. Reads the inputs target, token and emergency. */
export function guardSteps(scripts: Scripts, approval: ApprovalWay): Step[] {
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
    approvalStep(scripts, approval),
    runScript('Check the maintenance window', scripts('check-window'), window, {
      if: "steps.table.outputs.windows != ''",
    }),
  ];
}

/** The role of the table, and the account behind it. */
export function sessionSteps(scripts: Scripts): Step[] {
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
  ];
}
