import { join } from 'node:path';
import { DeliveryComponent } from '../delivery/delivery-component';
import type { Script } from '../github/script';
import type { GitOpsModel } from '../model/gitops';
import { bulkEnvironments } from '../model/gitops-deliveries';
import { promotions } from '../model/platform';
import type { FleetProject } from '../project/fleet-project';
import { renderTenantConfig } from '../tenants/tenant-config-action';
import { applyTenant } from './apply-tenant';
import { bulkOperations } from './bulk-operations';
import { checkDestruction } from './check-destruction';
import { checkDrift } from './check-drift';
import { checkTenant } from './check-tenant';
import { deployTenantTo } from './deploy-tenant';
import { destroyTenant } from './destroy-tenant';
import { driftDetection } from './drift-detection';
import { enterEnvironment } from './enter-environment';
import { initTenant } from './init-tenant';
import { planTenant } from './plan-tenant';
import { removeTenant } from './remove-tenant';
import { runbooks } from './runbooks';
import { selectTenants } from './select-tenants';
import { takeSession } from './take-session';
import { takeTenants } from './take-tenants';
import type { TenantModel } from './tenant-model';
import { tenantTable } from './tenant-table';
import { validateTenantConfig } from './validate-tenant-config';

/**
 * The delivery of a repository with a folder of Terraform for each tenant.
 *
 * Emits `.github/workflows/*.yml`, the scripts that they run in `.github/scripts/`, the local actions that check the
 * configuration of tenants and by which jobs enter an environment, and the runbooks in `docs/runbooks/`.
 */
export class GitOpsTenantComponent extends DeliveryComponent {
  constructor(repository: FleetProject, model: GitOpsModel) {
    super(repository, 'GitOpsTenant', [join(__dirname, 'scripts')]);
    const table = tenantTable(model);
    const scripts = (name: string): Script => (name === table.name ? this.use(table) : this.find(name));
    const tenant: TenantModel = { ...model, scripts };
    for (const { path, content } of renderTenantConfig(model.tenants, repository.fileMarker))
      this.addFile(path, () => content);
    for (const page of runbooks(model)) this.addPage(page);
    const promoted = promotions(model.platform).map(({ target }) => target);
    const bulk = bulkEnvironments(model.platform).length > 0;
    // A new workflow is a line here, and its name one in src/model/gitops-deliveries.ts.
    const deployments = promoted.map((target) => deployTenantTo(tenant, target));
    const destroys = model.destroyable.length > 0;
    const destructions = destroys ? [destroyTenant(tenant)] : [];
    const bulks = bulk ? [bulkOperations(tenant)] : [];
    const looking = [validateTenantConfig(tenant), driftDetection(tenant)];
    const workflows = [...looking, ...deployments, ...destructions, ...bulks];
    const parts = [
      checkDrift,
      ...(promoted.length > 0 || destroys ? [initTenant, planTenant] : []),
      ...(promoted.length > 0 ? [checkTenant, applyTenant] : []),
      ...(destroys ? [checkDestruction, removeTenant] : []),
      ...(bulk ? [selectTenants, takeSession, takeTenants] : []),
    ];
    this.emit(workflows, [enterEnvironment(scripts), ...parts.map((part) => part(tenant))]);
  }
}
