import { forTenant } from '../../model/tenant-platform';
import { findingAt } from '../finding';
import { asText, filledFiles, isMissing, type TenantRule } from '../tenant';

/** V03: the domain is the one that tenant and environment have on the platform. */
export const checkDomain: TenantRule = function* (tenant, { fields, environments }) {
  const field = fields.domain;
  for (const file of filledFiles(tenant)) {
    const rows = environments.filter(({ name }) => (file.environment ?? name) === name);
    const expected = rows.map(({ domain }) => forTenant(domain, tenant.name));
    const fix = `${field} = ${expected.map((domain) => `"${domain}"`).join(' or ')}`;
    const value = file.values.get(field)?.value;
    if (!value) {
      if (isMissing(tenant, file, field))
        yield findingAt('V03', file, 0, { message: `${field} is declared, and has no value here.`, fix });
      continue;
    }
    const text = value.kind === 'null' ? 'null' : asText(value);
    if (text === undefined || expected.includes(text)) continue;
    const where = file.environment === undefined ? '' : ` in ${file.environment}`;
    const message = `${JSON.stringify(text)} is not the domain of "${tenant.name}"${where}.`;
    yield findingAt('V03', file, value.start, { message, fix });
  }
};
