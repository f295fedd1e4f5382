import { runScript } from '../github/script';
import type { Step } from '../github/workflow';
import { MARKER_KEY } from './remove-tenant';
import type { TenantModel } from './tenant-model';

const OUT = (name: string): string => `\${{ steps.tenant.outputs.${name} }}`;
const NEWEST = { NEWEST: '${{ steps.newest.outputs.run }}' };
const MARKER = { STATE_BUCKET: OUT('state-bucket'), MARKER_KEY };

/** Asks the mark that a destroyed tenant leaves whether it may come back. */
export function checkDestroyed({ scripts }: TenantModel): Step {
  const back = { GH_TOKEN: '${{ inputs.token }}', ACTION: '${{ inputs.action }}', ...MARKER, ...NEWEST };
  return {
    '#': 'Production destroys none, so there are no marks.',
    ...runScript('Check that it was not destroyed', scripts('check-destroyed'), back, {
      id: 'mark',
      if: "inputs.mode != 'destroy' && steps.tenant.outputs.production != 'true'",
    }),
  };
}

/** Asks state and mark what is left to destroy. */
export function findRemains({ scripts }: TenantModel): Step {
  const remains = {
    ...{ STATE_KEY: OUT('state-key'), ...MARKER, ...NEWEST },
    ...{ CHANGES: '${{ steps.plan.outputs.changes }}', EXISTS: '${{ steps.found.outputs.exists }}' },
  };
  return runScript('Find what is left of it', scripts('find-remains'), remains, {
    id: 'remains',
    if: "inputs.mode == 'destroy'",
  });
}
