/** What stories of tenants demand of a run. */
import { expectEqual, expectFailed, expectSaid, expectSuccess, ran } from '../../expectations';
import type { RunEnd } from '../../stage/running';
import { changeTasks } from '../../stage/tenant-changes';
import { placesOf } from '../../stage/tenant-cloud';
import { locksOf } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';
import { DEPLOYED } from '../../tenant-beginnings';

/** The run is red for that reason, and Terraform was not told to change anything. */
export function expectNotApplied(end: RunEnd, reason: string | RegExp): void {
  expectFailed(end, reason);
  expectEqual(ran(end, 'Apply the plan'), false, 'Whether the plan was applied');
}

/** The run is red for that reason before any of its jobs asked for a role. */
export function expectNoIdentity(stage: TenantStage, end: RunEnd, reason: string | RegExp): void {
  expectNotApplied(end, reason);
  const calls = stage.parts.identity.front.calls.filter(({ job }) => job?.startsWith(`${end.id} `) === true);
  expectEqual(calls.length, 0, 'The number of calls to the cloud');
}

/** The plan was applied, the tenant serves, and Git has a tag that says so. */
export function expectApplied(stage: TenantStage, end: RunEnd, tenant: string, environment: string): void {
  expectSuccess(end);
  expectSaid(end, 'is stable, and all its targets are healthy.');
  const tag = `refs/tags/deploy-tenant-${tenant}-${environment}-${end.id}`;
  expectEqual(stage.parts.repository.refs[tag] !== undefined, true, `Whether there is ${tag}`);
}

/** What the state of a tenant says; empty where there is none. */
export async function stateOf(stage: TenantStage, tenant: string, environment: string): Promise<string> {
  const { bucket, key } = placesOf(stage, tenant, environment);
  return (await stage.account(environment)).s3('GET', `${bucket}/${key}`);
}

/** How often the state of a tenant was written. */
export async function serialOf(stage: TenantStage, tenant: string, environment: string): Promise<number> {
  return Number(/"serial": (\d+)/.exec(await stateOf(stage, tenant, environment))?.[1] ?? 0);
}

/** A run whose machine dies while it applies: its third object is the state, after its note and its lock. */
export async function die(stage: TenantStage, target = stage.delivery.first): Promise<RunEnd> {
  changeTasks(stage, DEPLOYED, target.name, 7);
  const dies = { job: `Apply to ${target.name.toUpperCase()}`, action: 's3:PutObject', nth: 3, done: false };
  const end = await stage.delivery.apply(target, DEPLOYED, { dies });
  expectEqual(end.conclusion, 'failure', 'A run whose machine died');
  expectEqual(await locksOf(stage, DEPLOYED, target.name), ['file', 'table'], 'The locks that it leaves');
  return end;
}
