import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { SELECT_TENANTS } from './select-tenants';
import { setUpTerraform } from './set-up-terraform';
import { TAKE_SESSION } from './take-session';
import type { TenantModel } from './tenant-model';

export const TAKE_TENANTS = own('.github/actions/take-tenants');

/** Sets of credentials that one run uses at most: with its limit, two hours of work. */
const SESSIONS = [1, 2, 3] as const;

const OPERATION = '${{ inputs.operation }}';

/** Takes all tenants of a list, as the job that holds the role: the list is made anew, and must be the one that was seen. */
export function takeTenants(model: TenantModel): CompositeAction {
  const { scripts, terraform } = model;
  const report = { OPERATION, ENVIRONMENT: '${{ steps.list.outputs.environment }}', LIMIT: '1000' };
  return {
    folder: 'take-tenants',
    name: 'Take tenants',
    description: 'Make the list again, take its tenants wave after wave, tell what came of each.',
    about: ['A session ends after an hour. Each of those here has one of its own, and goes on where the list is.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      environment: { description: 'GitHub environment through which tenants are changed', required: true },
      token: { description: 'Token with actions: read and contents: read', required: true },
      operation: { description: 'plan, apply, restart-service or release-lock', required: true },
      tenants: { description: 'What a person typed: all, names or patterns', required: true },
      digest: { description: 'Digest of the list that a person has seen', default: '' },
    },
    outputs: {},
    steps: [
      selectStep({ target: '${{ inputs.environment }}', digest: '${{ inputs.digest }}' }),
      currentStep(model),
      { ...setUpTerraform(terraform), if: "inputs.operation == 'plan' || inputs.operation == 'apply'" },
      ...SESSIONS.map(sessionStep),
      runScript('Tell what came of each', scripts('report-bulk'), report, {
        if: "always() && steps.list.outcome == 'success'",
      }),
    ],
  };
}

/** Makes the list from the inputs operation and tenants, and from what is given. */
export function selectStep(given: Readonly<Record<string, string>>): Step {
  return {
    name: 'Make the list of tenants',
    id: 'list',
    uses: SELECT_TENANTS,
    with: { operation: OPERATION, tenants: '${{ inputs.tenants }}', ...given },
  };
}

function currentStep({ scripts, tenantsFolder, modulesFolder }: TenantModel): Step {
  const env = { GH_TOKEN: '${{ inputs.token }}', OPERATION, SELECTOR: '${{ inputs.tenants }}' };
  const folders = { TENANTS: tenantsFolder, MODULES: modulesFolder };
  return runScript('Check that main still stands for it', scripts('check-list-current'), { ...env, ...folders });
}

function sessionStep(session: number): Step {
  return {
    name: session === 1 ? 'Take one tenant, then waves' : 'Go on with new credentials',
    id: `session-${session}`,
    ...(session > 1 && { if: `steps.session-${session - 1}.outputs.more == 'true'` }),
    uses: TAKE_SESSION,
    with: { target: '${{ inputs.target }}', token: '${{ inputs.token }}', operation: OPERATION },
  };
}
