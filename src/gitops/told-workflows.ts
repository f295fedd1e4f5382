import { windowWords } from '../model/approval-words';
import type { GitOpsModel } from '../model/gitops';
import { BULK_OPERATIONS, bulkEnvironments, DESTROY_TENANT, deployTenant } from '../model/gitops-deliveries';
import type { ToldStart, ToldWorkflow } from '../model/pipelines';
import { deployGate, firstEnvironment, promotions, type Environment } from '../model/platform';

/** Stands for the name of a tenant, which only a person knows. */
export const TENANT = 'TENANT';
/** Stands for the digest that a plan has shown. */
export const DIGEST = 'DIGEST';
const REASON = 'what happened and who decided';
const DECISION = 'OPS-1234';
const INCIDENT = 'INC-1234';

/** What each workflow of tenants is for, needs and changes, and how people start it. */
export function toldTenantWorkflows(model: GitOpsModel): Readonly<Record<string, ToldWorkflow>> {
  const deployments = promotions(model.platform).map(
    (step) => [deployTenant(step.target.name), deployment(model, step)] as const,
  );
  return Object.fromEntries([
    ...deployments,
    [DESTROY_TENANT, destruction(model)],
    [BULK_OPERATIONS, bulkOperations(model)],
    ['drift-detection', driftDetection(model)],
    ['validate-tenant-config', validation],
  ]);
}

function deployment(model: GitOpsModel, step: { source: Environment; target: Environment }): ToldWorkflow {
  const { source, target } = step;
  // Into the first environment people deploy by a workflow of their own: nothing there proves a tenant.
  const proven = source.name !== firstEnvironment(model.platform).name;
  const windows = windowWords(model.platform, target);
  return {
    purpose: proven ? 'promote' : 'deploy',
    needs: [
      'a tenant on `main` without a finding',
      ...(proven ? [`that ${source.name.toUpperCase()} has applied the same modules and code of the tenant`] : []),
      ...(windows === '' ? [] : [`to apply: a window (${windows}) or \`emergency\` with ticket and reason`]),
    ],
    changes: [`${target.name.toUpperCase()}: one tenant, by the plan that was shown`, 'a tag with the record'],
    starts: deployStarts(target),
  };
}

/** All ways to start the deployment of a tenant. */
export function deployStarts({ windows }: Environment): ToldStart[] {
  const apply = { tenant_id: TENANT, action: 'apply' };
  const emergency = { ...apply, emergency: 'true', incident_ticket: INCIDENT, reason: REASON };
  return [
    {
      when: 'To see what would change; nothing is changed and nobody is asked',
      inputs: { tenant_id: TENANT, action: 'plan' },
      goesBack: true,
    },
    {
      when: 'To apply: a new plan is made and shown, people are asked, and that plan is applied',
      inputs: apply,
      goesBack: true,
    },
    {
      when: 'Where the plan replaces or destroys what holds data, with the digest that a plan has shown',
      inputs: { ...apply, plan_digest: DIGEST },
    },
    ...(windows.length === 0 ? [] : [{ when: 'Outside the windows, for an incident only', inputs: emergency }]),
    {
      when: 'When a run that died has left its lock',
      inputs: { tenant_id: TENANT, action: 'release-lock' },
    },
  ];
}

function bulkOperations({ platform, bulk }: GitOpsModel): ToldWorkflow {
  const environments = bulkEnvironments(platform);
  const tenants = 'all';
  return {
    purpose: 'deploy',
    needs: [
      'tenants on `main` without a finding',
      `to change them: the \`${DIGEST}\` of a list that an earlier run has shown`,
    ],
    changes: environments.map(
      (name) => `${name.toUpperCase()}: one tenant, then waves of ${bulk.waveSize}, until one is red`,
    ),
    starts: environments.flatMap((environment): ToldStart[] => {
      const gate = deployGate(platform, environment, BULK_OPERATIONS).name;
      return [
        {
          when: `To see the list, its digest and every plan in ${environment.toUpperCase()}; nothing is changed and nobody is asked`,
          inputs: { environment: gate, operation: 'plan', tenants },
        },
        {
          when: `To apply to the tenants of that list in ${environment.toUpperCase()}; \`restart-service\` and, where it is offered, \`release-lock\` are started alike`,
          inputs: { environment: gate, operation: 'apply', tenants, list_digest: DIGEST },
        },
      ];
    }),
  };
}

function destruction({ destroyable, backups }: GitOpsModel): ToldWorkflow {
  const kept = backups.length === 0 ? 'its last state stays, its data does not' : 'its last state and its backups stay';
  return {
    purpose: 'destroy',
    needs: ['a sentence that names tenant and environment, a ticket and a reason'],
    changes: [
      ...destroyable.map((name) => `${name.toUpperCase()}: **destroys** one tenant for good; ${kept}`),
      'a tag with the record, and a branch that takes its values out of `main`',
    ],
    starts: destroyable.map((environment) => ({
      when: `To destroy a tenant in ${environment.toUpperCase()}, for good`,
      inputs: {
        ...{ tenant_id: TENANT, environment, confirmation: `destroy tenant ${TENANT} in ${environment}` },
        ...{ reason: REASON, ticket: DECISION },
      },
    })),
  };
}

function driftDetection({ drift }: GitOpsModel): ToldWorkflow {
  return {
    purpose: 'look',
    needs: [],
    changes: ['no tenant: it reads', 'one issue for each environment that is not as `main` says'],
    starts: [
      { when: `To look at all tenants now, of which each has its turn within ${drift.periodHours} hours`, inputs: {} },
      { when: 'To look at one', inputs: { tenants: TENANT } },
    ],
  };
}

const validation: ToldWorkflow = {
  purpose: 'look',
  needs: [],
  changes: ['no tenant: it has no credentials', 'one comment on a pull request'],
  starts: [],
};
