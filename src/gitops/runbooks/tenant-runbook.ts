/** What the runbooks of a repository of tenants have in common: names from the one table, and commands. */
import { REASON, shell, TICKET, title } from '../../delivery/runbook';
import { dispatchCommand, shellWord } from '../../github/dispatch-command';
import type { GitOpsModel } from '../../model/gitops';
import { deployTenant } from '../../model/gitops-deliveries';
import { nameIn } from '../../model/lambda';
import { deployGate, promotions, type Environment, type GitHubEnvironment } from '../../model/platform';
import { DIGEST, TENANT } from '../told-workflows';

/** Stands for the object of a tag, as GitHub names it. */
export const OBJECT = 'OBJECT';

export function fullName({ name, platform }: GitOpsModel): string {
  return `${platform.owner}/${name}`;
}

/** Environments that workflows deploy tenants to, in their order. */
export function targets(model: GitOpsModel): Environment[] {
  return promotions(model.platform).map(({ target }) => target);
}

export function gateOf({ platform }: GitOpsModel, { name }: Environment): GitHubEnvironment {
  return deployGate(platform, name, deployTenant(name));
}

/** Where the state of a tenant is, and what locks it besides its lock file. */
export function stateOf(
  { state }: GitOpsModel,
  { name }: Environment,
): { bucket: string; key: string; table: string | undefined } {
  const at = (pattern: string): string => nameIn(pattern, name).replaceAll('{tenant}', TENANT);
  return {
    bucket: at(state.bucket),
    key: at(state.key),
    table: state.lockTable === undefined ? undefined : at(state.lockTable),
  };
}

function deploy(model: GitOpsModel, { name }: Environment, inputs: Readonly<Record<string, string>>): string[] {
  const workflow = `${deployTenant(name)}.yml`;
  return shell(dispatchCommand({ repository: fullName(model), workflow, inputs: { tenant_id: TENANT, ...inputs } }));
}

export function planLines(model: GitOpsModel, target: Environment): string[] {
  return deploy(model, target, { action: 'plan' });
}

export function applyLines(model: GitOpsModel, target: Environment): string[] {
  return deploy(model, target, { action: 'apply' });
}

export function releaseLines(model: GitOpsModel, target: Environment): string[] {
  return deploy(model, target, { action: 'release-lock' });
}

/** Where a plan replaces or destroys what holds data. */
export function digestLines(model: GitOpsModel, target: Environment): string[] {
  return [
    `Only where the plan replaces or destroys what holds data, which is refused otherwise: with the \`${DIGEST}\` that it shows.`,
    '',
    ...deploy(model, target, { action: 'apply', plan_digest: DIGEST }),
  ];
}

/** Past the maintenance windows; nothing where there are none. */
export function emergencyLines(model: GitOpsModel, target: Environment): string[] {
  if (target.windows.length === 0) return [];
  return [
    'Outside the windows, for an incident only; approvals and proof stay as they are:',
    '',
    ...deploy(model, target, { action: 'apply', emergency: 'true', incident_ticket: TICKET, reason: REASON }),
  ];
}

/** The deployments of a tenant: a tag for each. */
export function tagLines(model: GitOpsModel, { name }: Environment): string[] {
  const path = `repos/${fullName(model)}/git/matching-refs/tags/deploy-tenant-${TENANT}-${name}-`;
  return shell(`gh api ${shellWord(path)} --jq '.[] | [.ref, .object.sha] | @tsv'`);
}

/** What one deployment left in its tag. */
export function recordLines(model: GitOpsModel): string[] {
  return shell(`gh api repos/${fullName(model)}/git/tags/${OBJECT} --jq .message`);
}

/** How long a run takes, apart from the people who are asked. */
export function timeOf({ waitMinutes }: GitHubEnvironment): string {
  const wait = waitMinutes === 0 ? '' : ` GitHub waits ${waitMinutes} min after the last approval.`;
  return `Time: a plan takes a few minutes, 40 at most; then as long as people need.${wait} To apply and see the tenant serve takes 55 min at most.`;
}

/** The same for each environment, under its name. */
export function forEach(
  environments: readonly Environment[],
  lines: (environment: Environment) => readonly string[],
): string[] {
  return environments.flatMap((each) => [`${title(each)}:`, '', ...lines(each)]);
}
