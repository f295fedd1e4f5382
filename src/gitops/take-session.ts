import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import { enter } from './enter-environment';
import type { TenantModel } from './tenant-model';

export const TAKE_SESSION = own('.github/actions/take-session');

/** Another tenant is begun until then: with the time that one may take, a session of an hour is enough. */
const MINUTES = '35';

const OUT = (name: string): string => `\${{ steps.environment.outputs.${name} }}`;

/** Takes tenants of a list wave after wave, for as long as one set of credentials lasts. */
export function takeSession({ scripts, tenantsFolder, statefulTypes, tenants, bulk }: TenantModel): CompositeAction {
  const names = [
    ...['environment', 'region', 'state-bucket', 'state-key', 'lock-table', 'kms-key', 'plans-prefix'],
    ...['cluster', 'service', 'target-group'],
  ];
  return {
    folder: 'take-session',
    name: 'Take tenants for one session',
    description: 'Enter the environment, take tenants of the list wave after wave, stop behind a red one.',
    about: ['Takes new credentials each time, and goes on where the list is. What came of each is in bulk/tenants.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read and contents: read', required: true },
      operation: { description: 'plan, apply, restart-service or release-lock', required: true },
    },
    outputs: {
      more: { description: 'Whether there was no time for the rest', value: '${{ steps.waves.outputs.more }}' },
    },
    steps: [
      enter('${{ inputs.target }}', 'environment', { token: '${{ inputs.token }}' }),
      runScript(
        'Take waves',
        scripts('take-waves'),
        {
          OPERATION: '${{ inputs.operation }}',
          WAVE_SIZE: String(bulk.waveSize),
          PARALLEL: String(bulk.parallel),
          MINUTES,
          TENANTS: tenantsFolder,
          GH_TOKEN: '${{ inputs.token }}',
          ...Object.fromEntries(names.map((name) => [name.toUpperCase().replaceAll('-', '_'), OUT(name)])),
          STATEFUL: statefulTypes.join(' '),
          TENANT_FIELD: tenants.fields.tenant,
          ENVIRONMENT_FIELD: tenants.fields.environment,
        },
        { id: 'waves' },
      ),
    ],
  };
}
