import { runScript } from '../github/script';
import { action, checkout, checkoutDelivery } from '../github/steps';
import type { Permissions, Step, StepsJob, Workflow, Yaml } from '../github/workflow';
import { CHECK_DRIFT } from './check-drift';
import { setUpTerraform } from './set-up-terraform';
import type { TenantModel } from './tenant-model';

/** A tenant takes a minute or so: a job of these ends within one session, and a second session is there for slow ones. */
const TENANTS_PER_JOB = '40';

/** Gentle to the APIs that Terraform reads. */
const JOBS_AT_ONCE = 8;

const FOUND = '${{ runner.temp }}/drift';
const RESULTS = '${{ runner.temp }}/results';
const SHARD = '${{ matrix.environment }}-${{ matrix.number }}';

/** Looks, in turn, whether tenants are still as main says, and keeps an issue. Emits `drift-detection.yml`. */
export function driftDetection(model: TenantModel): Workflow {
  return {
    file: 'drift-detection.yml',
    name: 'Drift detection',
    about: [
      `Looks at every tenant once in ${String(model.drift.periodHours)} hours: plans with a role that only reads, takes no lock, never applies.`,
      'A tenant that is locked, broken or was not reached is told apart, and never called clean.',
    ],
    'run-name':
      "Drift of ${{ inputs.tenants || 'the tenants whose turn it is' }} in ${{ inputs.environment || 'all' }}",
    on: { schedule: [{ cron: model.drift.schedule }], workflow_dispatch: { inputs: inputsOf(model) } },
    '#concurrency': 'Two runs at once would each write the same issue.',
    concurrency: { group: 'drift-detection', 'cancel-in-progress': false },
    jobs: { choose: chooseJob(model), check: checkJob(model), report: reportJob(model) },
  };
}

function inputsOf({ platform }: TenantModel): Yaml {
  const names = platform.environments.map(({ name }) => name);
  return {
    environment: {
      ...{ description: 'Where tenants are looked at', type: 'choice', options: ['all', ...names], default: 'all' },
    },
    tenants: { description: 'Names of tenants; * is any text', type: 'string', default: '*' },
  };
}

function chooseJob({ scripts, platform, tenants, tenantsFolder, drift }: TenantModel): StepsJob {
  const chosen = {
    ENVIRONMENT: '${{ inputs.environment }}',
    ENVIRONMENTS: platform.environments.map(({ name }) => name).join(' '),
    PATTERN: "${{ inputs.tenants || '*' }}",
    NAMES: tenants.tenantName,
    TENANTS: tenantsFolder,
    SCHEDULE: drift.schedule,
    PERIOD: String(drift.periodHours),
    SIZE: TENANTS_PER_JOB,
    CHOSEN: `${FOUND}/chosen.json`,
  };
  return {
    '#': 'No credentials: what a person typed, and names of folders, are checked first.',
    name: 'Choose tenants',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    permissions: { contents: 'read' },
    outputs: { shards: '${{ steps.choose.outputs.shards }}' },
    steps: [
      checkout(),
      runScript('Choose the tenants whose turn it is', scripts('choose-tenants'), chosen, { id: 'choose' }),
      handOver('drift-chosen', FOUND),
    ],
  };
}

function handOver(name: string, path: string): Step {
  return action('Hand over', 'actions/upload-artifact', { name, path, 'retention-days': 7 });
}

const RIGHTS: Permissions = {
  actions: 'read # reads approvals and runs',
  contents: 'read',
  'id-token': 'write # assumes the role for reading',
};

function checkJob({ tenantsFolder, modulesFolder, terraform }: TenantModel): StepsJob {
  const given = { target: '${{ matrix.environment }}-read', token: '${{ github.token }}' };
  const round = (tenants: string, number: number): Step['with'] => ({
    ...given,
    ...{ tenants, results: `${RESULTS}/${SHARD}-${String(number)}.jsonl` },
  });
  const folders = ['.github', tenantsFolder, modulesFolder].join('\n');
  return {
    name: `Check \${{ matrix.environment }} \${{ matrix.number }}`,
    needs: ['choose'],
    if: "needs.choose.outputs.shards != '[]'",
    strategy: {
      'fail-fast': false,
      'max-parallel': JOBS_AT_ONCE,
      matrix: { include: '${{ fromJSON(needs.choose.outputs.shards) }}' },
    },
    'runs-on': 'ubuntu-24.04',
    environment: { name: '${{ matrix.environment }}-read', deployment: false },
    'timeout-minutes': 130,
    permissions: RIGHTS,
    steps: [
      { ...checkout({ 'sparse-checkout': `${folders}\n` }), name: 'Check out tenants and modules' },
      // What is fetched from elsewhere comes before there are credentials.
      setUpTerraform(terraform),
      { name: 'Check tenants', id: 'first', uses: CHECK_DRIFT, with: round('${{ matrix.tenants }}', 1) },
      {
        '#': 'Credentials last an hour: new ones for what is left.',
        name: 'Check what is left with new credentials',
        if: "steps.first.outputs.left != ''",
        uses: CHECK_DRIFT,
        with: round('${{ steps.first.outputs.left }}', 2),
      },
      { ...handOver(`drift-${SHARD}`, RESULTS), if: '!cancelled()' },
    ],
  };
}

function reportJob({ scripts, platform, drift }: TenantModel): StepsJob {
  const kept = {
    GH_TOKEN: '${{ github.token }}',
    ENVIRONMENTS: platform.environments.map(({ name }) => name).join(' '),
    PERIOD: String(drift.periodHours),
    FOUND,
  };
  return {
    name: 'Report',
    needs: ['choose', 'check'],
    if: "!cancelled() && needs.choose.result == 'success'",
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 15,
    permissions: { contents: 'read', issues: 'write # keeps one issue for each environment' },
    steps: [
      checkoutDelivery(),
      action('Take what was found', 'actions/download-artifact', {
        ...{ pattern: 'drift-*', path: FOUND, 'merge-multiple': true },
      }),
      runScript('Bring it together', scripts('collect-drift'), { FOUND }),
      runScript('Keep the issue of each environment', scripts('keep-drift-issues'), kept),
      runScript('Tell what was found', scripts('report-drift'), { FOUND }, { if: '!cancelled()' }),
    ],
  };
}
