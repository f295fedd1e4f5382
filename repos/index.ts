import { TenantsEventHandler } from './2_bbws_tenants_event_handler';
import { TenantsInstances } from './2_bbws_tenants_instances_dev';
import { TenantsInstancesLambda } from './2_bbws_tenants_instances_lambda';
import { WordpressSiteManagementLambda } from './2_bbws_wordpress_site_management_lambda';

export { platform } from './platform';
export { tenants } from './tenants';
export { TenantsEventHandler, TenantsInstances, TenantsInstancesLambda, WordpressSiteManagementLambda };

/** Every repository that this fleet manages. A new one is a line here. */
export const fleet = [TenantsEventHandler, TenantsInstancesLambda, WordpressSiteManagementLambda, TenantsInstances];
