/** Runs that go well, in which each step is broken in turn. */
import { addPullRequest } from '../../github/pulls';
import type { RunEnd } from '../../stage/running';
import { bulkPlaces, seenBulk, type BulkChoice } from '../../stage/tenant-bulk';
import { changeTasks } from '../../stage/tenant-changes';
import { destroy } from '../../stage/tenant-destruction';
import { look, slowDown } from '../../stage/tenant-drift';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantBeginning } from '../../story';
import { DEPLOYED, OTHERS } from '../../tenant-beginnings';
import { die } from './outcomes';

export interface Way {
  readonly what: string;
  readonly from: TenantBeginning;
  /** Parts of the paths of files whose steps are broken. */
  readonly files: readonly string[];
  /** Names of the steps. @default - all that run */
  readonly only?: readonly string[];
  /** Before a step is broken. @default - nothing is to be done */
  readonly prepare?: (stage: TenantStage) => Promise<void> | void;
  readonly start: (stage: TenantStage) => Promise<RunEnd>;
}

/** What is done with several tenants at once; in the first environment nobody is asked. */
function bulkWay(operation: BulkChoice['operation'], files: readonly string[]): Way {
  return {
    ...{ what: `the operation "${operation}" on several tenants`, from: 'tested', files },
    start: (stage) => seenBulk(stage, { environment: bulkPlaces(stage).approved, operation, tenants: DEPLOYED }),
  };
}

export const WAYS: readonly Way[] = [
  {
    ...{ what: 'a first deployment of a tenant', from: 'tested', files: ['actions/', 'workflows/deploy-tenant-'] },
    prepare: (stage) => {
      changeTasks(stage, DEPLOYED, stage.delivery.first.name, 7);
    },
    start: ({ delivery }) => delivery.apply(delivery.first, DEPLOYED),
  },
  {
    what: 'a last deployment of a tenant',
    ...{ from: 'live', files: ['workflows/deploy-tenant-', 'actions/check-tenant'] },
    prepare: ({ delivery }) => {
      delivery.openWindow(delivery.last);
    },
    start: ({ delivery }) => delivery.apply(delivery.last, DEPLOYED),
  },
  {
    what: 'the release of the lock of a tenant',
    ...{ from: 'tested', files: ['actions/init-tenant', 'actions/apply-tenant'] },
    prepare: async (stage) => {
      await die(stage);
    },
    start: ({ delivery }) => delivery.releaseLock(delivery.first, DEPLOYED),
  },
  {
    what: 'the destruction of a tenant',
    ...{ from: 'tested', files: ['workflows/destroy-tenant', 'actions/check-destruction', 'actions/remove-tenant'] },
    start: (stage) => destroy(stage, DEPLOYED, stage.delivery.first.name),
  },
  {
    what: 'a look for drift',
    ...{ from: 'tested', files: ['workflows/drift-detection', 'actions/check-drift'] },
    start: (stage) => look(stage, { environment: stage.delivery.first.name, tenants: DEPLOYED }),
  },
  {
    what: 'a look for drift that outlives its credentials',
    ...{ from: 'tested', files: ['workflows/drift-detection'], only: ['Check what is left with new credentials'] },
    prepare: (stage) => {
      slowDown(stage, 'make-plan', 46);
    },
    start: (stage) => look(stage, { environment: stage.delivery.first.name }),
  },
  {
    what: 'an operation on several tenants that outlives its credentials',
    ...{ from: 'tested', files: ['actions/take-tenants'], only: ['Go on with new credentials'] },
    prepare: (stage) => {
      slowDown(stage, 'make-plan', 36);
    },
    start: (stage) => {
      const tenants = `${DEPLOYED} ${OTHERS[0]}`;
      return seenBulk(stage, { environment: bulkPlaces(stage).approved, operation: 'plan', tenants });
    },
  },
  bulkWay('apply', ['workflows/bulk-operations', 'actions/select-tenants', 'actions/take-tenants']),
  bulkWay('plan', ['workflows/bulk-operations']),
  bulkWay('validate', ['workflows/bulk-operations']),
  {
    what: 'the validation of a pull request',
    ...{ from: 'fleet', files: ['workflows/validate-tenant-config'] },
    start: (stage) => {
      const path = stage.path('tenant1', 'dev.tfvars');
      const { number } = addPullRequest(stage.parts.repository, { head: 'idea', title: 'A change' });
      const files = { [path]: `${stage.read(path)}# a note\n` };
      return stage.pullRequest('validate-tenant-config.yml', files, { number });
    },
  },
];
