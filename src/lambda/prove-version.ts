import { ENTER } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import type { SamModel } from './sam-model';

export const PROVE = own('.github/actions/prove-version');

const TOKEN = { GH_TOKEN: '${{ inputs.token }}' };
const SOURCE = (name: string): string => `\${{ steps.source.outputs.${name} }}`;
const GATE = (name: string): string => `\${{ steps.gate.outputs.${name} }}`;

/** Everything that must be true before people are asked to approve a promotion. */
export function proveVersion({ scripts }: SamModel): CompositeAction {
  return {
    folder: 'prove-version',
    name: 'Prove a version',
    description:
      'Check that the target is protected and that the version which the source runs has proven itself there.',
    about: [
      'Proof is read where no file can forge it: the stack of the source, the code behind its alias, its metrics, and',
      "GitHub's run history. Records are never read.",
    ],
    inputs: {
      source: { description: 'GitHub environment for reading where the version runs', required: true },
      target: { description: 'GitHub environment through which it is deployed', required: true },
      token: { description: 'Token with actions: read and contents: read', required: true },
      requested: { description: 'Version that a person asked for; empty: what runs', default: '' },
      workflows: { description: 'Workflows that may have deployed it', required: true },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
    },
    outputs: {
      version: { description: 'The version', value: SOURCE('version') },
      digest: { description: 'SHA-256 of its manifest', value: SOURCE('digest') },
    },
    steps: [
      runScript('Look up the target', scripts('environment'), { TARGET: '${{ inputs.target }}' }, { id: 'gate' }),
      runScript('Check that the target is protected', scripts('check-protection'), {
        ...TOKEN,
        PROTECTION: GATE('protection'),
      }),
      tellWindow(scripts),
      {
        name: 'Enter the source, to read',
        id: 'source',
        uses: ENTER,
        with: { target: '${{ inputs.source }}', token: '${{ inputs.token }}', required: true },
      },
      ...proofs(scripts),
    ],
  };
}

/** Approvals can be collected before a window opens; it is enforced after them. */
function tellWindow(scripts: SamModel['scripts']): Step {
  const env = {
    WINDOWS: GATE('windows'),
    TIMEZONE: GATE('timezone'),
    ZONE_LABEL: GATE('zone-label'),
    RESERVE: GATE('reserve'),
    ENFORCE: 'false',
    EMERGENCY: '${{ inputs.emergency }}',
  };
  return runScript('Tell the next maintenance window', scripts('check-window'), env, {
    if: "steps.gate.outputs.windows != ''",
  });
}

function proofs(scripts: SamModel['scripts']): Step[] {
  const served = { FUNCTIONS: SOURCE('functions'), ALIAS: SOURCE('alias') };
  const version = { VERSION: SOURCE('version') };
  return [
    runScript('Check the run that deployed it', scripts('check-proof'), {
      ...TOKEN,
      ...version,
      REQUESTED: '${{ inputs.requested }}',
      RUN_ID: SOURCE('run-id'),
      WORKFLOWS: '${{ inputs.workflows }}',
      SINCE: SOURCE('since'),
      SOAK_HOURS: SOURCE('soak-hours'),
    }),
    runScript('Fetch its artifact', scripts('fetch-artifact'), {
      ...TOKEN,
      ...version,
      DIGEST: SOURCE('digest'),
      ARTIFACT: 'artifact',
    }),
    runScript('Compare it with what callers hit', scripts('check-served'), {
      ...served,
      ...version,
      ARTIFACT: 'artifact',
    }),
    runScript('Check the stability', scripts('check-stability'), {
      ...served,
      HOURS: SOURCE('stability-hours'),
      ERROR_LIMIT: SOURCE('error-limit'),
      SINCE: SOURCE('since'),
    }),
  ];
}
