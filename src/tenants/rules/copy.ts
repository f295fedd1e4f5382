import { createHash } from 'node:crypto';
import type { TenantPlatform } from '../../model/tenant-platform';
import { findingIn, type Finding } from '../finding';
import { asText, filledFiles, type Tenant } from '../tenant';

interface Copy {
  readonly tenant: string;
  readonly path: string;
  /** Whether it says the name of the tenant that it lies at. */
  readonly own: boolean;
  readonly bytes: string;
  readonly identity: string | undefined;
}

/**
 * V08: no file is that of another tenant, byte by byte or in what tells tenants apart. The one that says its own tenant's
 * name is the original. Collects over the fleet, tells at the end.
 */
export class Copies {
  private readonly files: Copy[] = [];

  constructor(private readonly platform: TenantPlatform) {}

  add(tenant: Tenant): void {
    const { fields } = this.platform;
    for (const file of filledFiles(tenant)) {
      const [name, domain] = [fields.tenant, fields.domain].map((field) => asText(file.values.get(field)?.value));
      const identity =
        name === undefined || domain === undefined ? undefined : `${file.environment ?? file.name} ${name} ${domain}`;
      const text = file.source.text.replaceAll('\r\n', '\n');
      const bytes = createHash('sha256').update(text).digest('base64');
      this.files.push({ tenant: tenant.name, path: file.path, own: name === tenant.name, bytes, identity });
    }
  }

  *findings(): Generator<Finding> {
    const byBytes = groups(this.files, ({ bytes }) => bytes);
    const byIdentity = groups(this.files, ({ identity }) => identity);
    for (const file of this.files.filter(({ own }) => !own)) {
      const same = origin(file, byBytes.get(file.bytes));
      const like = origin(file, byIdentity.get(file.identity ?? ''));
      const [original, how] = same ? [same, 'byte by byte'] : [like, 'in name and domain'];
      if (!original) continue;
      const message = `The file is a copy of ${original.path}, ${how}: applied, it would take over that tenant's route.`;
      yield findingIn('V08', file.path, { message, fix: `values of "${file.tenant}", or no file` });
    }
  }
}

/** The file of another tenant that this one was copied from: one that says its own name, else the first. */
function origin(file: Copy, group: readonly Copy[] = []): Copy | undefined {
  const others = group.filter(({ tenant }) => tenant !== file.tenant);
  return others.find(({ own }) => own) ?? others[0];
}

function groups(files: readonly Copy[], key: (file: Copy) => string | undefined): Map<string, Copy[]> {
  const map = new Map<string, Copy[]>();
  for (const file of files) {
    const name = key(file);
    if (name === undefined) continue;
    const group = map.get(name);
    if (group) group.push(file);
    else map.set(name, [file]);
  }
  return map;
}
