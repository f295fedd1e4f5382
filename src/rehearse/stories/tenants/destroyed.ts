/** What stories demand of the destruction of a tenant. */
import { expectEqual, expectFailed, expectSaid, expectSuccess, ran } from '../../expectations';
import { commitOf } from '../../github';
import type { RunEnd } from '../../stage/running';
import { remainsOf } from '../../stage/tenant-destruction';
import { locksOf } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';

/** Nothing is left in the cloud but what is kept on purpose, Git has a record, and people have a branch to merge. */
export async function expectDestroyed(
  stage: TenantStage,
  end: RunEnd,
  tenant: string,
  environment: string,
): Promise<void> {
  expectSuccess(end);
  const { state, mark, kept } = await remainsOf(stage, tenant, environment);
  expectEqual({ state, mark }, { state: '', mark: 'destroyed' }, `What is left of ${tenant}`);
  expectEqual(kept.includes('after.tfstate'), true, 'Whether the state is archived');
  expectEqual(await locksOf(stage, tenant, environment), [], 'The locks that are left');
  const tag = `refs/tags/destroy-tenant-${tenant}-${environment}-${end.id}`;
  expectEqual(stage.parts.repository.refs[tag] !== undefined, true, `Whether there is ${tag}`);
  const branch = branchOf(stage, tenant, environment);
  expectEqual(branch.parents, [stage.head], 'What the branch is on top of');
  expectSaid(end, '/compare/main...destroy-tenant/');
}

/** The run is red for that reason, and everything of the tenant is as it was. */
export async function expectNothingDestroyed(
  stage: TenantStage,
  end: RunEnd,
  tenant: string,
  environment: string,
  reason: string | RegExp,
): Promise<void> {
  expectFailed(end, reason);
  expectEqual(ran(end, 'Destroy by the plan'), false, 'Whether the plan was applied');
  const { state, mark } = await remainsOf(stage, tenant, environment);
  expectEqual({ held: state.includes('"managed"'), mark }, { held: true, mark: '' }, `What is left of ${tenant}`);
}

/** The branch for people, with what it takes out of main. */
export function branchOf(
  { parts: { repository }, head }: TenantStage,
  tenant: string,
  environment: string,
): { readonly parents: readonly string[]; readonly gone: readonly string[] } {
  const name = `destroy-tenant/${tenant}-${environment}-${head.slice(0, 12)}`;
  const [commit, main] = [commitOf(repository, name), commitOf(repository, head)];
  if (commit === undefined) throw new Error(`There is no branch ${name}.`);
  const gone = Object.keys(main?.files ?? {}).filter((path) => commit.files[path] === undefined);
  return { parents: commit.parents, gone };
}
