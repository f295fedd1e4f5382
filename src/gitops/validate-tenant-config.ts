import { concurrency, gatesJob, managedFilesJob } from '../delivery/required-check';
import { checkout, own } from '../github/steps';
import type { Job, StepsJob, Workflow } from '../github/workflow';
import { TENANT_CONFIG } from '../tenants/tenant-config-action';
import type { TenantModel } from './tenant-model';

/** What a change of any tenant must pass before and after it is merged. Emits `validate-tenant-config.yml`. */
export function validateTenantConfig(model: TenantModel): Workflow {
  const jobs: Record<string, Job> = {
    configuration: configurationJob(model),
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
    jobs: { ...jobs, gates: gatesJob(model.scripts, Object.keys(jobs)) },
  };
}

function configurationJob({ tenantsFolder }: TenantModel): StepsJob {
  return {
    name: 'Configuration of all tenants',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    permissions: { contents: 'read' },
    steps: [
      checkout(),
      { name: 'Check the configuration of tenants', uses: own(TENANT_CONFIG), with: { directory: tenantsFolder } },
    ],
  };
}
