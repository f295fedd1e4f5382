import { Findings, throwIfAny } from '../model/problem';
import { checkShape } from '../model/shape';
import type { TenantPlatform } from '../model/tenant-platform';
import { tenantPlatformShape } from '../model/tenant-platform-shape';

/** What is expected of tenants, from data that was not checked yet. Throws DefinitionError with all that is wrong. */
export function readPlatform(value: unknown, where: string): TenantPlatform {
  const findings = new Findings(where);
  const complete = isPlatform(value, findings);
  throwIfAny(findings.problems);
  if (!complete) throw new TypeError(`${where} is no table of what is expected of tenants.`);
  return value;
}

function isPlatform(value: unknown, findings: Findings): value is TenantPlatform {
  return checkShape(findings, '', value, tenantPlatformShape);
}
