import { ENTER, ENTER_INPUTS, guardSteps, outputsOf, sessionSteps } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import type { Script } from '../github/script';
import type { Step } from '../github/workflow';

const FROM_TABLE = {
  environment: 'Environment of the platform',
  account: 'Account of the environment',
  region: 'Region of the environment',
  protection: 'Expected protection of the GitHub environments that lead there',
  production: 'Whether real customers are served there',
  'soak-hours': 'Hours that a change must run here before it goes on',
  'state-bucket': 'Bucket of state and plans',
  'state-key': 'Key of the state of a tenant, with {tenant} in it',
  'lock-table': 'DynamoDB table that is locked beside the lock file; empty: the file alone',
  'plans-prefix': 'Where saved plans lie in that bucket',
  'kms-key': 'Alias of the key of state and plans; empty: what the bucket does by itself',
  cluster: 'ECS cluster',
  service: 'ECS service of a tenant, with {tenant} in it',
  'target-group': 'Target group of a tenant, with {tenant} or {tenant:16} in it',
} as const;

/** The way into an environment: everything that is checked before anything is done, in one order, in one place. */
export function enterEnvironment(scripts: (name: string) => Script): CompositeAction {
  return {
    folder: 'enter-environment',
    name: 'Enter an environment',
    description: 'Check approvals and window, assume the role of the table, check the account.',
    about: [
      'Region, role and account come from scripts/environment.sh alone; the only thing given is the GitHub environment.',
    ],
    inputs: {
      ...ENTER_INPUTS,
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
    },
    outputs: {
      ...outputsOf('table', FROM_TABLE),
      approvers: { description: 'Who approved the run', value: '${{ steps.approvals.outputs.approvers }}' },
    },
    steps: [...guardSteps(scripts, 'environments'), ...sessionSteps(scripts)],
  };
}

/** Enters an environment by the local action and gives its outputs under `id`. */
export function enter(target: string, id = 'environment', given: Step['with'] = {}): Step {
  const name = `Enter ${target.startsWith('$') ? 'the environment' : target}`;
  return { name, id, uses: ENTER, with: { target, token: '${{ github.token }}', ...given } };
}
