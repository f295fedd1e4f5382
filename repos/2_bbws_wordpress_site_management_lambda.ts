import { LambdaRepo, type LambdaRepoOptions } from '../src';
import { platform } from './platform';

/** Four services in one repository, delivered by its own workflows. */
export class WordpressSiteManagementLambda extends LambdaRepo {
  constructor(options?: LambdaRepoOptions) {
    super(
      {
        name: '2_bbws_wordpress_site_management_lambda',
        platform,
        python: {
          services: ['sites-service', 'templates-service', 'plugins-service', 'async-processor'].map((path) => ({
            path,
          })),
        },
        ownWorkflows: ['deploy-dev.yml', 'deploy-sit.yml', 'deploy-prod.yml', 'test.yml', 'release-and-test.yml'],
      },
      options,
    );
  }
}
