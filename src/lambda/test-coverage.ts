import { concurrency, gatesJob, managedFilesJob } from '../delivery/required-check';
import type { Script } from '../github/script';
import { runScript } from '../github/script';
import { action, checkout, checkoutDelivery } from '../github/steps';
import type { Step, StepsJob, Workflow, Yaml } from '../github/workflow';
import type { LambdaModel, Python } from '../model/lambda';
import { setUpPython } from '../python/python-setup-action';

/**
 * Tests with coverage for each service, the floor, and the upload to Codecov. Emits `test-coverage.yml`: called by the
 * gates where there are any, by itself in repositories whose delivery people own.
 */
export function testCoverage({ python, packaging }: LambdaModel, scripts: (name: string) => Script): Workflow {
  const alone = packaging === undefined;
  const own: Yaml = alone ? { push: { branches: ['main'] }, pull_request: null, merge_group: null } : {};
  const schedule: Yaml = python.schedule === undefined ? {} : { schedule: [{ cron: python.schedule }] };
  return {
    file: 'test-coverage.yml',
    name: 'Test coverage',
    about: [
      'Unit tests with coverage and integration tests, the coverage floor, and the upload to Codecov.',
      alone ? 'Require the check "All gates".' : 'Called by quality-gates, so that tests run once.',
    ],
    on: { ...own, workflow_call: null, ...schedule },
    // Called runs are held by their caller; what starts by itself holds itself.
    ...((alone || python.schedule !== undefined) && concurrency('test-coverage')),
    jobs: {
      tests: testsJob(python, scripts),
      coverage: coverageJob(python, scripts),
      codecov: codecovJob(),
      // Without Codecov: a fork cannot upload, and a failed upload is no missing coverage.
      ...(alone && {
        'managed-files': managedFilesJob(),
        gates: gatesJob(scripts, ['tests', 'coverage', 'managed-files']),
      }),
    },
  };
}

/** What may differ from service to service; what does not is written once. */
const COLUMNS = ['name', 'path', 'source', 'unitTests', 'integrationTests'] as const;
type Column = (typeof COLUMNS)[number];

const REPORTS = '${{ runner.temp }}/coverage';

function testsJob({ services }: Python, scripts: (name: string) => Script): StepsJob {
  const single = services.length === 1;
  const differs = (key: Column): boolean => services.some((service) => service[key] !== services[0]?.[key]);
  const value = (key: Column): string => (differs(key) ? `\${{ matrix.${key} }}` : (services[0]?.[key] ?? ''));
  const include = services.map((service): Yaml => {
    return Object.fromEntries(COLUMNS.filter(differs).map((key) => [key, service[key]]));
  });
  return {
    name: single ? 'Unit and integration tests' : 'Tests of ${{ matrix.name }}',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 20,
    permissions: { contents: 'read' },
    ...(!single && { strategy: { 'fail-fast': false, matrix: { include } } }),
    steps: [
      checkout(),
      setUpPython(value('path')),
      runScript('Run the tests', scripts('run-tests'), {
        SERVICE: value('path'),
        SOURCE: value('source'),
        UNIT: value('unitTests'),
        INTEGRATION: value('integrationTests'),
        REPORT: `${REPORTS}/${value('name')}`,
      }),
      {
        ...action('Hand the reports over', 'actions/upload-artifact', {
          name: `coverage-${value('name')}`,
          path: REPORTS,
          'if-no-files-found': 'ignore',
          'retention-days': 7,
        }),
        if: '!cancelled()',
      },
    ],
  };
}

function coverageJob({ coverageFloor, gates }: Python, scripts: (name: string) => Script): StepsJob {
  return {
    '#': 'Apart from the tests: a failed test is one thing, missing coverage another.',
    name: 'Coverage floor',
    needs: ['tests'],
    if: '!cancelled()',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'read' },
    steps: [
      checkoutDelivery(),
      takeReports(),
      runScript('Show the coverage and enforce the floor', scripts('sum-coverage'), {
        FLOOR: String(coverageFloor),
        MODE: gates.coverage,
        REPORTS: 'coverage',
      }),
    ],
  };
}

function takeReports(): Step {
  return action('Take the reports', 'actions/download-artifact', {
    pattern: 'coverage-*',
    path: 'coverage',
    'merge-multiple': true,
  });
}

/** Has the right to ask for an identity, so it runs nothing of the repository; Codecov reads the files beside it. */
function codecovJob(): StepsJob {
  return {
    '#': 'Runs no code of the repository. A fork cannot upload; its table is in the job before.',
    name: 'Upload to Codecov',
    needs: ['tests'],
    if: '!cancelled() && !github.event.pull_request.head.repo.fork',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'read', 'id-token': 'write # proves to Codecov which repository uploads' },
    steps: [
      checkout(),
      takeReports(),
      {
        ...action('Upload', 'codecov/codecov-action', {
          use_oidc: true,
          directory: 'coverage',
          fail_ci_if_error: false,
        }),
        id: 'upload',
        'continue-on-error': true,
      },
      {
        name: 'Warn when the upload failed',
        if: "steps.upload.outcome == 'failure'",
        run: 'echo "::warning::Codecov did not take the reports. The table of this run is complete without it."',
      },
    ],
  };
}
