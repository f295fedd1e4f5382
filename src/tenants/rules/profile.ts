import { findingAt, type Finding } from '../finding';
import type { Place } from '../finding';
import type { Attribute, Body } from '../hcl/node';
import { allAttributes } from '../hcl/node';
import type { TenantRule } from '../tenant';

/** Settings of provider and backend that read files of a person's machine. */
const LOCAL = /^(?:profile|shared_credentials_files?|shared_config_files)$/;

/** V10: credentials come from the workflow's role. A profile exists on somebody's machine, never on a runner. */
export const checkProfile: TenantRule = function* (tenant, { fields }) {
  for (const file of tenant.variableFiles) {
    const attribute = file.values.get(fields.profile);
    if (attribute) yield* named(file, attribute, `no ${fields.profile}: the role of the workflow is used`);
  }
  const declaration = tenant.declarations.get(fields.profile);
  if (declaration?.fallback)
    yield* named(declaration.file, { ...declaration, value: declaration.fallback }, 'default = null');
  for (const file of tenant.terraform) {
    for (const { type, body, blocks } of file.body?.blocks.map((block) => ({ ...block, ...block.body })) ?? []) {
      if (type === 'provider') yield* local(file, body);
      if (type === 'terraform')
        for (const block of blocks) if (block.type === 'backend') yield* local(file, block.body);
    }
  }
  for (const file of tenant.backendFiles) if (file.body) yield* local(file, file.body);
};

function* local(file: Place, body: Body): Generator<Finding> {
  for (const attribute of allAttributes(body))
    if (LOCAL.test(attribute.name)) yield* named(file, attribute, `no ${attribute.name} here`);
}

function* named(place: Place, { value }: Pick<Attribute, 'value'>, fix: string): Generator<Finding> {
  const set = (value.kind === 'text' && value.value !== '') || value.kind === 'list';
  if (!set) return;
  const what = value.kind === 'text' ? JSON.stringify(value.value) : 'A list of files';
  const message = `${what} exists on a person's machine only; a runner has no profiles.`;
  yield findingAt('V10', place, value.start, { message, fix });
}
