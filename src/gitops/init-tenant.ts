import { outputsOf } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import { enter } from './enter-environment';
import { setUpTerraform } from './set-up-terraform';
import type { TenantModel } from './tenant-model';

export const INIT_TENANT = own('.github/actions/init-tenant');

const OUT = (name: string): string => `\${{ steps.environment.outputs.${name} }}`;
const NAMED = (name: string): string => `\${{ steps.tenant.outputs.${name} }}`;
const TERRAFORM = { if: "inputs.terraform == 'true'" };

const FROM_TABLE = {
  environment: 'Environment of the platform',
  production: 'Whether real customers are served there',
  'state-bucket': 'Bucket of state and plans',
  'lock-table': 'DynamoDB table that is locked beside the lock file; empty: the file alone',
  'kms-key': 'Alias of the key of state and plans; empty: what the bucket does by itself',
  cluster: 'ECS cluster',
  approvers: 'Who approved the run',
} as const;

const OF_TENANT = {
  'state-key': 'Key of its state',
  service: 'Its ECS service',
  'target-group': 'Its target group',
  'plan-key': 'Key of the plan of this run',
  'runs-prefix': 'Where each run notes that it begins to apply it',
} as const;

/** Enters an environment for one tenant: what is its own there, who holds its lock, and Terraform with its state. */
export function initTenant(model: TenantModel): CompositeAction {
  return {
    folder: 'init-tenant',
    name: 'Initialize a tenant',
    description: 'Enter the environment, name what belongs to the tenant, look at its locks, initialize Terraform.',
    about: ['Every job that looks at or changes a tenant begins here. The name of the tenant has been checked before.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read', required: true },
      tenant: { description: 'Name of the tenant', required: true },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
      terraform: { description: 'Whether Terraform is needed', default: 'true' },
    },
    outputs: {
      ...outputsOf('environment', FROM_TABLE),
      ...outputsOf('tenant', OF_TENANT),
      ...outputsOf('lock', { held: 'Whether somebody holds a lock', locks: 'Each lock, as JSON' }),
      ...outputsOf('owner', { owner: 'Run that left the lock', alive: 'Whether that run still goes on' }),
    },
    steps: [
      // What is fetched from elsewhere comes before there are credentials.
      { ...setUpTerraform(model.terraform), ...TERRAFORM },
      enter('${{ inputs.target }}', 'environment', {
        token: '${{ inputs.token }}',
        emergency: '${{ inputs.emergency }}',
      }),
      ...lookSteps(model),
      {
        '#': 'A lock comes first: what its holder is writing may not fit together yet.',
        ...runScript('Initialize Terraform', model.scripts('init'), initEnv(model), {
          if: `${TERRAFORM.if} && steps.lock.outputs.held != 'true'`,
        }),
      },
    ],
  };
}

function lookSteps({ scripts }: TenantModel): Step[] {
  const names = {
    TENANT: '${{ inputs.tenant }}',
    STATE_KEY: OUT('state-key'),
    SERVICE: OUT('service'),
    TARGET_GROUP: OUT('target-group'),
    PLANS_PREFIX: OUT('plans-prefix'),
  };
  const lock = { STATE_BUCKET: OUT('state-bucket'), STATE_KEY: NAMED('state-key'), LOCK_TABLE: OUT('lock-table') };
  const owner = {
    GH_TOKEN: '${{ inputs.token }}',
    STATE_BUCKET: OUT('state-bucket'),
    RUNS_PREFIX: NAMED('runs-prefix'),
    LOCKS: '${{ steps.lock.outputs.locks }}',
  };
  return [
    runScript('Name what belongs to the tenant', scripts('name-tenant'), names, { id: 'tenant' }),
    runScript('Look at the locks', scripts('look-at-lock'), lock, { id: 'lock' }),
    runScript('Find who left the lock', scripts('check-lock-owner'), owner, {
      id: 'owner',
      if: "steps.lock.outputs.held == 'true'",
    }),
  ];
}

function initEnv({ tenantsFolder }: TenantModel): Record<string, string> {
  return {
    FOLDER: `${tenantsFolder}/\${{ inputs.tenant }}`,
    REGION: OUT('region'),
    STATE_BUCKET: OUT('state-bucket'),
    STATE_KEY: NAMED('state-key'),
    LOCK_TABLE: OUT('lock-table'),
    KMS_KEY: OUT('kms-key'),
  };
}

/** Initializes the tenant of the action's own inputs, and stops where somebody holds its lock. */
export function initUnlocked({ scripts }: TenantModel, given: Readonly<Record<string, string>> = {}): Step[] {
  const inputs = {
    target: '${{ inputs.target }}',
    token: '${{ inputs.token }}',
    tenant: '${{ inputs.tenant }}',
    terraform: "${{ inputs.action != 'release-lock' }}",
  };
  const lock = {
    LOCKS: '${{ steps.tenant.outputs.locks }}',
    OWNER: '${{ steps.tenant.outputs.owner }}',
    ALIVE: '${{ steps.tenant.outputs.alive }}',
    ACTION: '${{ inputs.action }}',
  };
  return [
    { name: 'Initialize the tenant', id: 'tenant', uses: INIT_TENANT, with: { ...inputs, ...given } },
    runScript('Say who holds the lock', scripts('tell-lock'), lock, {
      if: "inputs.action == 'release-lock' || steps.tenant.outputs.held == 'true'",
    }),
  ];
}
