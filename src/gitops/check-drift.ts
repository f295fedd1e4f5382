import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import { DESTROYED_PREFIX } from '../model/gitops';
import { enter } from './enter-environment';
import type { TenantModel } from './tenant-model';

export const CHECK_DRIFT = own('.github/actions/check-drift');

/** Another tenant is begun until then: with the ten minutes of the last one, a session of an hour is enough. */
const MINUTES = '45';

const OUT = (name: string): string => `\${{ steps.environment.outputs.${name} }}`;

/** Compares tenants with the code of main for as long as one set of credentials lasts, and says which are left. */
export function checkDrift({ scripts, tenantsFolder, drift }: TenantModel): CompositeAction {
  const names = ['environment', 'region', 'state-bucket', 'state-key', 'lock-table', 'kms-key', 'cluster', 'service'];
  const places = names.map((name) => [name.toUpperCase().replaceAll('-', '_'), OUT(name)] as const);
  return {
    folder: 'check-drift',
    name: 'Check drift',
    description: 'Enter the environment for reading, plan tenants without a lock, note what each would change.',
    about: ['Takes new credentials each time. Nothing is written but the file of results; no plan is kept.'],
    inputs: {
      target: { description: 'GitHub environment for reading that the job carries', required: true },
      token: { description: 'Token with actions: read', required: true },
      tenants: { description: 'Names of tenants, separated by spaces', required: true },
      results: { description: 'File that gets a line of JSON for each tenant', required: true },
    },
    outputs: { left: { description: 'Tenants that there was no time for', value: '${{ steps.check.outputs.left }}' } },
    steps: [
      enter('${{ inputs.target }}', 'environment', { token: '${{ inputs.token }}' }),
      {
        name: 'Note which differences mean nothing',
        env: { RULES: JSON.stringify(drift.ignore) },
        run: 'printf \'%s\' "$RULES" > "$RUNNER_TEMP/drift-rules.json"',
      },
      runScript(
        'Compare the tenants',
        scripts('check-drift'),
        {
          ...{
            CHOSEN: '${{ inputs.tenants }}',
            MINUTES,
            MARKER_KEY: `${DESTROYED_PREFIX}{tenant}.json`,
            TENANTS: tenantsFolder,
            ...Object.fromEntries(places),
          },
          ...{ RULES: '${{ runner.temp }}/drift-rules.json', RESULTS: '${{ inputs.results }}' },
        },
        { id: 'check' },
      ),
    ],
  };
}
