import { forTenant, type TenantPlatform } from '../../model/tenant-platform';
import { findingAt, findingIn, type Finding } from '../finding';
import type { Body } from '../hcl/node';
import { attributeOf, blocksOf, type Tenant, type TenantRule, type TerraformFile } from '../tenant';

/** Settings that are the same everywhere, or that say nothing about where the state is. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['key', 'encrypt', 'use_lockfile', 'profile', 'shared_credentials_file', 'shared_credentials_files'],
  ...['shared_config_files', 'skip_credentials_validation', 'skip_region_validation', 'max_retries'],
]);

/** V09: the state is in the platform's store: an empty backend block, settings by -backend-config, and an own key. */
export const checkBackend: TenantRule = function* (tenant, platform) {
  let found = false;
  for (const { file, block } of blocksOf(tenant, 'terraform')) {
    for (const { type, labels, start, body } of block.body.blocks) {
      if (type !== 'backend' && type !== 'cloud') continue;
      found = true;
      if (type === 'cloud' || labels[0] !== 's3') {
        const message = `The state is kept by "${labels[0] ?? type}", not in the bucket of the environment.`;
        yield findingAt('V09', file, start, { message, fix: 'backend "s3" {}' });
      } else yield* checkSettings(tenant, platform, file, body);
    }
  }
  for (const file of tenant.backendFiles) if (file.body) yield* checkKey(tenant, platform, file, file.body);
  if (!found && tenant.complete) {
    const message = 'There is no backend block: the state would lie on the runner and be lost with it.';
    yield findingIn('V09', anchor(tenant), { message, fix: 'terraform { backend "s3" {} }' });
  }
};

function* checkSettings(tenant: Tenant, platform: TenantPlatform, file: TerraformFile, body: Body): Generator<Finding> {
  const hard = body.attributes.filter(({ name }) => !HARMLESS.has(name));
  const [first] = hard;
  if (first) {
    const names = hard.map(({ name }) => name).join(', ');
    const message = `${names} of the backend ${hard.length === 1 ? 'is' : 'are'} hard-coded, so one environment's state is used for all.`;
    yield findingAt('V09', file, first.start, { message, fix: 'backend "s3" {}, and -backend-config in the workflow' });
  }
  yield* checkKey(tenant, platform, file, body);
}

function* checkKey(tenant: Tenant, platform: TenantPlatform, file: TerraformFile, body: Body): Generator<Finding> {
  const value = attributeOf(body, 'key')?.value;
  const expected = forTenant(platform.stateKey, tenant.name);
  if (value?.kind !== 'text' || value.value === expected) return;
  const message = `The key ${JSON.stringify(value.value)} is not the place of this tenant's state.`;
  yield findingAt('V09', file, value.start, { message, fix: `key = "${expected}", or no key here` });
}

/** The file in which a missing block belongs. */
export function anchor({ name, terraform }: Tenant): string {
  const names = ['backend.tf', 'versions.tf', 'providers.tf', 'main.tf'].map((file) => `${name}/${file}`);
  const paths = terraform.map(({ path }) => path);
  return names.find((path) => paths.includes(path)) ?? paths[0] ?? name;
}
