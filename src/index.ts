import { installDirectSession } from './cli/direct-session';

export { LambdaCiComponent } from './lambda/lambda-ci-component';
export { LambdaRepo, type LambdaRepoOptions } from './lambda/lambda-repo';
export type * from './model/lambda-spec';
export type * from './model/platform-spec';
export { DefinitionError, type Problem } from './model/problem';
export type { RenderedFile, SettingsPlace } from './model/rendered-file';
export { FleetFile, type FleetFileOptions } from './project/fleet-file';
export { FleetProject, type FleetProjectOptions } from './project/fleet-project';
export { CoverageRc, PytestIni } from './python/config-files';
export { PythonSetupAction } from './python/python-setup-component';
export type { TenantEnvironment, TenantFields, TenantPlatform } from './model/tenant-platform';

installDirectSession();
