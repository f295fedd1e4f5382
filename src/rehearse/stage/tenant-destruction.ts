/** The destruction of tenants as people start it, and what it leaves. */
import { DESTROYED_PREFIX } from '../../model/gitops';
import { DESTROY_TENANT } from '../../model/gitops-deliveries';
import { deployGate, type GitHubEnvironment } from '../../model/platform';
import { ran } from '../expectations';
import { approvalsFor } from './people';
import type { RunEnd, RunStart } from './running';
import { placesOf, stopServing } from './tenant-cloud';
import type { TenantStage } from './tenant-stage';

/**
 * Starts it with everything right, and with the approval of whoever is asked. What a provider would take away with the
 * resources of the tenant is taken away.
 */
export async function destroy(
  stage: TenantStage,
  tenant: string,
  environment: string,
  { inputs, ...start }: RunStart = {},
): Promise<RunEnd> {
  const approve = approvalsFor(stage.parts.project.model.platform, destroyGate(stage, environment));
  const said = { ...meant(tenant, environment), ...inputs };
  const end = await stage.run(`${DESTROY_TENANT}.yml`, { approve, ...start, inputs: said });
  if (ran(end, 'Archive the state')) await stopServing(stage, tenant, environment);
  return end;
}

/** The GitHub environment that guards it. */
export function destroyGate(stage: TenantStage, environment: string): GitHubEnvironment {
  return deployGate(stage.parts.project.model.platform, environment, DESTROY_TENANT);
}

/** What a person types who means it. */
export function meant(tenant: string, environment: string): Readonly<Record<string, string>> {
  return {
    tenant_id: tenant,
    environment,
    confirmation: `destroy tenant ${tenant} in ${environment}`,
    reason: 'The customer has left, says the tenant manager.',
    ticket: 'OPS-1234',
  };
}

/** What the bucket of the state holds of a tenant. */
export interface Remains {
  /** Text of its state; empty where there is none. */
  readonly state: string;
  /** Whether it is marked, and how: `destroying`, `destroyed`, or empty. */
  readonly mark: string;
  /** File names of copies of its state that its destruction has kept, in their order. */
  readonly kept: readonly string[];
}

export async function remainsOf(stage: TenantStage, tenant: string, environment: string): Promise<Remains> {
  const { bucket, key } = placesOf(stage, tenant, environment);
  const account = await stage.account(environment);
  const object = async (path: string): Promise<string> => {
    const text = await account.s3('GET', `${bucket}/${path}`);
    return text.includes('<Code>NoSuchKey</Code>') ? '' : text;
  };
  const [state, mark] = [await object(key), await object(`${DESTROYED_PREFIX}${tenant}.json`)];
  const listed = await account.s3('GET', `${bucket}?list-type=2&prefix=${DESTROYED_PREFIX}${tenant}/`);
  const kept = [...listed.matchAll(/<Key>[^<]*\/([^</]+)<\/Key>/g)].map(([, name = '']) => name);
  return { state, mark: /"status": "(\w+)"/.exec(mark)?.[1] ?? '', kept };
}

/** Gives a tenant of the first environment, into which people deploy by a workflow of their own, the state of another. */
export async function stateFrom(stage: TenantStage, tenant: string, from: string, to: string): Promise<void> {
  const { state } = await remainsOf(stage, tenant, from);
  const { bucket, key } = placesOf(stage, tenant, to);
  await (await stage.account(to)).s3('PUT', `${bucket}/${key}`, state);
}
