import { LambdaRepo, type LambdaRepoOptions } from '../src';
import { platform } from './platform';

/** Tenants and their instances: packaged as a zip, its infrastructure in Terraform, delivered by its own workflows. */
export class TenantsInstancesLambda extends LambdaRepo {
  constructor(options?: LambdaRepoOptions) {
    const own = [
      'deploy-dev',
      'promote-to-sit',
      'promote-to-prod',
      'rollback',
      'quality-gates',
      'terraform-deploy',
      'deploy',
    ];
    super(
      {
        name: '2_bbws_tenants_instances_lambda',
        platform,
        ownWorkflows: own.map((name) => `${name}.yml`),
        // What is generated here deploys nothing, so a mistake shows where it does no harm.
        rollout: { canary: true, reviewers: ['dev-lead'] },
      },
      options,
    );
  }
}
