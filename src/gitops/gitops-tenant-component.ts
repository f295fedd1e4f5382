import { join } from 'node:path';
import { DeliveryComponent } from '../delivery/delivery-component';
import { ENTER } from '../delivery/enter-steps';
import type { Script } from '../github/script';
import type { Workflow } from '../github/workflow';
import type { GitOpsModel } from '../model/gitops';
import type { FleetProject } from '../project/fleet-project';
import { renderTenantConfig } from '../tenants/tenant-config-action';
import { enterEnvironment } from './enter-environment';
import type { TenantModel } from './tenant-model';
import { tenantTable } from './tenant-table';
import { validateTenantConfig } from './validate-tenant-config';

/**
 * The delivery of a repository with a folder of Terraform for each tenant.
 *
 * Emits `.github/workflows/*.yml`, the scripts that they run in `.github/scripts/`, and the local actions that check the
 * configuration of tenants and by which jobs enter an environment.
 */
export class GitOpsTenantComponent extends DeliveryComponent {
  constructor(repository: FleetProject, model: GitOpsModel) {
    super(repository, 'GitOpsTenant', [join(__dirname, 'scripts')]);
    const table = tenantTable(model);
    const scripts = (name: string): Script => (name === table.name ? this.use(table) : this.find(name));
    const tenant: TenantModel = { ...model, scripts };
    for (const { path, content } of renderTenantConfig(model.tenants, repository.fileMarker))
      this.addFile(path, () => content);
    // A new workflow is a line here, and its name one in src/model/gitops-deliveries.ts.
    const workflows = [validateTenantConfig(tenant)];
    this.emit(workflows, workflows.some(enters) ? [enterEnvironment(scripts)] : []);
  }
}

/** Whether a job of the workflow goes into an environment. */
function enters({ jobs }: Workflow): boolean {
  return Object.values(jobs).some((job) => 'steps' in job && job.steps.some(({ uses }) => uses === ENTER));
}
