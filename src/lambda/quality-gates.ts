import { concurrency, gatesJob, managedFilesJob } from '../delivery/required-check';
import { runScript } from '../github/script';
import { checkout, own } from '../github/steps';
import type { Job, StepsJob, Workflow } from '../github/workflow';
import { setUpPython } from '../python/python-setup-action';
import type { SamModel } from './sam-model';

const GATES = [
  { gate: 'lint', name: 'Lint' },
  { gate: 'format', name: 'Format' },
  { gate: 'types', name: 'Types' },
  { gate: 'security', name: 'Security scan' },
] as const;

/** What a change must pass before it is merged and before it is deployed. Emits `quality-gates.yml`. */
export function qualityGates(model: SamModel): Workflow {
  const jobs: Record<string, Job> = {
    code: codeJob(model),
    tests: {
      name: 'Tests',
      permissions: { contents: 'read', 'id-token': 'write # uploads coverage to Codecov' },
      uses: own('.github/workflows/test-coverage.yml'),
    },
    template: templateJob(model),
    'managed-files': managedFilesJob(),
  };
  return {
    file: 'quality-gates.yml',
    name: 'Quality gates',
    about: [
      `Runs on pull requests and in the merge queue; deploy-${model.first} calls it for main. Require the check "All gates".`,
    ],
    on: { pull_request: null, merge_group: null, workflow_call: null },
    ...concurrency('quality-gates'),
    jobs: { ...jobs, gates: gatesJob(model.scripts, Object.keys(jobs)) },
  };
}

function codeJob({ python, scripts }: SamModel): StepsJob {
  const ratchets = GATES.some(({ gate }) => python.gates[gate] === 'ratchet');
  const services = python.services.map(({ path, source }) => `${path}\t${source}`).join('\n');
  return {
    name: '${{ matrix.name }}',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { contents: 'read' },
    strategy: {
      'fail-fast': false,
      matrix: { include: GATES.map(({ gate, name }) => ({ gate, name, mode: python.gates[gate] })) },
    },
    steps: [
      checkout(ratchets ? { 'fetch-depth': 0 } : {}),
      ...python.services.map(({ path }) => setUpPython(path)),
      runScript('Run the gate', scripts('python-gate'), {
        GATE: '${{ matrix.gate }}',
        MODE: '${{ matrix.mode }}',
        SERVICES: services,
        BASE: '${{ github.event.pull_request.base.sha }}',
      }),
    ],
  };
}

function templateJob({ packaging, python, functions, scripts }: SamModel): StepsJob {
  return {
    name: 'Template',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { contents: 'read' },
    steps: [
      checkout(),
      runScript('Check runtime, handlers and alias', scripts('check-template'), {
        TEMPLATE: packaging.template,
        PYTHON: python.version,
        FUNCTIONS: functions,
      }),
      {
        name: 'Validate the template',
        env: { SAM_CLI_TELEMETRY: '0', TEMPLATE: packaging.template },
        run: 'sam validate --lint --template-file "$TEMPLATE"',
      },
    ],
  };
}
