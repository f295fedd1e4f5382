import { concurrency, gatesJob, managedFilesJob } from '../delivery/required-check';
import { runScript } from '../github/script';
import { action, checkout, own } from '../github/steps';
import type { StepsJob, Workflow } from '../github/workflow';
import { TENANT_CONFIG } from '../tenants/tenant-config-action';
import { setUpTerraform } from './set-up-terraform';
import type { TenantModel } from './tenant-model';

const REPORT = '${{ runner.temp }}/tenant-config';

/** What a change of any tenant must pass before and after it is merged. Emits `validate-tenant-config.yml`. */
export function validateTenantConfig(model: TenantModel): Workflow {
  const jobs = {
    configuration: configurationJob(model),
    terraform: terraformJob(model),
    'managed-files': managedFilesJob(),
  };
  return {
    file: 'validate-tenant-config.yml',
    name: 'Validate tenant configuration',
    about: [
      'Checks all tenants, without credentials. The tenant API commits to main past pull requests, so main is checked, too.',
      'Require the check "All gates".',
    ],
    on: { push: { branches: ['main'] }, pull_request: null, merge_group: null, workflow_call: null },
    ...concurrency('validate-tenant-config'),
    jobs: { ...jobs, comment: commentJob(model), gates: gatesJob(model.scripts, Object.keys(jobs)) },
  };
}

/** The rules for all tenants: a priority that is free here may be taken elsewhere. */
function configurationJob({ tenantsFolder, scripts }: TenantModel): StepsJob {
  const handed = action('Hand the findings over', 'actions/upload-artifact', {
    name: 'tenant-config',
    path: REPORT,
    'retention-days': 30,
  });
  return {
    name: 'Configuration of all tenants',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { contents: 'read' },
    steps: [
      checkout(),
      { name: 'Check the configuration of tenants', uses: own(TENANT_CONFIG), with: { directory: tenantsFolder } },
      runScript(
        'Tell the findings',
        scripts('report-findings'),
        { TENANTS: tenantsFolder, REPORT },
        { if: '!cancelled()' },
      ),
      { ...handed, if: '!cancelled()' },
    ],
  };
}

/** What only Terraform can say, of what changed. It may start providers, so this job has no rights but to read. */
function terraformJob({ tenantsFolder, modulesFolder, terraform, scripts }: TenantModel): StepsJob {
  return {
    name: 'Terraform of what changed',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 20,
    permissions: { contents: 'read' },
    steps: [
      checkout({ 'fetch-depth': 0 }),
      runScript('Find what changed', scripts('find-changed'), {
        BASE: '${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.event.before }}',
        TENANTS: tenantsFolder,
        MODULES: modulesFolder,
      }),
      setUpTerraform(terraform),
      runScript('Check form, providers and code', scripts('validate-terraform'), { LOCKS: tenantsFolder }),
    ],
  };
}

/** May write to the pull request, so it runs nothing that comes from it: its script is the one of main. */
function commentJob({ scripts }: TenantModel): StepsJob {
  const env = {
    GH_TOKEN: '${{ github.token }}',
    NUMBER: '${{ github.event.pull_request.number }}',
    REPORT: `${REPORT}/report.md`,
    TERRAFORM: '${{ needs.terraform.result }}',
  };
  const inside = 'github.event.pull_request.head.repo.full_name == github.repository';
  const there = "hashFiles('.github/scripts/comment-findings.sh') != ''";
  return {
    '#': 'Runs nothing that comes from the pull request. A fork has no right to comment; its findings are in the summary.',
    name: 'Comment on the pull request',
    needs: ['configuration', 'terraform'],
    if: `!cancelled() && github.event_name == 'pull_request' && ${inside}`,
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'read', 'pull-requests': 'write # keeps one comment up to date' },
    steps: [
      {
        ...checkout({ ref: '${{ github.event.pull_request.base.sha }}', 'sparse-checkout': '.github' }),
        name: 'Check out the scripts of the base',
      },
      {
        '#': 'There are none when the check broke off; the comment then says that tenants could not be checked.',
        ...action('Take the findings', 'actions/download-artifact', { name: 'tenant-config', path: REPORT }),
        'continue-on-error': true,
      },
      {
        '#': 'The pull request that brings this workflow has no base with the script.',
        ...runScript('Write the comment', scripts('comment-findings'), env, { if: there }),
      },
    ],
  };
}
