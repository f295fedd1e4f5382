import { ENTER } from '../delivery/enter-steps';
import type { CompositeAction } from '../github/composite-action';
import { runScript } from '../github/script';
import { own } from '../github/steps';
import type { Step } from '../github/workflow';
import type { SamModel } from './sam-model';

export const DEPLOY = own('.github/actions/deploy-release');

const OUT = (name: string): string => `\${{ steps.environment.outputs.${name} }}`;
const STACK = OUT('stack');
const TARGET = { FUNCTIONS: OUT('functions'), ALIAS: OUT('alias') };
const STACK_ROWS = { ENVIRONMENT: OUT('environment'), TAGS: OUT('tags') };
const RELEASE = { VERSION: '${{ inputs.version }}', DIGEST: '${{ inputs.digest }}' };
const PREVIOUS = OUT('version');
const ROLLBACK = { if: "inputs.rollback == 'true'" };
const ARTIFACT = { ARTIFACT: 'artifact' };

/** Deploys a release into the environment that the job carries, verifies it, and undoes it when that fails. */
export function deployRelease(model: SamModel): CompositeAction {
  return {
    folder: 'deploy-release',
    name: 'Deploy a release',
    description:
      'Digest, approvals, window, account and running version are checked; then deploy, verify, watch, or undo.',
    about: ['For the job that carries the GitHub environment; every way into an environment ends here.'],
    inputs: {
      target: { description: 'GitHub environment that the job carries', required: true },
      token: { description: 'Token with actions: read and contents: read', required: true },
      version: { description: 'Release to deploy', required: true },
      digest: { description: 'SHA-256 of its manifest, proven by where it ran before', required: true },
      expected: { description: 'Version that must still run; empty: not looked at', default: '' },
      rollback: { description: 'Whether this goes back to a version that ran here', default: 'false' },
      emergency: { description: 'Whether the maintenance window is lifted', default: 'false' },
      ...(recordsReason(model) && { reason: { description: 'Why, for rollbacks and emergencies', default: '' } }),
    },
    outputs: {
      environment: { description: 'Environment of the platform', value: OUT('environment') },
      previous: { description: 'What ran before; "none" for a first deployment', value: PREVIOUS },
      approvers: { description: 'Who approved the run', value: OUT('approvers') },
    },
    steps: [...entering(model), ...deploying(model), undoing(model), ...model.records(RELEASE.VERSION, PREVIOUS)],
  };
}

/** Only the copy in a table takes the reason here; the record for people has it from the workflow. */
export function recordsReason({ packaging }: SamModel): boolean {
  return packaging.recordsTable !== undefined;
}

/** Digest first, then people and clock, then account, then what runs. */
function entering({ scripts, platform }: SamModel): Step[] {
  return [
    runScript('Fetch the artifact', scripts('fetch-artifact'), {
      GH_TOKEN: '${{ inputs.token }}',
      ...RELEASE,
      ...ARTIFACT,
    }),
    {
      name: 'Enter the environment',
      id: 'environment',
      uses: ENTER,
      with: {
        target: '${{ inputs.target }}',
        token: '${{ inputs.token }}',
        expected: '${{ inputs.expected }}',
        required: '${{ inputs.rollback }}',
        emergency: '${{ inputs.emergency }}',
        ...(platform.approval === 'pull-request' && { rollback: '${{ inputs.rollback }}' }),
      },
    },
  ];
}

function deploying({ scripts }: SamModel): Step[] {
  const stack = { STACK, ...STACK_ROWS, ALIAS: TARGET.ALIAS, ...ARTIFACT, ...RELEASE };
  return [
    runScript('Remember what runs now', scripts('checkpoint-alias'), { POINTS: OUT('points') }, ROLLBACK),
    {
      '#': 'Callers are served at once if Lambda still has that code; the stack follows.',
      ...runScript(
        'Point the alias back',
        scripts('point-alias'),
        { ...TARGET, ...ARTIFACT },
        { ...ROLLBACK, 'continue-on-error': true },
      ),
    },
    runScript('Deploy the stack', scripts('deploy-stack'), stack, { id: 'deploy' }),
    ...proving(scripts),
  ];
}

/** A deployment counts once it is verified, watched, and marked in its own account. */
function proving(scripts: SamModel['scripts']): Step[] {
  const limits = {
    WATCH_MINUTES: OUT('watch-minutes'),
    ERROR_LIMIT: OUT('watch-errors'),
    THROTTLE_LIMIT: OUT('watch-throttles'),
  };
  const marked = { POINTS: '${{ steps.verify.outputs.points }}', ...RELEASE, PREVIOUS };
  return [
    runScript(
      'Verify the deployment',
      scripts('verify-deployment'),
      { STACK, ...TARGET, ...ARTIFACT },
      { id: 'verify' },
    ),
    runScript(
      'Watch what callers meet',
      scripts('watch-deployment'),
      { ...TARGET, ...limits },
      {
        if: "steps.environment.outputs.watch-minutes != '0'",
      },
    ),
    runScript('Mark the version as verified here', scripts('mark-release'), marked),
  ];
}

/** Runs only when this run has begun to change something. */
function undoing({ scripts }: SamModel): Step {
  return runScript(
    'Undo the failed deployment',
    scripts('undo-deployment'),
    {
      GH_TOKEN: '${{ inputs.token }}',
      STACK,
      ...STACK_ROWS,
      ...TARGET,
      DEPLOYED: ARTIFACT.ARTIFACT,
      VERSION: PREVIOUS,
      DIGEST: OUT('digest'),
      POINTS: OUT('points'),
      ARTIFACT: 'previous',
    },
    { if: "failure() && steps.deploy.outcome != 'skipped'" },
  );
}
