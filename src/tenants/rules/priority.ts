import { findingAt, findingIn, type Finding } from '../finding';
import type { Position } from '../hcl/source';
import { asNumber, filledFiles, settingOf, type Tenant, type TenantRule } from '../tenant';

/** Priorities that a listener rule may have. Source: Elastic Load Balancing API, CreateRule: 1 to 50000. */
const LISTENER = { from: 1, to: 50_000 };

/** V05: a listener takes the priority, and it is in the band that belongs to tenants. */
export const checkPriority: TenantRule = function* (tenant, { fields, priorities }) {
  const { from, to } = priorities;
  const fix = `${fields.priority} = a whole number from ${from} to ${to} that no other tenant has`;
  for (const file of filledFiles(tenant)) {
    const value = file.values.get(fields.priority)?.value;
    const number = asNumber(value);
    if (!value || number === undefined) continue;
    const possible = Number.isInteger(number) && number >= LISTENER.from && number <= LISTENER.to;
    if (!possible) {
      const message = `A listener takes whole numbers from ${LISTENER.from} to ${LISTENER.to}, not ${number}.`;
      yield findingAt('V05', file, value.start, { message, fix });
    } else if (number < from || number > to) {
      const message = `Priority ${number} is outside of ${from} to ${to}, the band of tenants.`;
      yield findingAt('V05', file, value.start, { message, fix, severity: 'warning' });
    }
  }
};

/** Where a priority is used. */
interface Use {
  readonly tenant: string;
  readonly path: string;
  readonly position: Position;
}

/** V04: two tenants never have the same priority in one environment. Collects over the fleet, tells at the end. */
export class PriorityUses {
  private readonly uses = new Map<string, Use[]>();

  constructor(private readonly field: string) {}

  add(tenant: Tenant): void {
    for (const file of filledFiles(tenant)) {
      const setting = settingOf(tenant, file, this.field);
      const number = asNumber(setting?.value);
      if (!setting || number === undefined || file.environment === undefined) continue;
      const { place, value } = setting;
      const use = { tenant: tenant.name, path: place.path, position: place.source.positionAt(value.start) };
      const key = `${file.environment} ${number}`;
      const known = this.uses.get(key);
      if (known) known.push(use);
      else this.uses.set(key, [use]);
    }
  }

  *findings(): Generator<Finding> {
    for (const [key, uses] of this.uses) {
      if (new Set(uses.map(({ tenant }) => tenant)).size < 2) continue;
      const [environment = '', number = ''] = key.split(' ');
      for (const use of uses) {
        const message = `Priority ${number} is used twice in ${environment}: also in ${others(uses, use)}.`;
        const fix = `${this.field} = a number that is free in ${environment}`;
        yield findingIn('V04', use.path, { message, fix }, use.position);
      }
    }
  }
}

function others(uses: readonly Use[], { tenant }: Use): string {
  const rest = uses.filter((use) => use.tenant !== tenant);
  const places = rest.slice(0, 3).map(({ path, position }) => `${path}:${position.line}`);
  const more = rest.length > places.length ? ` and ${rest.length - places.length} more` : '';
  return places.join(', ') + more;
}
