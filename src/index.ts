import { installDirectSession } from './cli/direct-session';

export { GitOpsRepo } from './gitops/gitops-repo';
export { GitOpsTenantComponent } from './gitops/gitops-tenant-component';
export { LambdaCiComponent } from './lambda/lambda-ci-component';
export { LambdaRepo, type LambdaRepoOptions } from './lambda/lambda-repo';
export type * from './model/gitops-spec';
export type * from './model/lambda-spec';
export type * from './model/platform-spec';
export type { DirectCommits, RepositorySettingsSpec } from './model/repository-settings';
export { DefinitionError, type Problem } from './model/problem';
export type { RenderedFile, SettingsPlace } from './model/rendered-file';
export type { RolloutSpec } from './model/rollout';
export { FleetFile, type FleetFileOptions } from './project/fleet-file';
export { FleetProject, type FleetProjectOptions, type RepoOptions } from './project/fleet-project';
export { CoverageRc, PytestIni } from './python/config-files';
export { PythonSetupAction } from './python/python-setup-component';
export type { TenantEnvironment, TenantFields, TenantPlatform } from './model/tenant-platform';

installDirectSession();
export type { Check, Criterion, Live, StageSpec } from './fleet/report/stage';
