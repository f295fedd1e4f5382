import { startOf, type Fields, type Start } from '../delivery/starting';
import { runScript } from '../github/script';
import { checkoutDelivery, own } from '../github/steps';
import type { Step, StepsJob, Workflow } from '../github/workflow';
import { readGate } from '../model/deliveries';
import { deployGate } from '../model/platform';
import { deliveryRights } from './deploy-first';
import { enter } from './enter-environment';
import type { SamModel } from './sam-model';

/** Goes back to a version that an environment has run before. Emits `rollback.yml`. */
export function rollback(model: SamModel): Workflow {
  const environments = model.platform.environments.map(({ name }) => name);
  const start = startOf(model.platform, fieldsOf(environments), 'rollback', model.scripts);
  return {
    file: 'rollback.yml',
    name: 'Rollback',
    about: [
      'Restores what callers hit: the version that this environment ran before, or one that you name. The database and',
      'other data stay as they are. Maintenance windows do not hold it.',
    ],
    ...(start.needs.length === 0 && {
      'run-name': "Roll ${{ inputs.environment }} back to ${{ inputs.target_version || 'the version before' }}",
    }),
    overlaps: start.overlaps,
    on: start.on,
    jobs: {
      ...start.jobs,
      preflight: preflightJob(model, start),
      rollback: {
        name: 'Roll back',
        needs: [...start.needs, 'preflight'],
        permissions: deliveryRights(model.platform),
        uses: own('.github/workflows/sam-deploy.yml'),
        with: {
          environment: '${{ needs.preflight.outputs.gate }}',
          version: '${{ needs.preflight.outputs.version }}',
          digest: '${{ needs.preflight.outputs.digest }}',
          rollback: true,
          reason: `\${{ ${start.text('reason')} }}`,
        },
      },
    },
  };
}

function fieldsOf(environments: readonly string[]): Fields {
  return {
    environment: { description: 'Environment to roll back', type: 'choice', options: environments, required: true },
    target_version: { description: 'Version to go back to; empty: the one before', type: 'string' },
    reason: { description: 'What happened and who decided', type: 'string', required: true },
  };
}

const TOKEN = { GH_TOKEN: '${{ github.token }}' };
const VERSION_FOUND = { VERSION: '${{ steps.target.outputs.version }}', DIGEST: '${{ steps.target.outputs.digest }}' };

/** Finds the target and refuses it where it would do harm, before anybody is asked. */
function preflightJob({ scripts, platform }: SamModel, start: Start): StepsJob {
  const environment = start.text('environment');
  const gates = platform.environments.map(({ name }) => [name, deployGate(platform, name, 'rollback').name] as const);
  const other = gates
    .filter(([name, gate]) => name !== gate)
    .map(([name, gate]) => `${environment} == '${name}' && '${gate}' || `);
  const gate = `\${{ ${other.join('')}${environment} }}`;
  return {
    name: 'Preflight',
    ...(start.needs.length > 0 && { needs: start.needs }),
    'runs-on': 'ubuntu-24.04',
    environment: { name: readGate(`\${{ ${environment} }}`), deployment: false },
    'timeout-minutes': 10,
    permissions: {
      actions: 'read # reads environments',
      contents: 'read',
      'id-token': 'write # assumes the role for reading',
    },
    outputs: { gate, version: VERSION_FOUND.VERSION, digest: VERSION_FOUND.DIGEST },
    steps: preflightSteps(scripts, gate, start),
  };
}

function preflightSteps(scripts: SamModel['scripts'], gate: string, { text }: Start): Step[] {
  const asked = (field: string): string => `\${{ ${text(field)} }}`;
  const [environment, version, reason] = [asked('environment'), asked('target_version'), asked('reason')] as const;
  return [
    checkoutDelivery(),
    runScript('Check the inputs', scripts('check-inputs'), {
      VERSION: version,
      REASON: reason,
      REASON_FOR: 'a rollback',
      TICKET: '',
    }),
    runScript('Look up the way in', scripts('environment'), { TARGET: gate }, { id: 'gate' }),
    runScript('Check its protection', scripts('check-protection'), {
      ...TOKEN,
      PROTECTION: '${{ steps.gate.outputs.protection }}',
    }),
    enter(readGate(environment), { id: 'environment', required: true }),
    runScript(
      'Find the version to go back to',
      scripts('find-rollback-target'),
      {
        FUNCTIONS: '${{ steps.environment.outputs.functions }}',
        RUNNING: '${{ steps.environment.outputs.version }}',
        RUN_ID: '${{ steps.environment.outputs.run-id }}',
        TARGET: version,
      },
      { id: 'target' },
    ),
    runScript('Fetch its artifact', scripts('fetch-artifact'), { ...TOKEN, ...VERSION_FOUND, ARTIFACT: 'artifact' }),
    runScript('Check that no data would be lost', scripts('check-stateful'), {
      STACK: '${{ steps.environment.outputs.stack }}',
      ARTIFACT: 'artifact',
    }),
  ];
}
