import { GitOpsRepo, type RepoOptions } from '../src';
import { platform } from './platform';
import { tenants } from './tenants';

/** Tenants of all environments: a folder of Terraform for each. */
export class TenantsInstances extends GitOpsRepo {
  constructor(options?: RepoOptions) {
    super(
      {
        name: '2_bbws_tenants_instances_dev',
        platform,
        tenants,
        // The workflow for DEV locks the same state in DynamoDB only, so the table is locked here as well.
        state: { bucket: 'bbws-terraform-state-{env}', lockTable: 'bbws-terraform-locks-{env}' },
        cluster: 'bbws-cluster-{env}',
        service: 'tenant-{tenant}-wordpress',
        targetGroup: 'bbws-{tenant:16}-tg',
        drift: {
          ignore: [
            {
              address: '*.aws_ecs_service.*',
              attribute: 'desired_count',
              reason: 'Services are scaled past Terraform: by the tenant API, and to 0 at night in DEV and SIT.',
            },
          ],
        },
        // The instances Lambda renders a tenant's Terraform and commits it to main: its account is the one member of this team.
        settings: { directCommits: [{ kind: 'team', name: 'tenants-instances-lambda' }] },
        ownWorkflows: ['deploy-tenant.yml'],
      },
      options,
    );
  }
}
