/** Changes of tenants and their module that people commit. */
import { DATABASE } from '../application/tenant-files';
import type { TenantStage } from './tenant-stage';

/** Another number of tasks for a tenant in an environment. */
export function changeTasks(stage: TenantStage, tenant: string, environment: string, tasks: number): void {
  const path = stage.path(tenant, `${environment}.tfvars`);
  const { tasks: field } = stage.parts.project.model.tenants.fields;
  stage.change({ [path]: stage.read(path).replace(new RegExp(`^(${field} += ).*$`, 'm'), `$1${tasks}`) });
}

/** What makes the module replace what holds data. */
export function changeDatabase(stage: TenantStage): void {
  const path = modulePath(stage);
  stage.change({ [path]: stage.read(path).replace(DATABASE, 'engine 9.0') });
}

/** A comment in the module, which changes nothing that is planned. */
export function changeModule(stage: TenantStage): void {
  const path = modulePath(stage);
  stage.change({ [path]: `# Reviewed.\n${stage.read(path)}` });
}

function modulePath({ parts }: TenantStage): string {
  return `${parts.project.model.modulesFolder}/wordpress-instance/main.tf`;
}
