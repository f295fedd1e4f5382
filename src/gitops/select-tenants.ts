import { outputsOf } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import { bulkEnvironments } from '../model/gitops-deliveries';
import type { TenantModel } from './tenant-model';

export const SELECT_TENANTS = own('.github/actions/select-tenants');

const OUT = (name: string): string => `\${{ steps.table.outputs.${name} }}`;
const OPERATION = '${{ inputs.operation }}';

const INPUTS = {
  target: { description: 'GitHub environment through which tenants are changed', required: true },
  operation: { description: 'validate, plan, apply, restart-service or release-lock', required: true },
  tenants: { description: 'What a person typed: all, names or patterns', required: true },
  digest: { description: 'Digest of the list that a person has seen', default: '' },
  show: { description: 'Whether the list goes into the summary', default: 'false' },
};

/** Makes the exact list of tenants that a run is about, and looks whether their configuration is in order. */
export function selectTenants({ scripts, tenants, tenantsFolder, platform }: TenantModel): CompositeAction {
  const bulk = bulkEnvironments(platform);
  const typed = { VERSION: '', REASON: '', REASON_FOR: '', TICKET: '' };
  const allowed = { OPERATION, ENVIRONMENT: OUT('environment'), PRODUCTION: OUT('production') };
  const list = {
    ...{ SELECTOR: '${{ inputs.tenants }}', TYPED: '${{ inputs.digest }}', SHOW: '${{ inputs.show }}', OPERATION },
    ...{ ENVIRONMENT: OUT('environment'), TENANTS: tenantsFolder, PATTERN: tenants.tenantName },
  };
  return {
    folder: 'select-tenants',
    name: 'Select tenants',
    description: 'Check what was typed, make the list of tenants with its digest, check their configuration.',
    about: ['Needs no credentials. Every job makes the list anew, and refuses another one than was seen.'],
    inputs: INPUTS,
    outputs: outputsOf('table', {
      environment: 'Environment of the platform',
      protection: 'Expected protection of the GitHub environments that lead there',
    }),
    steps: [
      runScript('Check the inputs', scripts('check-inputs'), typed),
      runScript('Look up the table', scripts('environment'), { TARGET: '${{ inputs.target }}' }, { id: 'table' }),
      runScript('Check the operation', scripts('check-bulk'), {
        ...allowed,
        BULK: bulk.join(' '),
        RELEASES: bulk[0] ?? '',
      }),
      runScript('Make the list', scripts('select-tenants'), list),
      {
        name: 'Check the configuration of all tenants',
        env: { TENANTS: tenantsFolder },
        run: 'node .github/actions/tenant-config/tenant-config.cjs "$TENANTS" json "$RUNNER_TEMP/bulk/findings.json" || [ "$?" = 2 ]',
      },
    ],
  };
}
