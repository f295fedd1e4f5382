import { checkBackups } from './backup-rules';
import { platformShape } from './definition-shape';
import { checkDeliveries, checkOwnFiles } from './delivery-rules';
import { expectName, expectWhole } from './expect-name';
import { emittedTenantWorkflows, tenantDeliveries } from './gitops-deliveries';
import { gitOpsShape } from './gitops-shape';
import type { DriftSpec, GitOpsRepoSpec, StateSpec } from './gitops-spec';
import { nameIn } from './lambda';
import { cronFault, staysInside, type NameKind } from './names';
import { platformProblems } from './platform-rules';
import { Findings, type Problem } from './problem';
import { checkSettings } from './repository-settings';
import { checkRollout } from './rollout';
import { checkShape, isTable } from './shape';
import { checkTenantPlatform } from './tenant-platform-rules';
import { checkTexts } from './text-rules';

/** Everything that is wrong in a definition of a repository of tenants, the platform table included. */
export function gitOpsProblems(spec: GitOpsRepoSpec): Problem[] {
  const named = isTable(spec) && typeof spec.name === 'string' && spec.name !== '';
  const findings = new Findings(named ? spec.name : 'a repository without a name');
  const listed = checkShape(findings, '', spec, gitOpsShape);
  if (!isTable(spec)) return findings.problems;
  expectName(findings, 'repository', 'name', spec.name);
  const table = isTable(spec.platform) ? platformProblems(spec.platform) : [];
  if (listed && checkShape(new Findings('platform'), '', spec.platform, platformShape)) {
    checkDeliveries(findings, spec.platform, tenantDeliveries(spec.platform, destroyableIn(spec)));
    checkTenantPlatform(findings, spec);
    checkApprovalWay(findings, spec);
    checkNames(findings, spec);
    checkState(findings, spec.state, spec);
    checkFolders(findings, spec);
    checkDestroyable(findings, spec);
    checkBackups(findings, spec);
    checkDrift(findings, spec.drift ?? {});
    expectWhole(findings, 'bulk.waveSize', spec.bulk?.waveSize, 1);
    expectWhole(findings, 'bulk.parallel', spec.bulk?.parallel, 1);
    checkRollout(findings, spec.rollout ?? {});
    checkOwnFiles(findings, spec.ownWorkflows ?? [], emittedTenantWorkflows(spec.platform, destroyableIn(spec)));
  }
  if (listed) checkSettings(findings, spec);
  checkTexts(findings, spec, '');
  return [...table, ...findings.problems];
}

/** Environments in which a tenant may be destroyed, named or by default. */
function destroyableIn({ destroyable, platform }: GitOpsRepoSpec): readonly string[] {
  return destroyable ?? platform.environments.filter(({ production }) => production !== true).map(({ name }) => name);
}

/** People approve a plan, which is there only after main has the change that it is about. */
function checkApprovalWay(findings: Findings, { platform: { approval } }: GitOpsRepoSpec): void {
  const reviewed = approval !== 'pull-request';
  const instead = `a platform with approval "environments" for repositories of tenants`;
  findings.expect(reviewed, 'platform.approval', 'a plan cannot be approved before it is made', instead);
}

/** A pattern must be a legal name in every environment, and for every tenant. */
function checkPattern(findings: Findings, kind: NameKind, field: string, pattern: string, spec: GitOpsRepoSpec): void {
  for (const { name } of spec.platform.environments) {
    const filled = nameIn(pattern, name).replace(/\{tenant(?::[1-9]\d*)?\}/g, 'acme');
    expectName(findings, kind, field, filled);
  }
}

function checkNames(findings: Findings, spec: GitOpsRepoSpec): void {
  checkPattern(findings, 'cluster', 'cluster', spec.cluster, spec);
  for (const key of ['service', 'targetGroup'] as const) {
    const own = /\{tenant(?::[1-9]\d*)?\}/.test(spec[key]);
    findings.expect(own, key, 'all tenants would share it', `a name with {tenant} in it`);
  }
  checkPattern(findings, 'ecsService', 'service', spec.service, spec);
  checkPattern(findings, 'targetGroup', 'targetGroup', spec.targetGroup, spec);
  const { terraform = '1.11.4' } = spec;
  // The lock file beside the state is no experiment since 1.11.
  const fits = /^1\.(1[1-9]|[2-9]\d)\.\d+$/.test(terraform);
  findings.expect(fits, 'terraform', `"${terraform}" is no version from 1.11.0 on`, 'a version such as "1.11.4"');
  for (const [i, type] of (spec.statefulTypes ?? []).entries())
    expectName(findings, 'resourceType', `statefulTypes[${i}]`, type);
}

function checkState(findings: Findings, state: StateSpec, spec: GitOpsRepoSpec): void {
  const { bucket, lockTable, plansPrefix = 'plans/', kmsKey } = state;
  checkPattern(findings, 'bucket', 'state.bucket', bucket, spec);
  const apart = bucket.includes('{env}') || spec.platform.environments.length < 2;
  findings.expect(apart, 'state.bucket', 'environments would share it', 'a name with {env} in it');
  const said = lockTable === false || typeof lockTable === 'string';
  const instead = 'the DynamoDB table that others lock, or false for the lock file alone';
  findings.expect(said, 'state.lockTable', 'it is neither a name nor false', instead);
  if (typeof lockTable === 'string') checkPattern(findings, 'table', 'state.lockTable', lockTable, spec);
  expectName(findings, 'prefix', 'state.plansPrefix', plansPrefix);
  const beside = !spec.tenants.stateKey.startsWith(plansPrefix);
  findings.expect(beside, 'state.plansPrefix', 'state lies below it', 'a prefix of its own, such as "plans/"');
  if (kmsKey !== undefined) checkPattern(findings, 'keyAlias', 'state.kmsKey', kmsKey, spec);
}

function checkFolders(
  findings: Findings,
  { tenantsFolder = 'tenants', modulesFolder = 'modules' }: GitOpsRepoSpec,
): void {
  for (const [field, path] of Object.entries({ tenantsFolder, modulesFolder })) {
    const plain = staysInside(path) && /^[\w.-]+(\/[\w.-]+)*$/.test(path);
    findings.expect(plain, field, `"${path}" is no plain folder of the repository`, 'a folder such as "tenants"');
  }
  const apart = tenantsFolder !== modulesFolder;
  findings.expect(apart, 'modulesFolder', 'it is also the folder of tenants', 'a folder of its own');
}

/** A destroyed tenant of production cannot be brought back, so nothing can be written here that destroys one. */
function checkDestroyable(findings: Findings, spec: GitOpsRepoSpec): void {
  destroyableIn(spec).forEach((name, i) => {
    const row = spec.platform.environments.find((each) => each.name === name);
    const field = `destroyable[${i}]`;
    findings.expect(row !== undefined, field, `there is no environment "${name}"`, 'the name of an environment');
    findings.expect(row?.production !== true, field, `"${name}" is production`, 'no environment of production');
  });
}

function checkDrift(findings: Findings, { schedule, periodHours, ignore = [] }: DriftSpec): void {
  const fault = schedule === undefined ? undefined : cronFault(schedule);
  const wrong = `"${schedule ?? ''}": ${fault ?? ''}`;
  findings.expect(fault === undefined, 'drift.schedule', wrong, 'five fields in UTC: "23 7-14 * * 1-5"');
  expectWhole(findings, 'drift.periodHours', periodHours, 1);
  ignore.forEach(({ address, attribute, reason }, i) => {
    const field = `drift.ignore[${i}]`;
    const said = reason.trim().length >= 10;
    findings.expect(
      said,
      `${field}.reason`,
      'it says nothing',
      'why the difference means nothing, in 10 letters or more',
    );
    const all = /^[*.]*$/.test(address);
    findings.expect(!all, `${field}.address`, 'every resource would be ignored', 'the address of a resource');
    const one = /^([a-z_][\w.[\]]*|\*)$/.test(attribute);
    findings.expect(
      one,
      `${field}.attribute`,
      `"${attribute}" is no attribute`,
      'an attribute such as "desired_count"',
    );
  });
}
