import type { Live } from '../src';
import { platform } from './platform';

export const EVENTS = '2_bbws_tenants_event_handler';
export const GITOPS = '2_bbws_tenants_instances_dev';
export const INSTANCES = '2_bbws_tenants_instances_lambda';
export const SITES = '2_bbws_wordpress_site_management_lambda';

export const workflows = (...names: readonly string[]): string[] =>
  names.map((name) => `.github/workflows/${name}.yml`);
export const EVENT_WORKFLOWS = workflows(
  'deploy-dev',
  'promote-to-sit',
  'promote-to-prod',
  'rollback',
  'quality-gates',
  'test-coverage',
);
export const GITOPS_WORKFLOWS = workflows(
  'deploy-tenant-sit',
  'deploy-tenant-prod',
  'destroy-tenant',
  'validate-tenant-config',
  'drift-detection',
  'bulk-operations',
);
export const RUNBOOKS = ['docs/runbooks/rollback.md', 'docs/runbooks/promotion.md'];
export const GITOPS_RUNBOOKS = [...RUNBOOKS, 'docs/runbooks/drift.md'];

export const gh = (repository: string, workflow: string, fields = ''): string =>
  `gh workflow run ${workflow} --repo ${platform.owner}/${repository} --ref main${fields}`;
export const deployed: Live = {
  command: gh(EVENTS, 'deploy-dev.yml'),
  expect: 'a green run; the stack carries its version as a tag',
};
