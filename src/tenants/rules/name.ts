import { findingAt, findingIn, type Finding } from '../finding';
import { allAttributes } from '../hcl/node';
import { asText, filledFiles, isMissing, settingOf, type Tenant, type TenantRule } from '../tenant';

/** V01: the tenant's name, wherever it is written, is that of its folder. */
export const checkName: TenantRule = function* (tenant, { fields }) {
  const field = fields.tenant;
  const fix = `${field} = "${tenant.name}"`;
  for (const file of filledFiles(tenant)) {
    const value = file.values.get(field)?.value;
    if (!value) {
      if (isMissing(tenant, file, field))
        yield findingAt('V01', file, 0, { message: `${field} is declared, and has no value here.`, fix });
      continue;
    }
    yield* differing(tenant, file, value, fix);
  }
  const declaration = tenant.declarations.get(field);
  if (declaration?.fallback && declaration.fallback.kind !== 'null')
    yield* differing(tenant, declaration.file, declaration.fallback, `default = "${tenant.name}", or no default`);
  for (const file of tenant.terraform) {
    for (const attribute of file.body ? allAttributes(file.body) : [])
      if (attribute.name === field && attribute.value.kind === 'text')
        yield* differing(tenant, file, attribute.value, `${field} = var.${field}`);
  }
};

function* differing(
  { name }: Tenant,
  place: Parameters<typeof findingAt>[1],
  value: NonNullable<ReturnType<typeof settingOf>>['value'],
  fix: string,
): Generator<Finding> {
  const text = value.kind === 'null' ? 'null' : asText(value);
  // What is no text has the wrong type, or is an expression: other rules say so.
  if (text === undefined || text === name) return;
  const message = `The tenant is called ${JSON.stringify(text)} here, and its folder "${name}".`;
  yield findingAt('V01', place, value.start, { message, fix });
}

/** V14: names of folder and tenant match the pattern; one that both share is reported once, at the folder. */
export const checkNamePattern: TenantRule = function* (tenant, { tenantName, fields }) {
  const pattern = new RegExp(`^(?:${tenantName})$`);
  const fix = `a name that matches ${tenantName}`;
  if (!pattern.test(tenant.name)) {
    const message = `The folder "${tenant.name}" is no name for a tenant: stacks, databases and domains are made of it.`;
    yield findingIn('V14', tenant.name, { message, fix });
  }
  for (const file of filledFiles(tenant)) {
    const value = file.values.get(fields.tenant)?.value;
    const text = asText(value);
    if (!value || text === undefined || text === tenant.name || pattern.test(text)) continue;
    yield findingAt('V14', file, value.start, { message: `${JSON.stringify(text)} is no name for a tenant.`, fix });
  }
};
